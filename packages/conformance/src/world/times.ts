/** The times of an order: whole seconds, in a possible order, all before the base time. */
import type { OrderTimes } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import type { Dice } from "./Dice.ts"
import type { TrueState } from "./TrueOrderLimits.ts"
import { isShanghaiMidnight, isShanghaiMonthEnd, type TrueTrait } from "./traits/TrueTrait.ts"

const second = 1000
const hour = 3600 * second
const day = 24 * hour

/** Seconds before the base time at which a batch job of the platform updates many orders within one second. */
const batchJobs = [60, 61, 3600] as const

/** Unix milliseconds, both ends included. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** A moment of the span that has the trait (unix milliseconds); `null` if there is none. */
export const specialMoment = (trait: TrueTrait | null, { from, to }: Span, dice: Dice): number | null => {
  if (trait !== "midnight in Shanghai" && trait !== "month end in Shanghai") return null
  // Midnight in Shanghai is a whole hour of UTC; a day ends one second before.
  const early = trait === "month end in Shanghai" ? second : 0
  const isMoment = early === 0 ? isShanghaiMidnight : isShanghaiMonthEnd
  const first = Math.ceil((from + early) / hour)
  const last = Math.floor((to + early) / hour)
  const moments = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * hour - early)
  return dice.pickFrom(moments.filter((moment) => isMoment(moment / second))) ?? null
}

/** `createdAt` and `base` are unix milliseconds; `base` is at least an hour later. */
export const makeTimes = (
  state: TrueState,
  createdAt: number,
  base: number,
  dice: Dice,
  settles: boolean
): OrderTimes => {
  let last = createdAt
  const next = (happens: boolean, within: number): DateTime.Utc | null => {
    if (!happens) return null
    const room = Math.max(2, Math.floor(Math.min(within, (base - last) / 3) / second))
    last = last + dice.between(1, room - 1) * second
    return DateTime.makeUnsafe(last)
  }
  const paid = next(state.payment === "paid" || state.payment === "partially_paid", 1800 * second)
  const shipped = next(["partially_shipped", "shipped", "delivered"].includes(state.fulfilment), 2 * day)
  const delivered = next(state.fulfilment === "delivered", 4 * day)
  const completed = next(state.trade === "completed", 7 * day)
  const closed = next(state.trade === "closed", 2 * day)
  const settled = next(settles && state.settlement === "settled", 7 * day)
  const touched = next(dice.chance(0.3), day)
  const batch = base - dice.pick(batchJobs) * second
  const updated = batch >= last && dice.chance(0.25) ? batch : touched === null ? last : DateTime.toEpochMillis(touched)
  return {
    created: DateTime.makeUnsafe(createdAt),
    updated: DateTime.makeUnsafe(updated),
    paid,
    shipped,
    delivered,
    completed,
    closed,
    settled,
    settlementExpected: null,
    expires: DateTime.makeUnsafe(createdAt + 1800 * second),
    autoConfirm: shipped === null ? null : DateTime.makeUnsafe(DateTime.toEpochMillis(shipped) + 10 * day)
  }
}
