/**
 * The states of a line and the codes that the platform prints for them.
 *
 * Read from the comments of the official SDK on after_sale_info, and on the after-sale interface: after_sale_status,
 * after_sale_type, refund_status.
 */
import type { Dice } from "@huidan/conformance"
import type { Order, OrderLine } from "@huidan/core"
import type { StatusCodes } from "./Status.ts"

export interface AfterSaleCodes {
  readonly status: number
  readonly type: number
  readonly refund: number
}

/** All codes of `after_sale_status`, `after_sale_type` and `refund_status`. */
export const afterSaleStatuses = [0, 6, 7, 8, 11, 12, 13, 14, 27, 28, 29, 51, 53] as const
export const afterSaleTypes = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const
export const refundStatuses = [0, 1, 2, 3, 4, 5] as const

/** Codes that mean the same in every combination. */
interface AfterSaleRow {
  readonly statuses: ReadonlyArray<number>
  readonly types: ReadonlyArray<number>
  readonly refunds: ReadonlyArray<number>
}

/** Types of after-sale that a line can have, by whether its goods have left, and can go back. */
interface Types {
  /** 0 退货退款, 1 已发货仅退款, 2 未发货仅退款. */
  readonly moneyBack: ReadonlyArray<number>
  /** 0 退货退款. */
  readonly goodsBack: ReadonlyArray<number>
  /** 3 换货: goods go back and others are sent. */
  readonly exchange: ReadonlyArray<number>
  /** 7 补寄, 8 维修. */
  readonly goodsAgain: ReadonlyArray<number>
  /** 4 系统取消, 5 用户取消. */
  readonly cancelled: ReadonlyArray<number>
}

const hasLeft = ({ fulfilment }: OrderLine): boolean => fulfilment !== "unfulfilled"

/** Whether the buyer can have the goods and send them back. */
export const goesBack = (line: OrderLine): boolean => hasLeft(line) && line.type === "physical"

const typesOf = (line: OrderLine): Types => {
  if (!hasLeft(line)) return { moneyBack: [2], goodsBack: [], exchange: [], goodsAgain: [], cancelled: [4, 5] }
  return goesBack(line)
    ? { moneyBack: [0, 1], goodsBack: [0], exchange: [3], goodsAgain: [7, 8], cancelled: [] }
    : { moneyBack: [1], goodsBack: [], exchange: [], goodsAgain: [], cancelled: [] }
}

/** 6 价保. */
const priceProtection = [6]
/** 0 无需退款, 1 待退款, 2 退款中. */
const noMoneyYet = [0, 1, 2]

/** The after-sale itself says that the goods were refunded; the refund does not say how it went. */
const succeeded = ({ moneyBack }: Types): AfterSaleRow => ({
  statuses: [12, 53],
  types: moneyBack,
  refunds: noMoneyYet
})

/** 追缴成功: money that was owed is back, all of it. */
const recovered = ({ moneyBack }: Types): AfterSaleRow => ({ statuses: [12, 53, 0], types: moneyBack, refunds: [5] })

/** Refund done: the whole line or a part of it, depending on the order. */
const refundDone = ({ cancelled, moneyBack }: Types): ReadonlyArray<AfterSaleRow> => [
  { statuses: [12, 53, 0], types: moneyBack, refunds: [3] },
  { statuses: [51], types: cancelled, refunds: [3] }
]

/**
 * By what the line's after-sale and its refund are: 6 asks for one, 27 and 29 refuse it. Exchanges, resends and repairs
 * are after-sales without a refund.
 */
const rowsByState: Readonly<Record<string, (types: Types) => ReadonlyArray<AfterSaleRow>>> = {
  "none/none": () => [{ statuses: [0], types: [0], refunds: [0] }],
  "in_progress/none": ({ exchange, goodsAgain }) => [
    // What no other state of a line has comes first.
    { statuses: [8], types: goodsAgain, refunds: [0] },
    { statuses: [13], types: [...exchange, ...goodsAgain], refunds: [0] },
    { statuses: [7, 11, 29], types: exchange, refunds: [0] },
    { statuses: [6], types: [...exchange, ...goodsAgain], refunds: [0] }
  ],
  "in_progress/requested": ({ moneyBack }) => [
    { statuses: [6], types: moneyBack, refunds: noMoneyYet },
    { statuses: [6], types: priceProtection, refunds: [0, 1] }
  ],
  "in_progress/rejected": ({ goodsBack }) => [{ statuses: [29], types: goodsBack, refunds: noMoneyYet }],
  "in_progress/in_progress": ({ cancelled, goodsBack, moneyBack }) => [
    { statuses: [7, 11], types: goodsBack, refunds: noMoneyYet },
    { statuses: [51], types: cancelled, refunds: [1, 2] },
    { statuses: [0], types: moneyBack, refunds: [1, 2] }
  ],
  "failed/none": ({ exchange, goodsAgain }) => [{ statuses: [27], types: [...exchange, ...goodsAgain], refunds: [0] }],
  "failed/rejected": ({ goodsBack, moneyBack }) => [
    { statuses: [27], types: [...moneyBack, ...priceProtection], refunds: noMoneyYet },
    { statuses: [27], types: moneyBack, refunds: [4] },
    { statuses: [29], types: goodsBack, refunds: [4] }
  ],
  "failed/failed": ({ moneyBack }) => [{ statuses: [0, 12, 53], types: moneyBack, refunds: [4] }],
  "ended/none": ({ exchange, goodsAgain }) => [
    { statuses: [12, 14, 28, 53], types: [...exchange, ...goodsAgain], refunds: [0] }
  ],
  "ended/ended": ({ cancelled, moneyBack }) => [
    { statuses: [28], types: [...moneyBack, ...priceProtection], refunds: noMoneyYet },
    { statuses: [12, 53], types: priceProtection, refunds: [0, 1] },
    { statuses: [51], types: cancelled, refunds: [0] }
  ]
}

