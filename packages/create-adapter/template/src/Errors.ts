/** The frame around the answers of 示例平台, and its error codes as reasons that a program can act on. */
import type { EnvelopeKeys } from "@huidan/adapter-kit"
import type { ErrorCode } from "@huidan/core"

/** `{ "code": 0, "message": "ok", "data": … }` */
export const envelope = { code: "code", messages: ["message"], success: ["0"] } as const satisfies EnvelopeKeys

export const errors = [
  { code: "1001", subCode: null, reason: { _tag: "Authentication", kind: "credentials" }, text: "app_secret is wrong" },
  { code: "1002", subCode: null, reason: { _tag: "Authentication", kind: "token" }, text: "access_token is dead" },
  { code: "1003", subCode: null, reason: { _tag: "RateLimited", retryAfter: null }, text: "too many requests" },
  {
    code: "1004",
    subCode: null,
    reason: { _tag: "InvalidRequest", detail: "a parameter is wrong" },
    text: "a parameter is wrong"
  },
  { code: "1005", subCode: null, reason: { _tag: "NotFound" }, text: "no such order" },
  { code: "9000", subCode: null, reason: { _tag: "PlatformUnavailable" }, text: "the system is busy" }
] as const satisfies ReadonlyArray<ErrorCode>
