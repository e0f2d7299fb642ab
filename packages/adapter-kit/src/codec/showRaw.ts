import type { EncodeOptions, Json, Order } from "@huidan/core"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { type EnvelopeKeys, envelopePointers } from "../answer/Envelope.ts"
import { type Located, locate } from "../answer/Located.ts"
import { nodeAt } from "../answer/pointers.ts"
import { maskRaw } from "./maskRaw.ts"
import type { SomeOperationCodec } from "./OperationCodec.ts"
import { declaredReads, privateTextsOf, type Reads, readsOf } from "./Reads.ts"

/** How an operation reads its answers. */
export interface RawReader {
  readonly codec: SomeOperationCodec
  readonly envelope: EnvelopeKeys
}

/**
 * A row's raw answer as it may be shown. `reader` is `null` if the operation is not one of this adapter's; `order` is what
 * the row became, `null` if it could not be read.
 */
export const showRaw = (
  raw: Redacted.Redacted<Json>,
  mode: EncodeOptions["raw"],
  reader: RawReader | null,
  order: Order | null
): Json => {
  if (mode === "omit") return null
  const value = Redacted.value(raw)
  if (mode === "full") return value
  const root = locate(value)
  const reads = (reader === null ? null : readsIn(root, reader, order)) ?? { read: new Set(), private: new Set() }
  return maskRaw(root, reads, order === null ? new Set() : privateTextsOf(order))
}

/**
 * What is read of a raw answer; `null` if it cannot be decoded. Of a row that became an order the schema says it: the
 * order itself has the texts that only the mapping made private.
 */
const readsIn = (root: Located, { codec, envelope }: RawReader, order: Order | null): Reads | null => {
  const row = codec.single ? nodeAt(root, codec.at) : root
  const reads = order === null ? Result.map(codec.read(row), readsOf) : Result.map(codec.readWire(row), declaredReads)
  if (Result.isFailure(reads)) return null
  return codec.single
    ? { ...reads.success, read: new Set([...reads.success.read, ...envelopePointers(envelope)]) }
    : reads.success
}
