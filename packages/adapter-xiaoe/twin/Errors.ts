/** What Xiaoe says when it refuses: HTTP 200 and a code. The texts are those of 全局返回码 (common_problem/code.html). */
import type { JsonNode, Refusal, TwinError } from "@huidan/conformance"

const codes = {
  "1001": ["系统繁忙", "PlatformUnavailable"],
  "1002": ["业务接口返回值格式错误", "PlatformUnavailable"],
  "2001": ["缺失 app_id 参数", "Authentication(credentials)"],
  "2002": ["错误 app_id 参数", "Authentication(credentials)"],
  "2003": ["缺失 secret_key 参数", "Authentication(credentials)"],
  "2004": ["secret_key 错误，或者 app_id 无效", "Authentication(credentials)"],
  "2005": ["缺失 grant_type 参数", "InvalidRequest"],
  "2006": ["缺失 grant_type 参数", "InvalidRequest"],
  "2007": ["缺失凭证 access_token", "Authentication(token)"],
  "2008": ["access_token 过期或者不存在", "Authentication(token)"],
  "2009": ["缺失 userid 参数", "InvalidRequest"],
  "2010": ["user_id 无效", "InvalidRequest"],
  "2017": ["没有请求本接口的权限，请申请对应接口权限集", "PermissionDenied"],
  "2020": ["无效的 client_id", "Authentication(credentials)"],
  "2051": ["IP 没有添加白名单", "IpNotAllowed"],
  "2052": ["没有提供该API", "NotSupported"],
  "2053": ["API的调用次数达到上限", "RateLimited"],
  "2054": ["API的请求短时间突增", "RateLimited"],
  "2055": ["API请求方式错误", "InvalidRequest"]
} as const satisfies Readonly<Record<string, readonly [words: string, reason: TwinError["reason"]]>>

/** One table for every operation; the last is a code that it does not have. */
export const errors: ReadonlyArray<TwinError> = [
  ...Object.entries(codes).map(([code, [, reason]]): TwinError => ({ code, reason })),
  { code: "9999", reason: "PlatformRejected" }
]

export type XiaoeCode = keyof typeof codes

/**
 * UNVERIFIED. The codes for an order that does not exist and for a parameter out of range are published nowhere. The one
 * business failure that is (modify_logistics: parcel …不存在) has code 500 and `data: []`, so the twin answers like it.
 */
export const unverifiedFailureCode = "500"

/** A failed answer; `data` is null in the published token error. */
export const failure = (code: string, message: string, data: JsonNode = null): JsonNode => ({
  code: Number(code),
  msg: message,
  data
})

export const failureOf = (code: XiaoeCode): JsonNode => failure(code, codes[code][0])

export const refusalOf = (code: XiaoeCode): Refusal => ({ status: 200, body: failureOf(code) })

/** 订单不存在, 参数错误: with the code that is not published. */
export const unverifiedFailure = (message: string): JsonNode => failure(unverifiedFailureCode, message, [])
