/**
 * The states of an order and the codes that the platform prints for them.
 *
 * Read from the status table of the 蜂巢 document (order_status, main_status) and the comments of the official SDK.
 */
import { makeDice, type TrueOrderLimits, type TrueState, trueStates } from "@huidan/conformance"
import type { Order } from "@huidan/core"

export interface StatusCodes {
  readonly orderStatus: number
  readonly mainStatus: number
}

const state = (
  trade: TrueState["trade"],
  payment: TrueState["payment"],
  fulfilment: TrueState["fulfilment"],
  afterSale: TrueState["afterSale"] = "none",
  closeReason: TrueState["closeReason"] = null
): TrueState => ({ trade, payment, fulfilment, afterSale, closeReason, settlement: null })

/** Every state that the platform's codes distinguish. */
const distinct = [
  trueStates.paid,
  trueStates.shipped,
  trueStates.completed,
  trueStates.unpaid,
  trueStates.depositPaid,
  trueStates.partlyShipped,
  trueStates.shippedAfterSale,
  trueStates.shippedAfterSaleFailed,
  trueStates.shippedAfterSaleEnded,
  trueStates.shippedPartlyRefunded,
  trueStates.completedAfterSaleEnded,
  trueStates.completedPartlyRefunded,
  trueStates.timedOut,
  trueStates.cancelledByBuyer,
  trueStates.cancelledBySeller,
  trueStates.refundedUnshipped,
  trueStates.refundedShipped,
  trueStates.refundedDelivered,
  trueStates.paidAfterSale,
  trueStates.paidAfterSaleFailed,
  trueStates.paidPartlyRefunded,
  trueStates.partlyShippedAfterSale,
  trueStates.partlyShippedPartlyRefunded,
  state("active", "paid", "shipped", "refunded"),
  trueStates.completedAfterSale,
  trueStates.completedAfterSaleFailed,
  state("completed", "paid", "delivered", "refunded"),
  // Cash on delivery travels unpaid, and may end without a time of payment.
  state("active", "unpaid", "unfulfilled"),
  state("active", "unpaid", "partially_shipped"),
  state("active", "unpaid", "shipped"),
  state("completed", "unknown", "delivered"),
  state("closed", "unpaid", "shipped", "none", "buyer_cancelled"),
  // Shipped before the money came.
  state("pending", "unpaid", "shipped"),
  state("pending", "partially_paid", "shipped"),
  // The deposit is kept, the rest was never paid.
  state("closed", "partially_paid", "unfulfilled", "none", "timeout"),
  state("closed", "partially_paid", "unfulfilled", "none", "buyer_cancelled"),
  state("closed", "unpaid", "unfulfilled", "none", "system"),
  // Closed for an unknown reason.
  state("closed", "unpaid", "unfulfilled", "none", "unknown"),
  state("closed", "unpaid", "unfulfilled", "ended", "buyer_cancelled"),
  state("closed", "paid", "unfulfilled", "none", "unknown"),
  state("closed", "paid", "unfulfilled", "failed", "unknown"),
  state("closed", "paid", "shipped", "in_progress", "unknown"),
  state("closed", "paid", "shipped", "ended", "unknown")
] as const satisfies ReadonlyArray<TrueState>

const same = (status: number): StatusCodes => ({ orderStatus: status, mainStatus: status })
const refunded = (mainStatus: number): StatusCodes => ({ orderStatus: 4, mainStatus })

type Choice = readonly [StatusCodes, ...ReadonlyArray<StatusCodes>]

const openCodes: Readonly<Record<string, Choice>> = {
  "pending/unpaid": [same(1)],
  "pending/partially_paid": [{ orderStatus: 1, mainStatus: 103 }],
  "active/unfulfilled/paid": [same(105), same(2)],
  "active/unfulfilled/unpaid": [same(2)],
  "active/partially_shipped": [same(101)],
  "active/shipped": [same(3)],
  "completed/delivered": [same(5)]
}

/** An order refunded as a whole and closed: by its own main status, or by 4 and the refunds of its lines. */
const refundedCodes: Readonly<Record<string, Choice>> = {
  unfulfilled: [refunded(21), same(4)],
  shipped: [refunded(22), same(4)],
  delivered: [refunded(39)]
}

const choicesFor = ({ trade, payment, fulfilment, closeReason }: TrueState): Choice => {
  if (trade === "closed") return (closeReason === "refunded" && refundedCodes[fulfilment ?? ""]) || [same(4)]
  return (
    openCodes[`${trade}/${payment}`] ??
    openCodes[`${trade}/${fulfilment}/${payment}`] ??
    openCodes[`${trade}/${fulfilment}`] ?? [same(2)]
  )
}

const withCodes = (of: TrueState): ReadonlyArray<TrueState> =>
  choicesFor(of).map(({ mainStatus, orderStatus }) => ({
    ...of,
    raw: { order_status: String(orderStatus), main_status: String(mainStatus) }
  }))

const [firstState, ...otherStates] = distinct.flatMap(withCodes)

/** Every state with its codes; with several ways to print it, the state is listed with each. */
export const states: TrueOrderLimits["states"] = [firstState ?? distinct[0], ...otherStates]

/** The order's codes, which its state came with. */
export const statusCodes = ({ status }: Pick<Order, "status">): StatusCodes => ({
  orderStatus: Number(status.raw["order_status"]),
  mainStatus: Number(status.raw["main_status"])
})

/** One of several choices: always the same for one order, in every answer. */
export const pickFor = <A>(
  { orderId }: Pick<Order, "orderId">,
  what: string,
  choices: readonly [A, ...ReadonlyArray<A>]
): A => (choices.length === 1 ? choices[0] : makeDice(orderId, what).pick(choices))

export const orderStatusWords: Readonly<Record<number, string>> = {
  1: "待支付",
  2: "备货中",
  3: "已发货",
  4: "已取消",
  5: "已完成",
  101: "部分发货",
  105: "已支付"
}

export const mainStatusWords: Readonly<Record<number, string>> = {
  1: "待确认",
  2: "待发货",
  3: "已全部发货",
  4: "已关闭",
  5: "已收货",
  21: "发货前退款完结",
  22: "发货后退款完结",
  39: "收货后退款完结",
  101: "已部分发货",
  103: "部分支付",
  105: "支付完成"
}

/** The codes of `order_status` and of `main_status`. */
export const orderStatuses = Object.keys(orderStatusWords).map(Number)
export const mainStatuses = Object.keys(mainStatusWords).map(Number)

/** The platform's words for the state: those of the code that decides. */
export const statusLabel = ({ orderStatus, mainStatus }: StatusCodes): string => {
  const words = [21, 22, 39, 103].includes(mainStatus) ? mainStatusWords[mainStatus] : orderStatusWords[orderStatus]
  return words ?? ""
}
