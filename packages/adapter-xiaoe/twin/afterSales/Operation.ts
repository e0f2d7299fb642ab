/** The two operations of after-sales: flat bodies. 1分钟300次. */
import type { JsonNode, TwinCall, TwinQuota, TwinReply } from "@huidan/conformance"
import { refusalOf, unverifiedFailure } from "../Errors.ts"
import { post, refuseParameter } from "../shared/Operation.ts"
import type { Parameters } from "../shared/Parameters.ts"
import { wallTime } from "../shared/Spelling.ts"
import { type AfterSale, afterSalesOf, askedAmount, encodeAfterSale, requestedAt, stateCode } from "./AfterSale.ts"

const quota: TwinQuota = { requests: 300, seconds: 60, refusal: refusalOf("2053") }

/** `POST /xe.ecommerce.after_sale.list/1.0.0`: pages from 1, a range of days. */
export const afterSaleList = post({
  path: "/xe.ecommerce.after_sale.list/1.0.0",
  quota,
  handle: (call, filters) => serveList(call, filters),
  about: (order) => {
    const rows = afterSalesOf(order).map(encodeAfterSale)
    return [listOf(rows, rows.length)]
  }
})

/** What the twin calls the after-sale's number. */
export const afterSaleParameter = "aftersale_id"

/**
 * `POST /xe.ecommerce.after_sale.detail/1.0.0`: one after-sale as an object.
 *
 * UNVERIFIED. The parameter is published nowhere: it has the name that the list gives the number. Of the answer the list's
 * members are known, four of them as text, and `study_time` (学习时长, minutes).
 */
export const afterSaleDetail = post({
  path: "/xe.ecommerce.after_sale.detail/1.0.0",
  quota,
  handle: (call, parameters) => serveDetail(call, parameters),
  about: (order) => afterSalesOf(order).map(detailOf)
})

const serveList = (call: TwinCall, filters: Parameters): TwinReply => {
  const [page, size] = [Number(filters["page_index"]), Number(filters["page_size"])]
  const days = /^(\d{4}-\d{2}-\d{2})\|\|(\d{4}-\d{2}-\d{2})$/.exec(String(filters["created_at"]))
  const clock = filters["date_type"] ?? "created_at"
  // All three are marked as required; the code of the refusal is not published.
  if (!(page >= 1) || !(size >= 1) || days === null || clock !== "created_at") {
    return refuseParameter(call, "参数错误")
  }
  const [, first = "", last = ""] = days
  const wanted = filters["order_id"]
  const rows = call.orders
    .filter(({ orderId }) => wanted === undefined || wanted === "" || wanted === orderId)
    .flatMap(afterSalesOf)
    .filter((afterSale) => {
      const day = wallTime(requestedAt(afterSale)).slice(0, 10)
      return day >= first && day <= last
    })
  const shownRows = rows.slice((page - 1) * size, page * size).map(encodeAfterSale)
  return call.reply(listOf(shownRows, rows.length))
}

const serveDetail = (call: TwinCall, parameters: Parameters): TwinReply => {
  const wanted = parameters[afterSaleParameter]
  const found = call.orders.flatMap(afterSalesOf).find(({ id }) => id === wanted)
  if (found === undefined) return call.refuse("not-found", unverifiedFailure("售后单不存在"))
  return call.reply(detailOf(found))
}

const detailOf = (afterSale: AfterSale): JsonNode => ({
  code: 0,
  msg: "success",
  data: {
    ...encodeAfterSale(afterSale),
    apply_refund_money: String(askedAmount(afterSale)),
    original_price: String(afterSale.line.total ?? 0),
    sale_type: "1",
    state: stateCode(afterSale, true),
    study_time: 0
  }
})

const listOf = (list: ReadonlyArray<JsonNode>, total: number): JsonNode => ({
  code: 0,
  msg: "success",
  data: { list, row_count: total }
})
