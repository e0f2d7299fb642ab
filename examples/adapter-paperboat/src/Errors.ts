/** The frame around Paper Boat's answers, and its error words as reasons. Source: PLATFORM.md, 2. */
import type { EnvelopeKeys } from "@huidan/adapter-kit"
import type { AdapterErrorReason, ErrorCode } from "@huidan/core"

/** `{ "result": "ok", … }` or `{ "result": "order_unknown", "words": "…" }` */
export const envelope = { code: "result", messages: ["words"], success: ["ok"] } as const satisfies EnvelopeKeys

/** The request itself is wrong: a mistake of the adapter, or its caller asked for something impossible. */
const invalid = (detail: string): AdapterErrorReason => ({ _tag: "InvalidRequest", detail })

const words: ReadonlyArray<readonly [word: string, reason: AdapterErrorReason, text: string]> = [
  ["key_unknown", { _tag: "Authentication", kind: "credentials" }, "there is no such application"],
  ["sign_wrong", { _tag: "Authentication", kind: "signature" }, "the signature does not fit"],
  ["clock_off", { _tag: "Authentication", kind: "clock" }, "the request's time is too far from the platform's"],
  ["nonce_used", invalid("the nonce was used before"), "the nonce was used before"],
  ["shop_not_granted", { _tag: "PermissionDenied" }, "the shop did not grant the application access"],
  ["address_not_listed", { _tag: "IpNotAllowed", ip: null }, "the address is not on the application's list"],
  ["parameter_wrong", invalid("a parameter is missing or wrong"), "a parameter is missing or cannot be read"],
  ["window_too_long", invalid("the window is longer than 7 days"), "the window is longer than 7 days"],
  ["mark_wrong", invalid("the mark is not one of this list"), "the mark is not one of this list"],
  ["order_unknown", { _tag: "NotFound" }, "no such order in this shop"],
  ["too_fast", { _tag: "RateLimited", retryAfter: null }, "more requests than allowed"],
  ["day_used_up", { _tag: "QuotaExhausted" }, "the application's requests of the day are used up"],
  ["busy", { _tag: "PlatformUnavailable" }, "the platform cannot answer at the moment"]
]

export const errors: ReadonlyArray<ErrorCode> = words.map(([code, reason, text]) => ({
  code,
  subCode: null,
  reason,
  text
}))
