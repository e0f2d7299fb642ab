/** What the answers of both doors share: which canonical fields they carry, and how a row or a page of rows is framed. */
import type { AmountSums, Dice, FieldPattern, JsonNode, ServedPage, TrueTrait } from "@huidan/conformance"
import type { Order } from "@huidan/core"
import { payTypeOf } from "../order/encode/WireOrder.ts"
import { statusCodes, statusLabel } from "../order/Status.ts"

const below = (parent: string, names: ReadonlyArray<string>): ReadonlyArray<FieldPattern> =>
  names.map((name) => `${parent}/${name}`)

/** What both doors say of an order. Neither says what was refunded, nor anything of commissions or invoices. */
export const carriedByBoth: ReadonlyArray<FieldPattern> = [
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
  ...below("/buyer", ["id", "name", "phones", "avatarUrl"]),
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

/** `promotion_amount` is stated beside its entries. The lines' `pay_amount` make the order's, freight included. */
export const sums: AmountSums = { discountTotal: true, linesPaid: ["freight", "charges", "adjustment"] }

/** Neither door has a place for these: another interface has the number and the amount of a refund. */
export const without: ReadonlyArray<FieldPattern> = [
  "/discounts/*/points",
  "/delivery/shipments/*/deliveredAt",
  "/vouchers/*/secret",
  "/vouchers/*/usedAt",
  "/vouchers/*/usedBy",
  "/refunds/*/id",
  "/refunds/*/amount",
  "/refunds/*/requestedAt",
  "/refunds/*/refundedAt",
  "/refunds/*/reason",
  "/references/*/shopId"
]

/** An after-sale is one block of a line, and what is bought together is a line with components. */
export const lacks: ReadonlyArray<TrueTrait> = ["several refunds of one line", "bundled line"]

/** What the platform's own codes and words add to the true order. */
export const restate = (order: Order): Order => {
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

/** The reply's size is the one asked for, or the number of rows that came. */
export const page = (rows: ReadonlyArray<JsonNode>, served: ServedPage, dice: Dice): JsonNode => ({
  page: served.page,
  total: served.total,
  size: dice.chance(0.3) ? rows.length : served.size,
  shop_order_list: rows
})

export const detail = (rows: ReadonlyArray<JsonNode>): JsonNode => ({ shop_order_detail: rows[0] ?? null })
