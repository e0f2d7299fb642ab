/** 订单详情: one order by its number. */
import type { TwinCall, TwinOperation, TwinReply } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import { parameter, withToken } from "../Auth.ts"
import { errorsOfOrders, failure, success, wrongParameter } from "../Errors.ts"
import { quota } from "../shared/Limits.ts"
import { carries, encodeOrder, restate } from "../shared/Order.ts"

const answerDetail = (call: TwinCall): TwinReply => {
  const orderId = parameter(call, "order_id")
  if (typeof orderId !== "string" || orderId === "") return wrongParameter(call, "order_id")
  const order = call.find(orderId)
  return order === undefined ? call.refuse("not-found", failure(1005, "no such order")) : call.serve([order])
}

export const orderDetail: TwinOperation = {
  endpoint: {
    method: "POST",
    path: "/api/order/detail",
    quota,
    handle: (call) => Effect.sync(() => withToken(call, answerDetail))
  },
  answer: { carries, restate, encode: encodeOrder, wrap: ([row]) => success(row ?? null) },
  errors: [...errorsOfOrders, { code: "1005", reason: "NotFound" }]
}
