/** An order as 示例平台 prints it, key by key as in its document; the same in the detail and in the list. */
import { code, type Dice, type FieldPattern, type JsonNode, literal } from "@huidan/conformance"
import { formatWallTime, type Order, type OrderLine, plainValue, type TradeState } from "@huidan/core"
import type * as DateTime from "effect/DateTime"

/** 订单状态: 10 待付款, 20 待发货, 30 已发货, 40 已完成, 50 已关闭 (the buyer did not pay in time). */
const statusOf = ({ status }: Order): number =>
  status.trade === "active" && status.fulfilment === "shipped" ? 30 : statusOfTrade[status.trade ?? "unknown"]

const statusOfTrade: Readonly<Record<TradeState, number>> = {
  pending: 10,
  active: 20,
  completed: 40,
  closed: 50,
  unknown: 0
}

/** Amounts are 分. An order number is a 64-bit number, which the platform prints bare or as text. */
export const encodeOrder = (order: Order, dice: Dice): JsonNode => ({
  order_id: dice.chance(0.5) ? literal(order.orderId) : order.orderId,
  status: code(statusOf(order), [10, 20, 30, 40, 50]),
  goods_amount: order.amounts.goods,
  freight_amount: order.amounts.freight,
  discount_amount: order.amounts.discount,
  pay_amount: order.amounts.payable,
  items: order.lines.map(encodeItem),
  receiver: {
    name: plainValue(order.recipient?.name),
    phone: plainValue(order.recipient?.phone),
    province: order.recipient?.province ?? null,
    city: order.recipient?.city ?? null,
    district: order.recipient?.district ?? null,
    address: plainValue(order.recipient?.detail)
  },
  remark: plainValue(order.notes.buyer),
  created_at: wallTime(order.times.created),
  updated_at: wallTime(order.times.updated),
  paid_at: wallTime(order.times.paid)
})

const encodeItem = (line: OrderLine): JsonNode => ({
  item_id: line.lineId,
  sku_id: line.skuId,
  title: line.title,
  price: line.unitPrice,
  quantity: line.quantity
})

/** Beijing wall time without a zone; `""` is never. */
const wallTime = (instant: DateTime.Utc | null): string => (instant === null ? "" : formatWallTime(instant))

/** The canonical fields that the answer states. All others must be `null` in the decoded order. */
export const carries: ReadonlyArray<FieldPattern> = [
  "/kind",
  "/status/trade",
  "/status/payment",
  "/status/fulfilment",
  "/status/closeReason",
  "/status/raw",
  "/amounts/goods",
  "/amounts/freight",
  "/amounts/discount",
  "/amounts/payable",
  "/amounts/paid",
  "/lines/*/lineId",
  "/lines/*/skuId",
  "/lines/*/title",
  "/lines/*/quantity",
  "/lines/*/unitPrice",
  "/lines/*/total",
  "/recipient/name",
  "/recipient/phone",
  "/recipient/province",
  "/recipient/city",
  "/recipient/district",
  "/recipient/detail",
  "/notes/buyer",
  "/times/created",
  "/times/updated",
  "/times/paid"
]

/** The platform's own codes. */
export const restate = (order: Order): Order => ({
  ...order,
  status: { ...order.status, raw: { status: String(statusOf(order)) } }
})
