/**
 * What an order adds to the sums of each day of the store's zone: it is created, paid and refunded. A refund counts on its
 * day if the platform states it; what it does not state counts on the day on which it was learnt.
 */
import type { Json } from "@huidan/core"
import type { Day, DayZone } from "./dayZone.ts"
import { instantAt, listAt, textAt, wholeAt } from "./jsonAt.ts"

export interface DailySum {
  readonly orders: number
  readonly paid: number
  readonly refunded: number
  /** The part of `refunded` that counts on this day because the store learnt of it on this day. */
  readonly learnt: number
}

/** Amounts by the day on which they were learnt. */
export type LearntRefunds = ReadonlyMap<Day, number>

/**
 * No order is about more, in whole minor units: 10 thousand million yuan. What is beyond is a mistake, and counts in no sum, so
 * that the sums of a day stay whole numbers of 64 bits.
 */
export const mostAmount = 1e12

/** An amount that counts; `null` if it is not stated, or is too large to be one. */
const amountAt = (value: Json, ...path: ReadonlyArray<string>): number | null => {
  const amount = wholeAt(value, ...path)
  return amount === null || Math.abs(amount) > mostAmount ? null : amount
}

/** What the order adds, by day. An order without a known day adds nothing. */
export const dailySumsOf = (order: Json, learnt: LearntRefunds, { dayOf }: DayZone): ReadonlyMap<Day, DailySum> => {
  const sums = new Map<Day, DailySum>()
  const add = (day: Day, part: Partial<DailySum>) =>
    sums.set(day, sumOf(sums.get(day) ?? nothing, { ...nothing, ...part }))
  const created = instantAt(order, "times", "created")
  const paid = amountAt(order, "amounts", "paid") ?? 0
  const paidAt = instantAt(order, "times", "paid") ?? instantAt(order, "payment", "paidAt") ?? created
  if (created !== null) add(dayOf(created), { orders: 1 })
  if (paidAt !== null && paid !== 0) add(dayOf(paidAt), { paid })
  for (const { amount, at } of statedRefunds(order)) add(dayOf(at), { refunded: amount })
  for (const [day, amount] of learnt) add(day, { refunded: amount, learnt: amount })
  return sums
}

/** The refunds without a stated day, after an answer. More than before was learnt today; less takes from the latest days. */
export const learntRefunds = (order: Json, before: LearntRefunds, today: Day): LearntRefunds => {
  const after = new Map(before)
  let missing = unstatedRefund(order) - total(before.values())
  if (missing > 0) after.set(today, (after.get(today) ?? 0) + missing)
  for (const day of [...before.keys()].toSorted().toReversed()) {
    if (missing >= 0) break
    const amount = before.get(day) ?? 0
    const taken = Math.min(amount, -missing)
    if (taken === amount) after.delete(day)
    else after.set(day, amount - taken)
    missing += taken
  }
  return after
}

/** How much was refunded without a stated day. */
export const unstatedRefund = (order: Json): number => {
  const refunded = listAt(order, "refunds").filter((refund) => textAt(refund, "status") === "refunded")
  const known =
    amountAt(order, "amounts", "refunded") ?? total(refunded.map((refund) => amountAt(refund, "amount") ?? 0))
  return Math.max(0, known - total(statedRefunds(order).map(({ amount }) => amount)))
}

export const nothing: DailySum = { orders: 0, paid: 0, refunded: 0, learnt: 0 }

export const sumOf = (one: DailySum, other: DailySum, sign: 1 | -1 = 1): DailySum => ({
  orders: one.orders + sign * other.orders,
  paid: one.paid + sign * other.paid,
  refunded: one.refunded + sign * other.refunded,
  learnt: one.learnt + sign * other.learnt
})

export const isNothing = ({ learnt, orders, paid, refunded }: DailySum): boolean =>
  orders === 0 && paid === 0 && refunded === 0 && learnt === 0

interface StatedRefund {
  readonly at: number
  readonly amount: number
}

const statedRefunds = (order: Json): ReadonlyArray<StatedRefund> =>
  listAt(order, "refunds").flatMap((refund) => {
    const [at, amount] = [instantAt(refund, "refundedAt"), amountAt(refund, "amount")]
    return textAt(refund, "status") === "refunded" && at !== null && amount !== null ? [{ at, amount }] : []
  })

const total = (amounts: Iterable<number>): number => [...amounts].reduce((sum, amount) => sum + amount, 0)
