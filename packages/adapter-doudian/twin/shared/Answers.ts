/** The answers that hold orders: which canonical fields they carry, and the envelopes around them. */
import type { Dice, FieldPattern, JsonNode, OrderAnswer, ServedPage } from "@huidan/conformance"
import type { Order } from "@huidan/core"
import { encodeOfficialOrder, officialRecipient } from "../official/Order.ts"
import { encodeOrder } from "../order/encode/Order.ts"
import { payTypeOf } from "../order/encode/WireOrder.ts"
import { statusCodes, statusLabel } from "../order/Status.ts"

const below = (parent: string, names: ReadonlyArray<string>): ReadonlyArray<FieldPattern> =>
  names.map((name) => `${parent}/${name}`)

/** What both doors tell of an order. Neither tells what was refunded, nor of commissions or invoices. */
const carriedByBoth: ReadonlyArray<FieldPattern> = [
  "/kind",
  "/shop/name",
  ...below("/status", ["trade", "payment", "fulfilment", "afterSale", "closeReason", "closeNote", "label", "raw"]),
  ...below("/amounts", ["goods", "freight", "charges", "discount", "adjustment", "payable", "paid"]),
  "/discounts",
  ...below("/lines/*", [
    "lineId",
    "parentLineId",
    "productId",
    "skuId",
    "externalProductId",
    "externalSkuId",
    "title",
    "specs",
    "imageUrl",
    "type",
    "role",
    "components",
    "quantity",
    "unitPrice",
    "discount",
    "total",
    "paid",
    "fulfilment",
    "afterSale",
    "channel",
    "validFrom",
    "validTo",
    "validityText",
    "warehouseId",
    "serialNumbers",
    "inputs"
  ]),
  "/buyer/id",
  ...below("/recipient", ["name", "phone", "country", "province", "city", "district", "street", "areaCode", "detail"]),
  ...below("/delivery", ["method", "shipBy", "shipAt", "shipments"]),
  "/vouchers",
  ...below("/payment", ["method", "methodRaw", "transactionId", "paidAt"]),
  "/phases",
  "/refunds",
  "/channel",
  "/notes",
  "/tags",
  ...below("/times", ["created", "updated", "paid", "shipped", "delivered", "completed", "expires"]),
  "/references"
]

const carriedByFengchao: ReadonlyArray<FieldPattern> = [...carriedByBoth, "/recipient/mergeKey"]

/** What the platform's own codes and words add to the true order. */
const restate = (order: Order): Order => {
  const codes = statusCodes(order)
  return {
    ...order,
    status: {
      ...order.status,
      label: statusLabel(codes),
      raw: { order_status: String(codes.orderStatus), main_status: String(codes.mainStatus) }
    },
    payment: { ...order.payment, methodRaw: String(payTypeOf(order)) }
  }
}

const restateOfficial = (order: Order): Order => restate({ ...order, recipient: officialRecipient(order) })

const fengchaoEnvelope = (data: JsonNode, dice: Dice): JsonNode => ({
  code: 0,
  message: "ok",
  data,
  trace_id: dice.chance(0.5) ? "" : dice.digits(20)
})

/** The code as number or text; the fields of before 2021 beside the new ones, or the new ones alone. */
const officialEnvelope = (data: JsonNode, dice: Dice): JsonNode => ({
  data,
  ...(dice.chance(0.5) ? { err_no: 0, message: "success" } : {}),
  code: dice.chance(0.7) ? 10000 : "10000",
  msg: "success",
  sub_code: "",
  sub_msg: "",
  log_id: `2024060100000001${dice.digits(18)}`
})

/** The reply's size is the one asked for, or the number of rows that came. */
const page = (rows: ReadonlyArray<JsonNode>, served: ServedPage, dice: Dice): JsonNode => ({
  page: served.page,
  total: served.total,
  size: dice.chance(0.3) ? rows.length : served.size,
  shop_order_list: rows
})

const detail = (rows: ReadonlyArray<JsonNode>): JsonNode => ({ shop_order_detail: rows[0] ?? null })

export const fengchaoDetail: OrderAnswer = {
  carries: carriedByFengchao,
  restate,
  encode: encodeOrder,
  wrap: (rows, _page, dice) => fengchaoEnvelope(detail(rows), dice)
}

/** The reply is not published: the official list's shape is assumed, unverified. */
export const fengchaoList: OrderAnswer = {
  carries: carriedByFengchao,
  restate,
  encode: encodeOrder,
  wrap: (rows, served, dice) => fengchaoEnvelope(page(rows, served, dice), dice)
}

export const officialDetail: OrderAnswer = {
  carries: carriedByBoth,
  restate: restateOfficial,
  encode: encodeOfficialOrder,
  wrap: (rows, _page, dice) => officialEnvelope(detail(rows), dice)
}

export const officialList: OrderAnswer = {
  carries: carriedByBoth,
  restate: restateOfficial,
  encode: encodeOfficialOrder,
  wrap: (rows, served, dice) => officialEnvelope(page(rows, served, dice), dice)
}
