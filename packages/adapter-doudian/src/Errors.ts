/**
 * What the doors' error codes stand for. One number means two things at the two doors: 蜂巢 publishes no table, so every
 * code of its own but 0 is a rejection, also where the official platform has a word for the same number.
 */
import type { AdapterErrorReason, ErrorCode } from "@huidan/core"

const invalidRequest = (detail: string): AdapterErrorReason => ({ _tag: "InvalidRequest", detail })
const authentication = (kind: "token" | "signature" | "clock"): AdapterErrorReason => ({ _tag: "Authentication", kind })
const unavailable: AdapterErrorReason = { _tag: "PlatformUnavailable" }
const notFound: AdapterErrorReason = { _tag: "NotFound" }
const quotaExhausted: AdapterErrorReason = { _tag: "QuotaExhausted" }

/** The official platform's `code` and `sub_code`. `sub_code` may end in `:n`. */
export const officialErrors: ReadonlyArray<ErrorCode> = [
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

/** 蜂巢 publishes no error table. */
export const fengchaoErrors: ReadonlyArray<ErrorCode> = []
