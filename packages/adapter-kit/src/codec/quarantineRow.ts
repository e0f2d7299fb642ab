import type { AdapterError, Quarantined } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { digestHex } from "../answer/crypto.ts"
import { writeExact } from "../answer/LosslessJson.ts"
import { type AnswerRow, numbersIn } from "./AnswerRow.ts"
import type { RowOrigin } from "./readRow.ts"

/** A row that could not be read as an order, kept whole. The same row of the same shop has the same fingerprint. */
export const quarantineRow = (row: AnswerRow, origin: RowOrigin, error: AdapterError): Effect.Effect<Quarantined> => {
  const { manifest, operation, shopId } = origin
  const rawNumbers = numbersIn(row, origin)
  const identity = [manifest.platform, shopId ?? "-", operation, writeExact(row.raw, origin.numbers)]
  return Effect.map(
    digestHex("sha256", identity.join("\n")),
    (fingerprint): Quarantined => ({
      _tag: "Quarantined",
      raw: Redacted.make(row.raw),
      rawNumbers: Redacted.make(rawNumbers),
      error,
      fingerprint
    })
  )
}
