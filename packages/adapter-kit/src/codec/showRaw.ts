import type { EncodeOptions, Json } from "@huidan/core"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { type EnvelopeKeys, envelopePointers } from "../answer/Envelope.ts"
import { type Located, locate } from "../answer/Located.ts"
import { nodeAt } from "../answer/pointers.ts"
import { maskRaw } from "./maskRaw.ts"
import type { SomeOperationCodec } from "./OperationCodec.ts"
import { type Reads, readsOf } from "./Reads.ts"

/** How an operation reads its answers. */
export interface RawReader {
  readonly codec: SomeOperationCodec
  readonly envelope: EnvelopeKeys
}

/** A row's raw answer as it may be shown. `reader` is `null` if the operation is not one of this adapter's. */
export const showRaw = (raw: Redacted.Redacted<Json>, mode: EncodeOptions["raw"], reader: RawReader | null): Json => {
  if (mode === "omit") return null
  const value = Redacted.value(raw)
  if (mode === "full") return value
  const root = locate(value)
  return maskRaw(root, (reader === null ? null : readsIn(root, reader)) ?? { read: new Set(), private: new Set() })
}

/** What is read of a raw answer; `null` if it cannot be decoded. */
const readsIn = (root: Located, { codec, envelope }: RawReader): Reads | null => {
  const decoded = codec.read(codec.single ? nodeAt(root, codec.at) : root)
  if (Result.isFailure(decoded)) return null
  const reads = readsOf(decoded.success)
  return codec.single ? { ...reads, read: new Set([...reads.read, ...envelopePointers(envelope)]) } : reads
}
