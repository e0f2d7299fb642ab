/**
 * The frames around the answers of both doors, and the official platform's codes as reasons.
 *
 * One number may mean two things at the two doors: 蜂巢 publishes no table, so every code of its own but 0 is
 * `PlatformRejected`, even where the official platform gives the same number a meaning.
 */
import type { EnvelopeKeys } from "@huidan/adapter-kit"
import type { AdapterErrorReason, ErrorCode } from "@huidan/core"

/** The official platform: `code` 10000 is success. Answers of the older frame have only `err_no`, where 0 is success. */
export const envelope = {
  code: "code",
  subCode: "sub_code",
  messages: ["sub_msg", "msg", "message"],
  success: ["10000"],
  others: ["log_id", "err_no"],
  legacy: { code: "err_no", success: ["0"] }
} as const satisfies EnvelopeKeys

/** `order.batchDecrypt`: an answer in which some items failed is read item by item. */
export const batchEnvelope = {
  ...envelope,
  success: ["10000", "10001", "300008"],
  legacy: { code: "err_no", success: ["0", "300008"] }
} as const satisfies EnvelopeKeys

/** 蜂巢: `{"code":0,"message":"ok","data":…,"trace_id":""}` */
export const fengchaoEnvelope = {
  code: "code",
  messages: ["message"],
  success: ["0"],
  others: ["trace_id"],
  errors: []
} as const satisfies EnvelopeKeys

const invalidRequest = (detail: string): AdapterErrorReason => ({ _tag: "InvalidRequest", detail })
const authentication = (kind: "token" | "signature" | "clock"): AdapterErrorReason => ({ _tag: "Authentication", kind })
const unavailable: AdapterErrorReason = { _tag: "PlatformUnavailable" }
const notFound: AdapterErrorReason = { _tag: "NotFound" }
const quotaExhausted: AdapterErrorReason = { _tag: "QuotaExhausted" }

/** `code` and `sub_code` of the official platform. `sub_code` may end in `:n`. */
export const errors: ReadonlyArray<ErrorCode> = [
  { code: "20000", subCode: null, reason: unavailable, text: "service error" },
  { code: "20001", subCode: null, reason: unavailable, text: "service timed out" },
  {
    code: "30001",
    subCode: null,
    reason: { _tag: "PermissionDenied" },
    text: "the application lacks a permission set"
  },
  { code: "30002", subCode: null, reason: { _tag: "IpNotAllowed", ip: null }, text: "address not on the allow list" },
  { code: "40001", subCode: null, reason: invalidRequest("a parameter is missing"), text: "missing parameter" },
  { code: "40002", subCode: null, reason: invalidRequest("a parameter is missing"), text: "missing parameter" },
  {
    code: "40003",
    subCode: "isv.access-token-*",
    reason: authentication("token"),
    text: "access token expired or unknown"
  },
  {
    code: "40003",
    subCode: "dop.access-token-*",
    reason: authentication("token"),
    text: "access token expired or unknown"
  },
  { code: "40003", subCode: "isv.signature-invalid*", reason: authentication("signature"), text: "signature refused" },
  { code: "40003", subCode: "isv.timestamp-invalid*", reason: authentication("clock"), text: "timestamp out of range" },
  { code: "40003", subCode: null, reason: invalidRequest("a parameter of the frame is wrong"), text: "bad parameter" },
  { code: "40004", subCode: ":20014", reason: notFound, text: "no such order" },
  { code: "40004", subCode: ":20001", reason: notFound, text: "no such order" },
  { code: "40004", subCode: null, reason: invalidRequest("a parameter is out of its range"), text: "bad parameter" },
  { code: "50002", subCode: ":20015", reason: notFound, text: "an order of another shop" },
  { code: "60000", subCode: null, reason: { _tag: "RateLimited", retryAfter: null }, text: "too many requests" },
  { code: "70000", subCode: null, reason: unavailable, text: "service is off" },
  { code: "80000", subCode: null, reason: quotaExhausted, text: "risk control stopped the shop" },
  { code: "300008", subCode: null, reason: quotaExhausted, text: "the shop's budget of decryptions is used up" },
  { code: "90000", subCode: null, reason: unavailable, text: "unknown error of the platform" }
]
