/**
 * Declared limits: an adapter asks for nothing beyond what its manifest declares.
 *
 * However long the asked period is, and however many orders are in it: no page is larger than declared, no window
 * longer, no row deeper, and no page before the first one. No operation is called that the manifest does not have, or
 * has for decoding only. The platform refuses no request as invalid.
 */
import type { OrderAdapter, OrderQuery, TradeState } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { JournalEntry } from "../../twin/TwinJournal.ts"
import { listsBy } from "../calls/listQueries.ts"
import { readAsFarAsItGoes, windowLength } from "../calls/readList.ts"
import { overflowing } from "../faults/overflowing.ts"
import { between, coin, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { declaredOperation, type Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop, type TrialShop } from "../trial/TrialShop.ts"

export const declaredLimits = makeLaw({
  name: "declared-limits",
  promise: "an adapter asks for nothing beyond what its manifest declares",
  doors: "each",
  trials: Arbitrary.all({
    seed: worldSeed,
    orders: between(1, 8),
    byUpdated: coin,
    /** The length of the period, in tenths of a window. */
    span: between(0, 25),
    /** Milliseconds added to it. */
    millis: between(0, 999),
    intoFuture: coin,
    state: between(0, 4),
    /** One trial in four, because full pages take time. */
    overflowing: between(0, 3)
  }),
  keep: (trial, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        const { orders, seed } = trial
        const twin = trial.overflowing === 3 ? overflowing(subject) : subject.twin
        const shop = yield* makeTrialShop({ ...subject, twin }, { seed, orders, days: 30 })
        const { capabilities } = shop.adapter.manifest
        if (capabilities.getOrder) yield* askForOrders(shop)
        if (capabilities.listOrders !== null) yield* askForLists(shop.adapter, shop.twin.baseTime, trial)
        for (const entry of shop.twin.journal()) yield* isWithinLimits(subject, entry)
      })
    )
})

const askForOrders = ({ adapter, twin, unknownOrderId }: TrialShop): Effect.Effect<void> =>
  Effect.forEach(
    [twin.orders()[0]?.orderId ?? unknownOrderId, unknownOrderId],
    (orderId) => Effect.ignore(adapter.getOrder(orderId)),
    { discard: true }
  )

const states: ReadonlyArray<TradeState> = ["pending", "active", "completed", "closed"]

const askForLists = (
  adapter: OrderAdapter,
  baseTime: DateTime.Utc,
  trial: {
    readonly byUpdated: boolean
    readonly span: number
    readonly millis: number
    readonly intoFuture: boolean
    readonly state: number
  }
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const by = listsBy(adapter.manifest, trial.byUpdated)
    const longAgo: OrderQuery = { by, since: DateTime.subtract(baseTime, { days: 1000 }), until: baseTime }
    const window = yield* windowLength(adapter, longAgo)
    const millis = Math.round((trial.span * window) / 10) + trial.millis
    const state = states[trial.state]
    yield* readAsFarAsItGoes(adapter, {
      by,
      since: DateTime.subtract(baseTime, { milliseconds: millis }),
      until: trial.intoFuture ? DateTime.add(baseTime, { days: 1 }) : baseTime,
      ...(state === undefined ? {} : { states: [state] })
    })
  })

const isWithinLimits = (subject: Subject, entry: JournalEntry): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const { operation, outcome, selection } = entry
    const where = `request ${entry.request}, ${operation ?? "to an address that the platform does not have"}`
    yield* holds(!["invalid", "method", "unknown-path"].includes(outcome), () => `${where}: refused as ${outcome}`)
    const declared = declaredOperation(subject, operation ?? "")
    if (declared === undefined) return yield* breach(`${where}: the manifest does not declare it`)
    yield* holds(declared.use === "call", () => `${where}: declared for decoding only`)
    if (selection === null) return
    const { firstPage, page, since, size, until } = selection
    const { maxRows = null, ...paging } = declared.paging ?? { firstPage, maxSize: size }
    yield* holds(
      paging.firstPage === firstPage && page >= firstPage,
      () => `${where}: page ${page}; the first page is ${firstPage}, declared is ${paging.firstPage}`
    )
    yield* holds(size <= paging.maxSize, () => `${where}: ${size} rows per page, ${paging.maxSize} are declared`)
    const rows = (page - firstPage + 1) * size
    yield* holds(maxRows === null || rows <= maxRows, () => `${where}: up to row ${rows}, ${maxRows} are declared`)
    // A window that includes both ends may have one second more.
    const seconds = (until - since) / 1000 - 1
    const longest = declared.windowSeconds
    yield* holds(
      longest === null || seconds <= longest,
      () => `${where}: a window of ${seconds} s, ${longest} s are declared`
    )
  })
