/** The frame around the answers of Wshoto's platform, and its error codes. */
import type { JsonNode, TwinError } from "@huidan/conformance"

/**
 * No table of errors is published. The vendor's own client takes 10001, 10010 and 10011 for a token that is not valid; any
 * other code means "refused".
 */
export const errors: ReadonlyArray<TwinError> = [
  { code: "10001", reason: "Authentication(token)" },
  { code: "10010", reason: "Authentication(token)" },
  { code: "10011", reason: "Authentication(token)" },
  { code: "1", reason: "PlatformRejected" },
  { code: "9999", reason: "PlatformRejected" }
]

/** The token is not valid any more. */
export const deadToken = 10_001

/** Invented by this twin: it means "refused", since no table of errors is published. */
export const unpublishedRefusal = 1

export const success = (data: JsonNode): JsonNode => ({ code: 0, msg: "请求成功", data, sub_code: "00000" })

export const failure = (code: number, msg: string): JsonNode => ({
  code,
  msg,
  data: null,
  sub_code: String(code).padStart(5, "0")
})
