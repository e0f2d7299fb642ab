/** Why a call failed: the `reason` of every `AdapterError`. */
import * as Schema from "effect/Schema"
import type { Pointer } from "./Json.ts"
import { orNull } from "./optionalField.ts"

/** A duration in seconds; fractions are allowed. */
const Seconds = Schema.Finite

/**
 * What the platform refused when it refused to authenticate a request: the application's `credentials`, the access
 * `token`, the `signature`, or the request's timestamp (`clock`).
 */
export const AuthenticationKind = Schema.Literals(["credentials", "token", "signature", "clock"])
/** One of `credentials`, `token`, `signature`, `clock`. */
export type AuthenticationKind = typeof AuthenticationKind.Type

/** Why a call failed: a tagged union. The README of this package lists which reasons are worth a retry. */
export const AdapterErrorReason = Schema.TaggedUnion({
  /** The platform does not accept the application's identity, token, signature or timestamp. */
  Authentication: { kind: AuthenticationKind },
  /** The application lacks a permission. */
  PermissionDenied: {},
  /** The caller's IP address is not on the platform's allow list. `ip` is `null` if the platform does not state it. */
  IpNotAllowed: { ip: Schema.NullOr(Schema.String) },
  /** Too many requests. `retryAfter` is in seconds, `null` if the platform does not state it. */
  RateLimited: { retryAfter: Schema.NullOr(Seconds) },
  /** A quota for a day or longer is used up. */
  QuotaExhausted: {},
  /** The platform does not know the order. */
  NotFound: {},
  /** The request itself is wrong; `detail` says how. */
  InvalidRequest: { detail: Schema.String },
  /** The adapter's manifest does not declare this, or the platform no longer has it. */
  NotSupported: { detail: Schema.String },
  /**
   * The platform answered that it is down or overloaded. With a `detail`, nothing was sent, because calls before it could
   * not reach the platform: it says why, and when the next one is sent.
   */
  PlatformUnavailable: { detail: Schema.optionalKey(Schema.String) },
  /** The platform refused with a code that maps to no other reason; the code is in `AdapterError.answer`. */
  PlatformRejected: {},
  /** The connection failed, or the body is shorter than the answer's headers announce. */
  Transport: { detail: Schema.String },
  /** No answer within the time limit; `after` is that limit in seconds. */
  Timeout: { after: Seconds },
  /**
   * The answer is not what the platform documents. `pointer` is the place in the answer (RFC 6901); of a value that is
   * missing, the place where it should be. `expected` and `found` describe types and lengths, never a value. `position`
   * is an offset into a body that is not valid JSON, `null` (the default) otherwise.
   */
  ResponseDecode: {
    pointer: Schema.String,
    expected: Schema.String,
    found: Schema.String,
    position: orNull(Schema.Int)
  },
  /**
   * A list contradicts itself: it states more orders than it gives, and two further readings did not bring the rest.
   * `stated` and `received` are numbers of orders in the window from `since` (inclusive) until `until` (exclusive), as
   * ISO 8601 text in UTC. If no total proves that the window is whole, and rows came again on a later page, `stated` counts
   * them each time they came. `cursor` goes on behind this window: with it as `OrderQuery.after` the missing orders are
   * accepted as missing, and `settledUntil` passes over them.
   */
  ListContradiction: {
    stated: Schema.Int,
    received: Schema.Int,
    since: Schema.String,
    until: Schema.String,
    cursor: Schema.String
  },
  /** An option or a secret is missing or wrong; `detail` says which. */
  Configuration: { detail: Schema.String }
})
/** Why a call failed; switch on `_tag`. Use `responseDecode` to write a `ResponseDecode` without its `position`. */
export type AdapterErrorReason = typeof AdapterErrorReason.Type
/** The name of a reason, `RateLimited`. */
export type AdapterErrorReasonTag = AdapterErrorReason["_tag"]

/**
 * The reason of an answer that is not what the platform documents.
 *
 * `position` defaults to `null`; state it only for a body that is not valid JSON.
 *
 * ```ts
 * import { responseDecode } from "@huidan/core"
 *
 * const reason = responseDecode({ pointer: "/price", expected: "an amount in yuan", found: "text of 5 characters" })
 * reason.position // => null
 * ```
 */
export const responseDecode = (problem: {
  /** The place in the answer, `""` for the whole answer. */
  readonly pointer: Pointer
  /** What the platform documents: `an amount in yuan`. */
  readonly expected: string
  /** What the answer has: a type and a length, never the value. */
  readonly found: string
  /** An offset into the body, in UTF-16 code units from 0. */
  readonly position?: number | null
}): Extract<AdapterErrorReason, { readonly _tag: "ResponseDecode" }> => ({
  _tag: "ResponseDecode",
  pointer: problem.pointer,
  expected: problem.expected,
  found: problem.found,
  position: problem.position ?? null
})
