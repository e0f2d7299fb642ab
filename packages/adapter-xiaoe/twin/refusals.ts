/** What Xiaoe says when it refuses: HTTP 200 and a code. The texts are those of 全局返回码 (common_problem/code.html). */
import type { JsonNode, Refusal } from "@huidan/conformance"

const texts = {
  "1001": "系统繁忙",
  "2001": "缺失 app_id 参数",
  "2002": "错误 app_id 参数",
  "2003": "缺失 secret_key 参数",
  "2004": "secret_key 错误，或者 app_id 无效",
  "2005": "缺失 grant_type 参数",
  "2006": "缺失 grant_type 参数",
  "2007": "缺失凭证 access_token",
  "2008": "access_token 过期或者不存在",
  "2020": "无效的 client_id",
  "2051": "IP 没有添加白名单",
  "2052": "没有提供该API",
  "2053": "API的调用次数达到上限",
  "2054": "API的请求短时间突增",
  "2055": "API请求方式错误"
} as const

export type XiaoeCode = keyof typeof texts

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

export const failureOf = (code: XiaoeCode): JsonNode => failure(code, texts[code])

export const refusalOf = (code: XiaoeCode): Refusal => ({ status: 200, body: failureOf(code) })

/** 订单不存在, 参数错误: with the code that is not published. */
export const unverifiedFailure = (message: string): JsonNode => failure(unverifiedFailureCode, message, [])
