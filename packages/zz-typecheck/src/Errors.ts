/** The frame around Wshoto's answers, and error codes → reasons. Source: open.wshoto.com, 获取订单详情 (2023-05-16). */
import type { EnvelopeKeys } from "@huidan/adapter-kit"
import type { ErrorCode } from "@huidan/core"

/** `{"code":0,"sub_code":"00000","msg":"ok","data":{…}}` */
export const envelope = {
  code: "code",
  subCode: "sub_code",
  messages: ["msg"],
  success: ["0"]
} as const satisfies EnvelopeKeys

const refusedToken = {
  subCode: null,
  reason: { _tag: "Authentication", kind: "token" },
  text: "access token refused"
} as const

export const errors = [
  { code: "10001", ...refusedToken },
  { code: "10010", ...refusedToken },
  { code: "10011", ...refusedToken }
] as const satisfies ReadonlyArray<ErrorCode>
