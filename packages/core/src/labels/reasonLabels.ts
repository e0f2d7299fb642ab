/** The name of each reason why a call failed, in Chinese and English. */
import type { AdapterErrorReasonTag, AuthenticationKind } from "../AdapterErrorReason.ts"
import type { Label } from "./Label.ts"

/**
 * The name of each reason.
 *
 * ```ts
 * import { reasonLabels } from "@huidan/core"
 *
 * reasonLabels.RateLimited.zh // => "请求过于频繁"
 * ```
 */
export const reasonLabels: { readonly [Tag in AdapterErrorReasonTag]: Label } = {
  Authentication: { zh: "鉴权失败", en: "Authentication failed" },
  PermissionDenied: { zh: "没有权限", en: "Permission denied" },
  IpNotAllowed: { zh: "IP 不在白名单", en: "IP address not allowed" },
  RateLimited: { zh: "请求过于频繁", en: "Too many requests" },
  QuotaExhausted: { zh: "调用额度已用完", en: "Quota used up" },
  NotFound: { zh: "订单不存在", en: "Order not found" },
  InvalidRequest: { zh: "请求参数错误", en: "Invalid request" },
  NotSupported: { zh: "不支持", en: "Not supported" },
  PlatformUnavailable: { zh: "平台服务不可用", en: "Platform unavailable" },
  PlatformRejected: { zh: "平台拒绝请求", en: "Rejected by the platform" },
  Transport: { zh: "网络错误", en: "Connection failed" },
  Timeout: { zh: "请求超时", en: "Timed out" },
  ResponseDecode: { zh: "平台返回数据无法识别", en: "Answer not understood" },
  ListContradiction: { zh: "订单列表前后矛盾", en: "List contradicts itself" },
  Configuration: { zh: "配置错误", en: "Wrong configuration" }
}

/** What was refused by a failed authentication. */
export const authenticationLabels: { readonly [Kind in AuthenticationKind]: Label } = {
  credentials: { zh: "应用凭证无效", en: "Credentials refused" },
  token: { zh: "授权令牌无效或过期", en: "Token refused or expired" },
  signature: { zh: "签名错误", en: "Wrong signature" },
  clock: { zh: "请求时间偏差过大", en: "Clock too far off" }
}
