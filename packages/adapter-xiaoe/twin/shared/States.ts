/** States that go together on Xiaoe, and the times that it knows. */
import type { TrueOrderContext } from "@huidan/conformance"
import type { FulfilmentState, Order, OrderStatus, OrderTimes } from "@huidan/core"
import * as DateTime from "effect/DateTime"

export const closeNotes: Partial<Record<NonNullable<OrderStatus["closeReason"]>, string>> = {
  timeout: "订单超时未支付，自动取消",
  buyer_cancelled: "用户手动取消",
  seller_cancelled: "商家取消",
  system: "系统取消",
  refunded: "全额退款",
  group_failed: "拼团失败"
}

export const withStates = (order: Order, context: TrueOrderContext): Order => {
  const fulfilment = fulfilmentOf(order)
  const trade = tradeOf(order, fulfilment)
  const status = { ...order.status, trade, fulfilment }
  const settlement = settlementOf(status, context)
  const lines = order.lines.map((line) => ({
    ...line,
    fulfilment: line.type === "physical" && status.fulfilment === "shipped" ? "shipped" : line.fulfilment,
    afterSale: order.lines.length === 1 ? status.afterSale : line.afterSale
  }))
  const closeNote = status.closeReason === null ? null : (closeNotes[status.closeReason] ?? null)
  return { ...order, lines, status: { ...status, settlement, closeNote } }
}

/** A parcel on its way and another to come needs two things to send. */
const fulfilmentOf = ({ delivery, lines, status }: Order): FulfilmentState => {
  if (delivery.method === "digital") return "not_required"
  const travelling = lines.filter((line) => line.type === "physical" && line.role === "item")
  if (status.fulfilment === "partially_shipped" && travelling.length < 2) return "shipped"
  return status.fulfilment ?? "unfulfilled"
}

/** Where nothing is sent, paid is done. */
export const tradeOf = ({ status }: Pick<Order, "status">, fulfilment: FulfilmentState | null): OrderStatus["trade"] =>
  status.trade === "active" && fulfilment === "not_required" ? "completed" : status.trade

const settlementOf = (status: OrderStatus, { dice }: TrueOrderContext): OrderStatus["settlement"] =>
  status.trade === "completed" ? dice.pick(["settled", "settled", "settling", "unsettled"]) : "unsettled"

/** An order that nobody has to send is settled in the second it was paid: so the sample of list 1.0. */
export const withTimes = (order: Order): Order => {
  const { payment, status, times } = order
  const settled = status.settlement === "settled" ? (times.settled ?? times.paid) : null
  const refined: OrderTimes = {
    ...times,
    settled,
    settlementExpected: isChannelsSale(order) && times.completed !== null ? addDays(times.completed, 22) : null,
    expires: status.trade === "pending" && status.payment === "unpaid" ? times.expires : null,
    autoConfirm: status.trade === "active" && status.fulfilment === "shipped" ? times.autoConfirm : null
  }
  return { ...order, payment: { ...payment, paidAt: refined.paid }, times: refined }
}

const addDays = (instant: DateTime.Utc, days: number): DateTime.Utc => DateTime.add(instant, { days })

/** Sold through 视频号 (WeChat Channels): data source 33 of detail 1.0. */
export const isChannelsSale = (order: Order): boolean => order.channel.code === "33"

/** Sold through 抖音 (Douyin): data source 88 of detail 1.0. */
export const isDouyinSale = (order: Order): boolean => order.channel.code === "88"
