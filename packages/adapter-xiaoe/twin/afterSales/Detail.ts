/**
 * `POST /xe.ecommerce.after_sale.detail/1.0.0`: one after-sale as an object. 1分钟300次.
 *
 * UNVERIFIED. The parameter is published nowhere: it has the name that the list gives the number. Of the answer the list's
 * members are known, four of them as text, and `study_time` (学习时长, minutes).
 */
import { code, type TwinCall, type TwinEndpoint, type TwinReply } from "@huidan/conformance"
import type { Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import { withToken } from "../Auth.ts"
import { refusalOf, unverifiedFailure } from "../Errors.ts"
import { afterSalesOf, askedAmount, encodeAfterSale, stateOf } from "./List.ts"

/** What the twin calls the after-sale's number. */
export const afterSaleParameter = "aftersale_id"

export const afterSaleDetailEndpoint: TwinEndpoint = {
  method: "POST",
  path: "/xe.ecommerce.after_sale.detail/1.0.0",
  quota: { requests: 300, seconds: 60, refusal: refusalOf("2053") },
  handle: (call) => Effect.sync(() => withToken(call, (body) => detail(call, body)))
}

const detail = (call: TwinCall, body: { readonly [key: string]: Json }): TwinReply => {
  const wanted = body[afterSaleParameter]
  const found = call.orders.flatMap(afterSalesOf).find(({ id }) => id === wanted)
  if (found === undefined) return call.refuse("not-found", unverifiedFailure("售后单不存在"))
  const data = {
    ...encodeAfterSale(found),
    apply_refund_money: String(askedAmount(found)),
    original_price: String(found.line.total ?? 0),
    sale_type: "1",
    state: code(String(stateOf(found))),
    study_time: 0
  }
  return call.reply({ code: 0, msg: "success", data })
}
