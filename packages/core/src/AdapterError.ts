/**
 * The one error of every adapter: which platform, shop and operation, why, and what the user can do about it.
 *
 * It never carries a secret or private data: `found` names a type and a length, never a value.
 */
import * as Schema from "effect/Schema"
import { adviceFor } from "./AdapterErrorAdvice.ts"
import { AdapterErrorReason, type AdapterErrorReasonTag } from "./AdapterErrorReason.ts"
import { orNull } from "./optionalField.ts"
import { visibleText } from "./visibleText.ts"

/** What the platform itself answered. */
export const PlatformAnswer = Schema.Struct({
  /** The platform's error code as text; `null` if the answer has none. */
  code: Schema.NullOr(Schema.String),
  /** The platform's finer code as text; `null` if the answer has none. */
  subCode: Schema.NullOr(Schema.String),
  /** The platform's own message; `null` if the answer has none. */
  message: Schema.NullOr(Schema.String)
})
/** What the platform itself answered. */
export interface PlatformAnswer extends Schema.Schema.Type<typeof PlatformAnswer> {}

const retryable: ReadonlySet<AdapterErrorReasonTag> = new Set([
  "PlatformUnavailable",
  "Transport",
  "Timeout",
  "RateLimited"
])

const typeId = "~@huidan/core/AdapterError"

/**
 * The only error an adapter fails with. `shop`, `operation` and `answer` default to `null`.
 *
 * ```ts
 * import { AdapterError } from "@huidan/core"
 *
 * const error = new AdapterError({ platform: "xiaoe", reason: { _tag: "NotFound" } })
 * error.message // => "xiaoe: the platform does not know this order. Check the order number and that it belongs to this shop."
 * error.isRetryable // => false
 * error.shop // => null
 * ```
 */
export class AdapterError extends Schema.TaggedError<AdapterError>()("AdapterError", {
  /** The platform's name, `xiaoe`; the package's name while an adapter is being registered. */
  platform: Schema.String,
  /** The shop's id or configured name; `null` if the error is not about one shop. */
  shop: orNull(Schema.String),
  /** The platform operation, `order.detail@2.0`; `null` if none was called. */
  operation: orNull(Schema.String),
  /** Why the call failed. */
  reason: AdapterErrorReason,
  /** The platform's code and message; `null` if there was no such answer. */
  answer: orNull(PlatformAnswer)
}) {
  readonly [typeId] = typeId

  /** Whether the same call can succeed later with nothing changed. */
  get isRetryable(): boolean {
    return retryable.has(this.reason._tag)
  }

  /** What the user can do about it. */
  get advice(): string {
    return adviceFor(this.reason)
  }

  /** Where, why, the platform's own code and message, and the advice, in one line, as `visibleText` writes it. */
  override get message(): string {
    // A shop that has no other name has the platform's.
    const shop = this.shop === this.platform ? null : this.shop
    const where = [this.platform, shop, this.operation].filter((part) => part !== null).join(" ")
    return visibleText(`${where}: ${describeReason(this.reason)}${describeAnswer(this.answer)}. ${this.advice}`)
  }
}

/**
 * Whether a value is an `AdapterError`, including one made by another copy of this package (where `instanceof` fails).
 *
 * ```ts
 * import { AdapterError, isAdapterError } from "@huidan/core"
 *
 * isAdapterError(new AdapterError({ platform: "xiaoe", reason: { _tag: "NotFound" } })) // => true
 * isAdapterError(new Error("not found")) // => false
 * ```
 */
export const isAdapterError = (value: unknown): value is AdapterError =>
  typeof value === "object" && value !== null && typeId in value

/**
 * An error as plain JSON, as the command line prints it: `reason` is the tag, the reason's other fields are beside it.
 * `code`, `subCode` and `platformMessage` are left out if `answer` is `null`.
 */
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
      return "the platform's quota for this operation is used up"
    case "NotFound":
      return "the platform does not know this order"
    case "PlatformUnavailable":
      return `the platform is unavailable${reason.detail === undefined ? "" : `: ${reason.detail}`}`
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
    case "ListContradiction":
      return `the list states ${reason.stated} orders from ${reason.since} until ${reason.until}, but gives only ${reason.received}`
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
