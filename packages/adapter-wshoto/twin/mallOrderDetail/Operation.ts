/** One mall order by its number, as the platform answers it. */
import type { TwinCall, TwinOperation, TwinReply } from "@huidan/conformance"
import { isJsonObject } from "@huidan/core"
import * as Effect from "effect/Effect"
import { deadToken, errors, failure, success, unpublishedRefusal } from "../Errors.ts"
import { carries, restate, without } from "./Limits.ts"
import { encodeOrder } from "./Order.ts"

const answerDetail = (call: TwinCall): TwinReply => {
  if (!call.tokens.isAlive(call.query["access_token"] ?? "")) {
    return call.refuse("token", failure(deadToken, "access_token is invalid or has expired"))
  }
  const orderNumber = isJsonObject(call.json) ? call.json["order_sn"] : undefined
  if (typeof orderNumber !== "string" || orderNumber === "") {
    return call.refuse("invalid", failure(unpublishedRefusal, "order_sn is missing"))
  }
  const order = call.find(orderNumber)
  return order === undefined
    ? call.refuse("not-found", failure(unpublishedRefusal, "no such order"))
    : call.serve([order])
}

export const mallOrderDetail: TwinOperation = {
  endpoint: {
    method: "POST",
    path: "/openapi/mall/order/detail",
    quota: null,
    handle: (call) => Effect.sync(() => answerDetail(call))
  },
  answer: {
    carries,
    without,
    restate,
    encode: encodeOrder,
    // The table calls `data` a list, the example prints one object.
    wrap: ([row], _page, dice) => success(dice.chance(0.3) ? [row ?? null] : (row ?? null))
  },
  errors
}
