/** One change of an order: a transition to another state, or another value of a field. */
import { Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { goTogether } from "../combination.ts"
import type { TrueOrderContext } from "../TrueOrderContext.ts"
import type { TrueOrderLimits } from "../TrueOrderLimits.ts"
import type { TrueState } from "../TrueState.ts"
import { closeNotes } from "../words.ts"
import { changeAfterSale } from "./afterSales.ts"
import { pay } from "./paying.ts"
import { deliver, shipPart, shipRest } from "./shipping.ts"
import type { TrueStep, TrueTransition } from "./TrueChanges.ts"

/** The transitions whose first state the order is in. Not every order can make each of them. */
export const transitionsOf = (limits: TrueOrderLimits, order: Order): ReadonlyArray<TrueTransition> =>
  (limits.changes?.transitions ?? []).filter(({ from, to }) => isIn(order, from) && fits(limits, order, to))

/** What is not sent has no state of delivery. */
const isIn = ({ status }: Order, state: TrueState): boolean =>
  status.trade === state.trade &&
  status.payment === state.payment &&
  (status.fulfilment === state.fulfilment || status.fulfilment === "not_required") &&
  status.afterSale === state.afterSale &&
  status.closeReason === state.closeReason &&
  Object.entries(state.raw ?? {}).every(([name, code]) => status.raw[name] === code) &&
  Object.keys(state.raw ?? {}).length === Object.keys(status.raw).length

const fits = (limits: TrueOrderLimits, { delivery, kind, status }: Order, to: TrueState): boolean =>
  goTogether(limits, { kind, method: delivery.method ?? "unknown", state: to }) &&
  // Only what is not sent is completed by being paid.
  (to.trade !== "completed" || to.fulfilment === "delivered" || status.fulfilment === "not_required")

/** The order after a transition, and its update time; `null` if the order cannot make it. */
export const takeTransition = (
  limits: TrueOrderLimits,
  before: Order,
  { kind, to }: TrueTransition,
  moment: DateTime.Utc,
  context: TrueOrderContext
): Order | null => {
  const at = notBefore(before, moment)
  const step: TrueStep = { kind, before, to, at, context }
  const changed = partsAfter(limits, step)
  if (changed === null) return null
  const next = { ...before, ...changed, status: statusAfter(step) }
  const refined = limits.changes?.refine === undefined ? next : limits.changes.refine(next, step)
  return refined === null ? null : Order.make(updated(refined, at))
}

/** The order after a change of a field, and its update time; `null` if the field stays as it was. */
export const takeFieldChange = (
  limits: TrueOrderLimits,
  before: Order,
  field: string,
  moment: DateTime.Utc,
  context: TrueOrderContext
): Order | null => {
  const next = limits.changes?.fields[field]?.(before, context) ?? before
  return next === before ? null : Order.make(updated(next, notBefore(before, moment)))
}

/** A whole second, and not before the order's last update: clocks of a platform's machines differ. */
const notBefore = ({ times }: Order, moment: DateTime.Utc): DateTime.Utc => {
  const last = times.updated ?? times.created
  const second = DateTime.toEpochMillis(moment) - (DateTime.toEpochMillis(moment) % 1000)
  return DateTime.makeUnsafe(Math.max(second, last === null ? second : DateTime.toEpochMillis(last)))
}

const updated = (order: Order, at: DateTime.Utc): Order => ({ ...order, times: { ...order.times, updated: at } })

const partsAfter = (limits: TrueOrderLimits, step: TrueStep): Partial<Order> | null => {
  const { at, before, kind, to } = step
  switch (kind) {
    case "pay":
    case "pay-deposit": {
      const paid = pay(limits, step)
      if (paid === null) return null
      return to.trade === "completed" ? { ...paid, times: { ...paid.times, completed: at } } : paid
    }
    case "ship-part":
      return shipPart(limits, step)
    case "ship":
      return shipRest(step)
    case "complete":
      return complete(step)
    case "close":
      return close(limits, step)
    case "open-after-sale":
    case "end-after-sale":
    case "refund-part":
    case "refund-all": {
      const sold = changeAfterSale(limits, step)
      return sold === null || to.trade !== "closed" || before.times.closed !== null
        ? sold
        : { ...sold, ...closed(step) }
    }
    default:
      return {}
  }
}

/** What can be used has been used. */
const complete = (step: TrueStep): Partial<Order> | null => {
  const delivered = deliver(step)
  if (delivered === null) return null
  const vouchers = step.before.vouchers.map((voucher) =>
    voucher.status === "unused" && voucher.total !== null
      ? { ...voucher, status: "used" as const, remaining: 0, usedAt: step.at }
      : voucher
  )
  return { ...delivered, vouchers }
}

/** A group that failed begins to give the money back, or has done so. */
const close = (limits: TrueOrderLimits, step: TrueStep): Partial<Order> | null => {
  const money = step.to.afterSale === "none" ? {} : changeAfterSale(limits, step)
  return money === null ? null : { ...money, ...closed(step) }
}

const closed = ({ at, before }: TrueStep): Pick<Order, "times"> => ({ times: { ...before.times, closed: at } })

const statusAfter = ({ before: { status }, context: { dice }, to }: TrueStep): Order["status"] => ({
  ...status,
  trade: to.trade,
  payment: to.payment,
  fulfilment: status.fulfilment === "not_required" ? "not_required" : to.fulfilment,
  afterSale: to.afterSale,
  closeReason: to.closeReason,
  raw: to.raw ?? {},
  closeNote:
    status.closeReason === null && to.closeReason?.endsWith("cancelled") === true && dice.chance(0.7)
      ? dice.pick(closeNotes)
      : status.closeNote
})
