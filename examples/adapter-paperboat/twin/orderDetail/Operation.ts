/** `GET /v1/order`. Source: PLATFORM.md, 3. */
import type { TwinCall, TwinOperation, TwinReply } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import { checkRequest } from "../Auth.ts"
import { errors, refusal, wrongParameter } from "../Errors.ts"
import { restate } from "../shared/Answer.ts"
import { carries, encodeDetail } from "./Order.ts"

const path = "/v1/order"

const answerOrder = (call: TwinCall): Effect.Effect<TwinReply> =>
  Effect.map(checkRequest(call, path), (refused) => {
    if (refused !== null) return refused
    const id = call.query["id"] ?? ""
    if (!/^\d+$/.test(id)) return wrongParameter(call, "id")
    const order = call.find(id)
    return order === undefined
      ? call.refuse("not-found", refusal("order_unknown", "no such order in this shop"))
      : call.serve([order])
  })

export const orderDetail: TwinOperation = {
  endpoint: { method: "GET", path, quota: { requests: 20, seconds: 1 }, handle: answerOrder },
  answer: {
    carries,
    // Every item is bought.
    lacks: ["gift line", "bundled line"],
    restate,
    encode: encodeDetail,
    wrap: ([order]) => ({ result: "ok", order: order ?? null })
  },
  errors
}
