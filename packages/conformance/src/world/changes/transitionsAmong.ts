/** Which of a platform's states lead to which, by what the states say. */
import type { TrueState } from "../TrueState.ts"
import type { TransitionKind, TrueTransition } from "./TrueChanges.ts"

/**
 * Every transition between two of these states that is possible in one step on most platforms: states only go forward,
 * and a closed order stays closed. Leave out those that the platform does not have.
 */
export const transitionsAmong = (states: ReadonlyArray<TrueState>): ReadonlyArray<TrueTransition> => {
  const distinct = [...new Set(states)]
  return distinct.flatMap((from) =>
    distinct.flatMap((to) => {
      const kind = kindOf(from, to)
      return kind === null ? [] : [{ kind, from, to }]
    })
  )
}

type Test = (from: TrueState, to: TrueState) => boolean

type Axis = Exclude<keyof TrueState, "raw" | "settlement">

const axes: ReadonlyArray<Axis> = ["trade", "payment", "fulfilment", "afterSale", "closeReason"]

/** Whether the states differ in no other axis. */
const changesOnly = (from: TrueState, to: TrueState, changed: ReadonlyArray<Axis>): boolean =>
  axes.every((axis) => changed.includes(axis) || from[axis] === to[axis])

const unpaid = new Set<TrueState["payment"]>(["unpaid", "failed", "processing", "partially_paid"])
const untroubled = new Set<TrueState["afterSale"]>(["none", "failed", "ended", "partially_refunded"])
const closedUnpaid = new Set<TrueState["closeReason"]>(["timeout", "buyer_cancelled", "seller_cancelled", "system"])

const closesUnpaid: Test = (from, to) =>
  changesOnly(from, to, ["trade", "payment", "closeReason"]) &&
  (from.trade === "pending" || from.trade === "active") &&
  unpaid.has(from.payment) &&
  // A deposit is kept; a payment that failed or was not decided was none.
  to.payment === (from.payment === "partially_paid" ? "partially_paid" : "unpaid") &&
  to.trade === "closed" &&
  to.afterSale === "none" &&
  closedUnpaid.has(to.closeReason)

/** The group of a paid order was not complete in time. */
const failsAsGroup: Test = (from, to) =>
  changesOnly(from, to, ["trade", "afterSale", "closeReason"]) &&
  from.trade === "pending" &&
  from.payment === "paid" &&
  to.trade === "closed" &&
  to.closeReason === "group_failed" &&
  (to.afterSale === "none" || to.afterSale === "in_progress" || to.afterSale === "refunded")

/** Of an order that stays as it is, or is closed by it. */
const refundsAll: Test = (from, to) => {
  const closes = from.trade !== "closed" && to.trade === "closed" && to.closeReason === "refunded"
  return (
    changesOnly(from, to, closes ? ["trade", "afterSale", "closeReason"] : ["afterSale"]) &&
    from.trade !== "pending" &&
    from.payment === "paid" &&
    (from.afterSale === "in_progress" || from.afterSale === "partially_refunded") &&
    to.afterSale === "refunded"
  )
}

const kinds: ReadonlyArray<readonly [TransitionKind, Test]> = [
  [
    "try-to-pay",
    (from, to) =>
      changesOnly(from, to, ["payment"]) &&
      from.trade === "pending" &&
      from.payment === "unpaid" &&
      (to.payment === "failed" || to.payment === "processing")
  ],
  [
    "pay-deposit",
    (from, to) =>
      changesOnly(from, to, ["payment"]) &&
      from.trade === "pending" &&
      from.payment === "unpaid" &&
      to.payment === "partially_paid"
  ],
  [
    "pay",
    (from, to) =>
      changesOnly(from, to, ["trade", "payment"]) &&
      from.trade === "pending" &&
      unpaid.has(from.payment) &&
      to.payment === "paid" &&
      to.trade !== "closed"
  ],
  [
    "confirm",
    (from, to) =>
      changesOnly(from, to, ["trade"]) && from.trade === "pending" && from.payment === "paid" && to.trade === "active"
  ],
  [
    "ship-part",
    (from, to) =>
      changesOnly(from, to, ["fulfilment"]) &&
      from.trade === "active" &&
      from.fulfilment === "unfulfilled" &&
      to.fulfilment === "partially_shipped"
  ],
  [
    "ship",
    (from, to) =>
      changesOnly(from, to, ["fulfilment"]) &&
      from.trade === "active" &&
      (from.fulfilment === "unfulfilled" || from.fulfilment === "partially_shipped") &&
      to.fulfilment === "shipped"
  ],
  [
    "complete",
    (from, to) =>
      changesOnly(from, to, ["trade", "fulfilment"]) &&
      (from.trade === "active" || from.trade === "pending") &&
      from.payment === "paid" &&
      from.afterSale !== "in_progress" &&
      to.trade === "completed" &&
      to.fulfilment === "delivered"
  ],
  ["close", closesUnpaid],
  ["close", failsAsGroup],
  [
    "open-after-sale",
    (from, to) =>
      changesOnly(from, to, ["afterSale"]) &&
      from.payment === "paid" &&
      (from.trade === "active" || from.trade === "completed" || from.closeReason === "group_failed") &&
      untroubled.has(from.afterSale) &&
      to.afterSale === "in_progress"
  ],
  [
    "end-after-sale",
    (from, to) =>
      changesOnly(from, to, ["afterSale"]) &&
      from.afterSale === "in_progress" &&
      (to.afterSale === "failed" || to.afterSale === "ended")
  ],
  [
    "refund-part",
    (from, to) =>
      changesOnly(from, to, ["afterSale"]) && from.afterSale === "in_progress" && to.afterSale === "partially_refunded"
  ],
  ["refund-all", refundsAll]
]

const kindOf = (from: TrueState, to: TrueState): TransitionKind | null =>
  kinds.find(([, isKind]) => isKind(from, to))?.[0] ?? null
