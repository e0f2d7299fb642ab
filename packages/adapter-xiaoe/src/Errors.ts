/** The frame around Xiaoe's answers, and its codes as reasons. Source: api-doc.xiaoe-tech.com, 全局返回码. */
import type { EnvelopeKeys } from "@huidan/adapter-kit"
import type { AdapterErrorReason, ErrorCode } from "@huidan/core"

/** `{"code":0,"msg":"success","data":{…}}`; some answers repeat the request's parameters. */
export const envelope = {
  code: "code",
  messages: ["msg"],
  success: ["0"],
  others: ["request_params"]
} as const satisfies EnvelopeKeys

const unavailable: AdapterErrorReason = { _tag: "PlatformUnavailable" }
const credentials: AdapterErrorReason = { _tag: "Authentication", kind: "credentials" }
const token: AdapterErrorReason = { _tag: "Authentication", kind: "token" }
const rateLimited: AdapterErrorReason = { _tag: "RateLimited", retryAfter: null }

const error = (code: string, reason: AdapterErrorReason, text: string): ErrorCode => ({
  code,
  subCode: null,
  reason,
  text
})
const invalidRequest = (code: string, text: string): ErrorCode =>
  error(code, { _tag: "InvalidRequest", detail: `the platform refused the request: ${text}` }, text)

/** The platform's global codes. Every other code is `PlatformRejected`. */
export const errors: ReadonlyArray<ErrorCode> = [
  error("1001", unavailable, "系统繁忙"),
  error("1002", unavailable, "业务接口返回值格式错误"),
  error("2001", credentials, "缺失 app_id 参数"),
  error("2002", credentials, "错误 app_id 参数"),
  error("2003", credentials, "缺失 secret_key 参数"),
  error("2004", credentials, "secret_key 错误,或者 app_id 无效"),
  invalidRequest("2005", "缺失 grant_type 参数"),
  invalidRequest("2006", "缺失 grant_type 参数"),
  error("2007", token, "缺失凭证 access_token"),
  error("2008", token, "access_token 过期或者不存在"),
  invalidRequest("2009", "缺失 userid 参数"),
  invalidRequest("2010", "user_id 无效"),
  error("2017", { _tag: "PermissionDenied" }, "没有请求本接口的权限,请申请对应接口权限集"),
  error("2020", credentials, "无效的 client_id"),
  error("2051", { _tag: "IpNotAllowed", ip: null }, "IP 没有添加白名单"),
  error(
    "2052",
    { _tag: "NotSupported", detail: "the platform does not have this operation: 没有提供该API / url 错误或未注册" },
    "没有提供该API / url 错误或未注册"
  ),
  error("2053", rateLimited, "API的调用次数达到上限"),
  error("2054", rateLimited, "API的请求短时间突增"),
  invalidRequest("2055", "API请求方式错误")
]
