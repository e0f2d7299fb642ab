/** The states of a mall order, and the document's codes for them. */
import { type TrueState, trueStates } from "@huidan/conformance"
import type { Order } from "@huidan/core"

/** All codes of the document, by the name of their field. */
export const codes = {
  type: [0, 1, 2, 3],
  status: [0, 1, 2, 3, 4, 5],
  pay_status: [0, 1],
  express_type: [0, 1, 2],
  order_status_tag: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  refund_status: [1, 2]
} as const

/** One row of codes: `tag` is order_status_tag, `refundStatus` refund_status; `null` is sent as `null`. */
interface StateCodes {
  readonly state: TrueState
  readonly status: number
  readonly payStatus: number
  readonly tag: number | null
  readonly refundStatus: number | null
}

const open = (state: TrueState, status: number, payStatus: number, refundStatus: number | null = null): StateCodes => ({
  state,
  status,
  payStatus,
  tag: null,
  refundStatus
})

const completed = (state: TrueState, refundStatus: number | null): StateCodes => ({
  state,
  status: 4,
  payStatus: 1,
  tag: 4,
  refundStatus
})

const closed = (state: TrueState, tag: number, refundStatus: number | null = null): StateCodes => ({
  state,
  status: 5,
  payStatus: state.payment === "paid" ? 1 : 0,
  tag,
  refundStatus
})

const groupFailed = (afterSale: TrueState["afterSale"]): TrueState => ({ ...trueStates.groupFailed, afterSale })

const stateCodes: ReadonlyArray<StateCodes> = [
  open(trueStates.unpaid, 0, 0),
  open(trueStates.awaitingConfirmation, 1, 1),
  open(trueStates.paid, 2, 1),
  open(trueStates.paidAfterSale, 2, 1, 1),
  open(trueStates.paidAfterSaleEnded, 2, 1, 2),
  open(trueStates.shipped, 3, 1),
  open(trueStates.shippedAfterSale, 3, 1, 1),
  open(trueStates.shippedAfterSaleEnded, 3, 1, 2),
  completed(trueStates.completed, null),
  completed(trueStates.completedAfterSale, 1),
  completed(trueStates.completedAfterSaleEnded, 2),
  closed(trueStates.timedOut, 1),
  closed(trueStates.cancelledByBuyer, 2),
  closed(trueStates.cancelledBySeller, 9),
  closed(trueStates.refundedUnshipped, 3),
  closed(trueStates.refundedUnshipped, 10, 2),
  closed(trueStates.refundedShipped, 3, 2),
  closed(trueStates.refundedShipped, 10, 2),
  closed({ ...trueStates.refundedShipped, afterSale: "ended" }, 10),
  closed(groupFailed("none"), 5),
  closed(groupFailed("in_progress"), 6),
  closed(groupFailed("failed"), 7),
  closed(groupFailed("refunded"), 8),
  closed(groupFailed("refunded"), 8, 2)
]

/** The state with its codes as the answer has them; a code that is `null` is left out. */
const withCodes = ({ payStatus, refundStatus, state, status, tag }: StateCodes): TrueState => ({
  ...state,
  raw: {
    status: String(status),
    pay_status: String(payStatus),
    ...(tag === null ? {} : { order_status_tag: String(tag) }),
    ...(refundStatus === null ? {} : { refund_status: String(refundStatus) })
  }
})

export const states: ReadonlyArray<TrueState> = stateCodes.map(withCodes)

/** A code of the order's state; `null` if the answer has none. */
export const stateCode = ({ status }: Order, name: string): number | null => {
  const text = status.raw[name]
  return text === undefined ? null : Number(text)
}

/** 订单类型. A cart order (3) is an ordinary one bought through the cart. */
export const kindCodes: Readonly<Partial<Record<Order["kind"], readonly [number, ...ReadonlyArray<number>]>>> = {
  standard: [0, 3],
  group_buy: [1],
  flash_sale: [2]
}

/** 发货方式 */
const expressTypes = { none: 0, digital: 0, express: 1, pickup: 2 } as const

export const expressTypeOf = (order: Order): number => {
  const { method } = order.delivery
  return method === null || method === "unknown" ? expressTypes.none : expressTypes[method]
}