/** For a line of an order that was never paid: nothing to refund. */
const cancelledUnpaid: ReadonlyArray<AfterSaleRow> = [{ statuses: [51], types: [4, 5], refunds: [0] }]

const rowsFor = (line: OrderLine, order: Order, codes: StatusCodes): ReadonlyArray<AfterSaleRow> => {
  const types = typesOf(line)
  const closed = order.status.trade === "closed"
  const unpaid = closed && order.status.payment === "unpaid"
  // Every line that was paid for was refunded, but the order is open: the refunds were in part.
  const allInPart = itemsOf(order).every(({ afterSale }) => afterSale === "partially_refunded")
  if (line.afterSale === "ended" && unpaid) return cancelledUnpaid
  if (line.afterSale === "refunded") {
    const whole = closed || isRefundStatus(codes.mainStatus) || othersKeepTheirs(line, order)
    const always = [succeeded(types), recovered(types)]
    return whole ? [...always, ...refundDone(types)] : always
  }
  if (line.afterSale === "partially_refunded") {
    const protection: AfterSaleRow = { statuses: [12, 53], types: priceProtection, refunds: [3] }
    return allInPart ? [protection, ...refundDone(types)] : [protection]
  }
  return rowsByState[stateOf(line, order)]?.(types) ?? []
}

const stateOf = (line: OrderLine, order: Order): string => `${line.afterSale ?? "none"}/${refundOf(line, order)}`

const refundOf = ({ lineId }: OrderLine, { refunds }: Order): string =>
  refunds.find((refund) => lineId !== null && refund.lineIds.includes(lineId))?.status ?? "none"

const isRefundStatus = (mainStatus: number): boolean => [21, 22, 39].includes(mainStatus)

/** What was paid for: gifts that come with it are no lines of their own where refunds are told apart. */
const itemsOf = ({ lines }: Order): ReadonlyArray<OrderLine> => lines.filter(({ role }) => role !== "gift")

/** Another line of the order has nothing refunded, so this refund was this line's own. */
const othersKeepTheirs = (line: OrderLine, order: Order): boolean =>
  itemsOf(order).some(
    (other) =>
      other.lineId !== line.lineId && other.afterSale !== "refunded" && other.afterSale !== "partially_refunded"
  )

/** Every combination of a row, so that neighbours differ in all three codes where they can. */
const combinationsOf = ({ refunds, statuses, types }: AfterSaleRow): ReadonlyArray<AfterSaleCodes> =>
  statuses.flatMap((_, shift) =>
    types.flatMap((type, place) => {
      const status = statuses[(place + shift) % statuses.length] ?? 0
      return refunds.map((_, turn) => ({ status, type, refund: refunds[(place + shift + turn) % refunds.length] ?? 0 }))
    })
  )

/** The first of every list, then the second of every list, and so on. */
const inTurn = <A>(lists: ReadonlyArray<ReadonlyArray<A>>): ReadonlyArray<A> =>
  Array.from({ length: Math.max(0, ...lists.map((list) => list.length)) }, (_, place) =>
    lists.flatMap((list) => list.slice(place, place + 1))
  ).flat()

/** `codes` are the line's own, from `lineStatusCodes`. Lines of one order in the same state have different codes. */
export const afterSaleCodes = (line: OrderLine, order: Order, codes: StatusCodes, dice: Dice): AfterSaleCodes => {
  const rows = rowsFor(line, order, codes)
    .map(combinationsOf)
    .filter((row) => row.length > 0)
  const alike = order.lines.filter((other) => stateOf(other, order) === stateOf(line, order))
  // A row with few combinations is as frequent as one with many.
  const choices = alike.length === 1 ? dice.pickFrom(rows) : inTurn(rows)
  const place = alike.length === 1 ? dice.between(0, (choices?.length ?? 1) - 1) : alike.indexOf(line)
  return choices?.[place % choices.length] ?? { status: 0, type: 0, refund: 0 }
}

const ownCodes: Readonly<Record<string, StatusCodes>> = {
  unfulfilled: { orderStatus: 2, mainStatus: 2 },
  partially_shipped: { orderStatus: 101, mainStatus: 101 },
  shipped: { orderStatus: 3, mainStatus: 3 },
  delivered: { orderStatus: 5, mainStatus: 5 }
}

const refundedCodes: Readonly<Record<string, StatusCodes>> = {
  unfulfilled: { orderStatus: 4, mainStatus: 21 },
  shipped: { orderStatus: 4, mainStatus: 22 },
  delivered: { orderStatus: 4, mainStatus: 39 }
}

/** A line goes with its order; in an open one it may be ahead, behind, or refunded by itself. */
export const lineStatusCodes = (line: OrderLine, order: Order, ofOrder: StatusCodes, dice: Dice): StatusCodes => {
  const { trade, payment, fulfilment } = order.status
  const own = ownCodes[line.fulfilment ?? ""] ?? ofOrder
  if (trade === "closed") {
    // In published orders that were closed before they were shipped, lines are left at 2.
    const leftBehind = payment === "paid" && fulfilment === "unfulfilled" && dice.chance(0.15)
    return leftBehind ? own : ofOrder
  }
  const alone = line.afterSale === "refunded" && order.lines.length > 1 && dice.chance(0.5)
  const closedAlone = refundedCodes[line.fulfilment ?? ""]
  if (alone && closedAlone !== undefined) return closedAlone
  return line.fulfilment === fulfilment ? ofOrder : own
}
