/** True orders from a seed: what really happened on a platform, before it is encoded or decoded. */
import { Order, orderContract, orderKey, type PrivateText, plainText } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Redacted from "effect/Redacted"
import { chooseCombination } from "./combination.ts"
import { makeDice } from "./Dice.ts"
import { makeDelivery, makeGift, makeVouchers } from "./delivery.ts"
import { makeLines } from "./lines.ts"
import { makeMoney } from "./money.ts"
import { makeCommissions, makePayment, makePhases, makeRefunds } from "./payments.ts"
import { makeBuyer, makeInvoice, makeParticipants, makeParties, makeRecipient } from "./people.ts"
import type { TrueOrderContext, TrueOrderLimits, TrueState } from "./TrueOrderLimits.ts"
import { makeTimes, type Span, specialMoment } from "./times.ts"
import { noPlan, planOf, planOfSlot } from "./traits/OrderPlan.ts"
import type { TrueTrait } from "./traits/TrueTrait.ts"
import { turnOf } from "./traits/Turn.ts"
import { buyerNotes, closeNotes, rareTexts, sellerNotes } from "./words.ts"

export interface TrueOrderOptions {
  /** 0 to 99 999; ids contain it. */
  readonly seed: number
  readonly count: number
  /** The index of the first order, from which its ids follow; 0 if left out. */
  readonly firstIndex?: number
  /** All orders were created and updated before this time. */
  readonly baseTime: DateTime.Utc
  /** The oldest order is at most this many days older than the base time. */
  readonly days: number
  /** Orders are created and updated in groups of four within one second. */
  readonly crowded?: boolean
  /** All orders are created at the base time, and `days` is ignored. `limits.states` must be states of new orders. */
  readonly fresh?: boolean
  /** Every order has a slot of its own, its index, whatever the seed; the first `worldSize` orders of a world if left out. */
  readonly allPlanned?: boolean
}

/** Orders within a platform's limits, sorted by index. The same seed gives the same orders. */
export const makeTrueOrders = (
  platform: string,
  limits: TrueOrderLimits,
  options: TrueOrderOptions
): ReadonlyArray<Order> => {
  const orders = Array.from({ length: options.count }, (_, index) =>
    madeOnce(platform, limits, options, (options.firstIndex ?? 0) + index)
  )
  return options.crowded === true
    ? orders.map((order, index) => updatedTogether(order, crowdOf(orders, index)))
    : orders
}

const crowdSize = 4

const crowdNumber = (index: number): number => Math.floor(index / crowdSize)

const crowdOf = (orders: ReadonlyArray<Order>, index: number): ReadonlyArray<Order> =>
  orders.slice(crowdNumber(index) * crowdSize, (crowdNumber(index) + 1) * crowdSize)

/** The order with the latest update time of its group. */
const updatedTogether = (order: Order, crowd: ReadonlyArray<Order>): Order => {
  const instants = crowd.flatMap(({ times }) => (times.updated === null ? [] : [DateTime.toEpochMillis(times.updated)]))
  if (order.times.updated === null) return order
  return { ...order, times: { ...order.times, updated: DateTime.makeUnsafe(Math.max(...instants)) } }
}

/** The orders made last for each limits: the cases of a law have the same worlds. */
const made = new WeakMap<TrueOrderLimits, Map<string, Order>>()
const mostMade = 1000

const madeOnce = (platform: string, limits: TrueOrderLimits, options: TrueOrderOptions, index: number): Order => {
  const { allPlanned = false, baseTime, crowded = false, days, fresh = false, seed } = options
  const name = [platform, seed, index, DateTime.toEpochMillis(baseTime), days, allPlanned, crowded, fresh].join("/")
  const orders = made.get(limits) ?? new Map<string, Order>()
  made.set(limits, orders)
  const order = orders.get(name) ?? makeTrueOrder(platform, limits, options, index)
  if (orders.size === mostMade) orders.clear()
  orders.set(name, order)
  return order
}

const hour = 3_600_000

