import type { EncodeOptions, Json } from "@huidan/core"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { type EnvelopeKeys, envelopePointers } from "../answer/Envelope.ts"
import { locate } from "../answer/Located.ts"
import { nodeAt } from "../answer/pointers.ts"
import { maskRaw, type Reads } from "./maskRaw.ts"
import type { SomeOperationCodec } from "./OperationCodec.ts"

/** How an operation reads; `null`, where the operation is not one of this adapter's. */
export type RawReader = { readonly codec: SomeOperationCodec; readonly envelope: EnvelopeKeys } | null

/** A row's raw answer as it may be shown. */
export const showRaw = (raw: Redacted.Redacted<Json>, mode: EncodeOptions["raw"], reader: RawReader): Json => {
  if (mode === "omit") return null
  const value = Redacted.value(raw)
  return mode === "full" ? value : maskRaw(value, readsOf(value, reader), "")
}

/** What of a raw answer is read: nothing, where it cannot be. */
const readsOf = (raw: Json, reader: RawReader): Reads => {
  const nothing: Reads = { read: new Set(), private: new Set() }
  if (reader === null) return nothing
  const { codec, envelope } = reader
  const root = locate(raw)
  const settled = codec.read(codec.single ? nodeAt(root, codec.at) : root)
  if (Result.isFailure(settled)) return nothing
  return {
    read: new Set([...settled.success.read, ...(codec.single ? envelopePointers(envelope) : [])]),
    private: settled.success.private
  }
}
