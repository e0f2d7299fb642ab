/** The frame around the answers of 示例平台, and its error codes (错误码). */
import type { JsonNode, TwinCall, TwinError, TwinReply } from "@huidan/conformance"

export const success = (data: JsonNode): JsonNode => ({ code: 0, message: "ok", data })

export const failure = (code: number, message: string): JsonNode => ({ code, message, data: null })

export const wrongParameter = (call: TwinCall, name: string): TwinReply =>
  call.refuse("invalid", failure(1004, `parameter ${name} is wrong`))

const busy: TwinError = { code: "9000", reason: "PlatformUnavailable" }

export const errorsOfToken: ReadonlyArray<TwinError> = [{ code: "1001", reason: "Authentication(credentials)" }, busy]

export const errorsOfOrders: ReadonlyArray<TwinError> = [
  { code: "1002", reason: "Authentication(token)" },
  { code: "1003", reason: "RateLimited" },
  { code: "1004", reason: "InvalidRequest" },
  busy
]
