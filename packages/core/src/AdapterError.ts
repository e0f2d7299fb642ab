/**
 * The one error of every adapter: which platform, shop and operation, why, and what the user can do about it.
 *
 * It never carries a secret or private data: `found` names a type and a length, never a value.
 */
import * as Schema from "effect/Schema"
import { adviceFor } from "./AdapterErrorAdvice.ts"

const Seconds = Schema.Finite

export const AuthenticationKind = Schema.Literals(["credentials", "token", "signature", "clock"])
export type AuthenticationKind = typeof AuthenticationKind.Type

/** Why a call failed. */
export const AdapterErrorReason = Schema.TaggedUnion({
  /** The platform does not accept who we say we are, or how we signed it. */
  Authentication: { kind: AuthenticationKind },
  /** The application lacks a permission set. */
  PermissionDenied: {},
  /** The caller's address is not on the platform's allow list. */
  IpNotAllowed: { ip: Schema.NullOr(Schema.String) },
  /** Too many requests; `retryAfter` in seconds where the platform states it. */
  RateLimited: { retryAfter: Schema.NullOr(Seconds) },
  /** A budget for a day or longer is used up. */
  QuotaExhausted: {},
  NotFound: {},
  InvalidRequest: { detail: Schema.String },
  /** The adapter's manifest does not declare this, or the platform no longer has it. */
  NotSupported: { detail: Schema.String },
  PlatformUnavailable: {},
  /** The platform refused with a code that has no reason of its own. */
  PlatformRejected: {},
  /** The connection failed, or the body is shorter than its framing says. */
  Transport: { detail: Schema.String },
  /** No answer within the time limit, in seconds. */
  Timeout: { after: Seconds },
  /** The answer is not what the platform documents. `position` is an offset into a body that is no JSON at all. */
  ResponseDecode: {
    pointer: Schema.String,
    expected: Schema.String,
    found: Schema.String,
    position: Schema.NullOr(Schema.Int)
  },
  Configuration: { detail: Schema.String }
})
export type AdapterErrorReason = typeof AdapterErrorReason.Type
export type AdapterErrorReasonTag = AdapterErrorReason["_tag"]

/** What the platform itself said, codes as text. */
export const PlatformAnswer = Schema.Struct({
  code: Schema.NullOr(Schema.String),
  subCode: Schema.NullOr(Schema.String),
  message: Schema.NullOr(Schema.String)
})
export interface PlatformAnswer extends Schema.Schema.Type<typeof PlatformAnswer> {}

const retryable: ReadonlySet<AdapterErrorReasonTag> = new Set([
  "PlatformUnavailable",
  "Transport",
  "Timeout",
  "RateLimited"
])

const typeId = "~@huidan/core/AdapterError"

export class AdapterError extends Schema.TaggedError<AdapterError>()("AdapterError", {
  platform: Schema.String,
  shop: Schema.NullOr(Schema.String),
  operation: Schema.NullOr(Schema.String),
  reason: AdapterErrorReason,
  answer: Schema.NullOr(PlatformAnswer)
}) {
  readonly [typeId] = typeId

  /** Whether the same call can succeed later without anybody doing anything. */
  get isRetryable(): boolean {
    return retryable.has(this.reason._tag)
  }

  /** What the user can do about it. */
  get advice(): string {
    return adviceFor(this.reason)
  }

  override get message(): string {
    const where = [this.platform, this.shop, this.operation].filter((part) => part !== null).join(" ")
    return `${where}: ${describeReason(this.reason)}${describeAnswer(this.answer)}. ${this.advice}`
  }
}

/** Recognises an `AdapterError` of any copy of this package. */
export const isAdapterError = (value: unknown): value is AdapterError =>
  typeof value === "object" && value !== null && typeId in value

/** An error as data: what the command line prints for machines. */
export const adapterErrorToJson = (error: AdapterError) => {
  const { _tag: reason, ...details } = error.reason
  return {
    reason,
    platform: error.platform,
    shop: error.shop,
    operation: error.operation,
    ...details,
    ...(error.answer === null
      ? {}
      : { code: error.answer.code, subCode: error.answer.subCode, platformMessage: error.answer.message }),
    retryable: error.isRetryable,
    message: error.message,
    advice: error.advice
  }
}

const describeReason = (reason: AdapterErrorReason): string => {
  switch (reason._tag) {
    case "Authentication":
      return `authentication failed (${reason.kind})`
    case "PermissionDenied":
      return "the application lacks the permission for this operation"
    case "IpNotAllowed":
      return `the platform does not accept this machine's address${reason.ip === null ? "" : ` ${reason.ip}`}`
    case "RateLimited":
      return `too many requests${reason.retryAfter === null ? "" : `, the platform asks to wait ${reason.retryAfter} s`}`
    case "QuotaExhausted":
      return "the platform's budget for this operation is used up"
    case "NotFound":
      return "the platform does not know this order"
    case "PlatformUnavailable":
      return "the platform is unavailable"
    case "PlatformRejected":
      return "the platform rejected the request"
    case "Timeout":
      return `no answer within ${reason.after} s`
    case "ResponseDecode":
      return `the answer is not as documented${
        reason.position === null
          ? ` at ${reason.pointer === "" ? "its root" : reason.pointer}`
          : ` at offset ${reason.position}`
      }: expected ${reason.expected}, found ${reason.found}`
    case "InvalidRequest":
    case "NotSupported":
    case "Transport":
    case "Configuration":
      return reason.detail
  }
}

const describeAnswer = (answer: PlatformAnswer | null): string => {
  if (answer === null || (answer.code === null && answer.message === null)) return ""
  const code = [answer.code, answer.subCode].filter((part) => part !== null && part !== "").join(" ")
  return ` (${[code, answer.message].filter((part) => part !== null && part !== "").join(": ")})`
}