const makeTrueOrder = (platform: string, limits: TrueOrderLimits, options: TrueOrderOptions, index: number): Order => {
  const dice = makeDice(platform, options.seed, index)
  const base = DateTime.toEpochMillis(options.baseTime)
  const moment = options.crowded === true ? makeDice(platform, options.seed, "crowd", crowdNumber(index)) : dice
  const plan =
    options.fresh === true
      ? noPlan
      : options.allPlanned === true
        ? planOfSlot(limits, index)
        : planOf(limits, options.seed, index)
  const span: Span = { from: base - hour - options.days * 24 * hour, to: base - hour }
  const special = options.crowded === true ? null : specialMoment(plan.trait, span, dice)
  const createdAt =
    options.fresh === true ? base : (special ?? span.to - moment.between(0, options.days * 24 * 3600) * 1000)
  const context: TrueOrderContext = {
    index,
    seed: options.seed,
    createdAt: DateTime.makeUnsafe(createdAt),
    dice,
    wants: (trait) => trait === plan.trait,
    planned: plan.slot !== null,
    turn: plan.slot === null ? (_, choices) => dice.pick(choices) : turnOf(plan.slot)
  }
  const { kind, method, state: chosen } = chooseCombination(limits, context, plan)
  const express = method === "express"
  const travels = express || method === "pickup"
  const state: TrueState = {
    ...chosen,
    fulfilment: travels ? chosen.fulfilment : "not_required",
    settlement: limits.has.settlement ? (chosen.trade === "completed" ? "settled" : "unsettled") : null
  }
  const times = makeTimes(state, createdAt, base, dice, limits.has.settlement)
  const money = makeMoney(limits, context, state, lineCount(limits, context), express)
  const lines = makeLines(limits, context, state, money.prices, travels)
  const payment = makePayment(limits, context, money, times)
  const orderId = limits.orderId(context)
  const order: Order = {
    contract: orderContract,
    key: orderKey(platform, limits.shop.id, orderId),
    platform,
    orderId,
    shop: limits.shop,
    kind,
    status: {
      ...state,
      raw: chosen.raw ?? {},
      closeNote: state.closeReason?.endsWith("cancelled") === true && dice.chance(0.7) ? dice.pick(closeNotes) : null,
      label: null
    },
    amounts: money.amounts,
    discounts: money.discounts,
    fees: [],
    lines,
    buyer: makeBuyer(limits, context),
    recipient: express ? makeRecipient(limits, context) : null,
    parties: makeParties(limits, context),
    participants: makeParticipants(limits, context),
    delivery: makeDelivery(limits, context, method, lines, times),
    vouchers: makeVouchers(limits, context, lines, times),
    gift: kind === "gift" ? makeGift(context) : null,
    payment,
    phases: kind === "presale" && limits.has.phases ? makePhases(money, state, times, payment.transactionId) : [],
    refunds: limits.has.refundRecords ? makeRefunds(context, state, lines, times) : [],
    commissions: makeCommissions(limits, context, lines),
    channel: {
      code: null,
      name: null,
      trafficSource: null,
      liveRoomId: null,
      videoId: null,
      creatorId: null,
      creatorName: null
    },
    invoice: makeInvoice(limits, context),
    notes: {
      buyer: noteOf(context),
      seller: dice.chance(0.2) ? plainText(dice.pick(sellerNotes)) : null,
      flag: null
    },
    tags: [],
    times,
    references: [],
    warnings: [],
    source: {
      adapter: "true order",
      adapterVersion: "0",
      operation: "-",
      askedAt: null,
      fetchedAt: null,
      raw: null,
      rawNumbers: Redacted.make([])
    }
  }
  return Order.make(limits.refine === undefined ? order : limits.refine(order, context))
}

/** As many as a Chinese platform documents as its most. */
const manyLines = 40

const ofSeveralLines: ReadonlyArray<TrueTrait> = [
  "several parcels",
  "parcel of several lines",
  "several refunds",
  "several refunds of one line"
]

const lineCount = (limits: TrueOrderLimits, { dice, wants }: TrueOrderContext): number => {
  if (wants("many lines") || wants("many refunds")) return manyLines
  const least = ofSeveralLines.some(wants) && limits.maxLines > 1 ? 2 : 1
  return dice.chance(0.5) ? least : dice.between(least, limits.maxLines)
}

/** Platforms send notes as they were written, in whichever form they send names. */
const noteOf = ({ dice, wants }: TrueOrderContext): PrivateText | null => {
  if (wants("emoji")) return plainText(rareTexts.emoji)
  if (wants("rare ideograph")) return plainText(rareTexts.ideograph)
  return dice.chance(0.3) ? plainText(dice.pick(buyerNotes)) : null
}
