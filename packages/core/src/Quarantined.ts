import type * as Redacted from "effect/Redacted"
import type { AdapterError } from "./AdapterError.ts"
import type { Json, Pointer } from "./Json.ts"

/**
 * A row of a list, or a message of a push, that could not be decoded. It is kept whole and reported; the others are read
 * as usual.
 */
export interface Quarantined {
  /** Tells a quarantined row from an order, which has no `_tag`; use `isQuarantined`. */
  readonly _tag: "Quarantined"
  /** The row or message as sent, a message that is not JSON as text; private as a whole. */
  readonly raw: Redacted.Redacted<Json>
  /** Pointers of the numbers that are kept as text in `raw`; private like it, since pointers consist of its keys. */
  readonly rawNumbers: Redacted.Redacted<ReadonlyArray<Pointer>>
  /** Why it could not be decoded; its pointer is the place in the answer or in the push. */
  readonly error: AdapterError
  /** SHA-256, hexadecimal, of platform, shop, operation and the row's text: the same row has the same fingerprint. */
  readonly fingerprint: string
}

/** A quarantined row as JSON, as `OrderAdapter.encodeQuarantined` gives it. */
export interface QuarantinedJson {
  /** The tag of the error's reason, `ResponseDecode`. */
  readonly reason: string
  /** The place in the answer, `""` if the reason has none. */
  readonly pointer: string
  /** The error's message. */
  readonly message: string
  /** See `Quarantined.fingerprint`. */
  readonly fingerprint: string
  /** The row as sent or masked; `null` if left out. */
  readonly raw: Json
}
