/** States of an order → the platform's words. Source: PLATFORM.md, 3. */
import { type TrueState, trueStates } from "@huidan/conformance"
import type { Order } from "@huidan/core"

interface StateWords {
  readonly state: TrueState
  readonly status: string
  readonly refund: string
  readonly closedBecause: string | null
}

const row = (state: TrueState, status: string, refund = "none", closedBecause: string | null = null): StateWords => ({
  state,
  status,
  refund,
  closedBecause
})

export const stateWords: readonly [StateWords, ...ReadonlyArray<StateWords>] = [
  row(trueStates.unpaid, "unpaid"),
  row(trueStates.paid, "paid"),
  row(trueStates.partlyShipped, "part_sent"),
  row(trueStates.shipped, "sent"),
  row(trueStates.shippedAfterSale, "sent", "asked"),
  row(trueStates.shippedAfterSaleFailed, "sent", "failed"),
  row(trueStates.shippedPartlyRefunded, "sent", "part"),
  row(trueStates.completed, "received"),
  row(trueStates.completedPartlyRefunded, "received", "part"),
  row(trueStates.timedOut, "closed", "none", "timeout"),
  row(trueStates.cancelledByBuyer, "closed", "none", "buyer"),
  row(trueStates.cancelledBySeller, "closed", "none", "seller"),
  row(trueStates.refundedUnshipped, "closed", "full", "refund"),
  row(trueStates.refundedShipped, "closed", "full", "refund"),
  row(trueStates.refundedDelivered, "closed", "full", "refund"),
  row(trueStates.groupFailed, "closed", "full", "group")
]

export const wordsOf = ({ status }: Order): StateWords =>
  stateWords.find(
    ({ state }) =>
      state.trade === status.trade &&
      state.fulfilment === status.fulfilment &&
      state.afterSale === status.afterSale &&
      state.closeReason === status.closeReason
  ) ?? stateWords[0]

/** `status_text`, as the shop sees the status. */
export const statusTexts: Readonly<Record<string, string>> = {
  unpaid: "待付款",
  paid: "待发货",
  part_sent: "部分发货",
  sent: "已发货",
  received: "已收货",
  closed: "已关闭"
}

/** `closed_because`. */
export const closedWords = ["timeout", "buyer", "seller", "refund", "group"] as const

export const typeWords = { standard: "single", group_buy: "group" } as const

export const paymentWords = ["open", "done"] as const

export const paymentWord = (order: Order): (typeof paymentWords)[number] =>
  order.status.payment === "paid" ? "done" : "open"

export const methodWords: Readonly<Record<string, string>> = {
  wechat: "wechat",
  alipay: "alipay",
  bank_card: "card",
  balance: "wallet"
}

export const bearerWords: Readonly<Record<string, string>> = { shop: "shop", platform: "boat" }

export const refundWords: Readonly<Record<string, string>> = {
  in_progress: "asked",
  refunded: "done",
  failed: "failed"
}

/** `refund` of an order and of an item. */
export const afterSaleWords: Readonly<Record<string, string>> = {
  none: "none",
  in_progress: "asked",
  partially_refunded: "part",
  refunded: "full",
  failed: "failed"
}

/** `parcel` of an item. */
export const parcelWords: Readonly<Record<string, string>> = {
  unfulfilled: "waiting",
  partially_shipped: "part",
  shipped: "sent",
  delivered: "received"
}
