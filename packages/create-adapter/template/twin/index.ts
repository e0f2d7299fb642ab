/**
 * 示例平台, simulated from its document alone: its token, one order, the list.
 *
 * Write it with the document open and `src/` closed: the laws prove adapter and twin against each other.
 */
import { literal, removeAt, setAt, type TwinDefinition, twinContract } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import { appId, appSecret, issueToken, token } from "./Auth.ts"
import { errorsOfToken, failure } from "./Errors.ts"
import { orderDetail } from "./orderDetail/Operation.ts"
import { orderList } from "./orderList/Operation.ts"
import { limits } from "./shared/Limits.ts"

export const twin: TwinDefinition = {
  contract: twinContract,
  platform: "example",
  limits,
  operations: {
    token: {
      endpoint: {
        method: "POST",
        path: "/api/token",
        quota: null,
        handle: (call) => Effect.sync(() => issueToken(call))
      },
      answer: null,
      errors: errorsOfToken
    },
    "order.detail": orderDetail,
    "order.list": orderList
  },
  token,
  privateParameters: ["access_token", "app_secret"],
  quotaRefusal: { status: 200, body: failure(1003, "too many requests") },
  errorAnswer: (code, message) => failure(Number(code), message),
  poisons: [
    { name: "an amount below one fen", spoil: (row) => setAt(row, "/pay_amount", literal("1990.5")) },
    { name: "no order number", spoil: (row) => removeAt(row, "/order_id") }
  ],
  finds: "list",
  shopOptions: (baseUrl) => ({ options: { baseUrl, appId }, secrets: { appSecret } })
}
