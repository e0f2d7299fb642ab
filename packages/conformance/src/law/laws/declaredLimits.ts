/**
 * Declared limits: an adapter asks for nothing beyond what its manifest declares.
 *
 * However long the asked period is, and however many orders are in it: no page is larger than declared, no window
 * longer, no row deeper, and no page before the first one. No operation is called that the manifest does not have, or
 * has for decoding only. The platform refuses no request as invalid. The declared depth is not larger than the
 * platform's.
 */
import type { OrderAdapter, OrderQuery, TradeState } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { JournalEntry } from "../../twin/TwinJournal.ts"
import { makeDice } from "../../world/Dice.ts"
import { listCases } from "../calls/listQueries.ts"
import { readAsFarAsItGoes, windowLength } from "../calls/readList.ts"
import { deepLists, overflowing } from "../faults/overflowing.ts"
import { between, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { type NothingAsked, notAtThisDoor, nothingAsked } from "../trial/NothingAsked.ts"
import { declaredOperation, type Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop, type TrialShop } from "../trial/TrialShop.ts"

/** Lengths of the period, in tenths of a window. */
const spans = {
  "less than a window": { from: 0, to: 9 },
  "a whole window": { from: 10, to: 10 },
  "several windows": { from: 11, to: 25 },
  "into the future": { from: 5, to: 15 },
  "some states": { from: 5, to: 25 },
  "more rows than the pages reach": { from: 10, to: 20 }
} as const

type Span = keyof typeof spans

type Call = { readonly how: "getOrder" } | { readonly how: Span; readonly by: OrderQuery["by"] }

const spanNames = ["less than a window", "a whole window", "several windows", "into the future", "some states"] as const

const callsOf = (subject: Subject): ReadonlyArray<LawCase<{ readonly call: Call }>> => [
  ...(subject.manifest.capabilities.getOrder
    ? [{ name: "getOrder", trial: { call: { how: "getOrder" } } } as const]
    : []),
  ...listCases<Span>(subject, [...spanNames, "more rows than the pages reach"]).map(({ name, trial }) => ({
    name,
    trial: { call: trial }
  }))
]

export const declaredLimits = makeLaw({
  name: "declared-limits",
  promise: "an adapter asks for nothing beyond what its manifest declares",
  doors: "each",
  trials: Arbitrary.all({
    seed: worldSeed,
    orders: between(1, 8),
    /** Milliseconds added to the period. */
    millis: between(0, 999)
  }),
  cases: callsOf,
  notDeclared: (subject) => (callsOf(subject).length === 0 ? "getOrder and listOrders" : null),
  keep: (trial, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        const { call, orders, seed } = trial
        const isOverflowing = call.how === "more rows than the pages reach"
        if (isOverflowing) yield* declaresDepth(subject)
        const twin = isOverflowing ? overflowing(subject) : subject.twin
        const shop = yield* makeTrialShop({ ...subject, twin }, { seed, orders, days: 30 })
        if (call.how === "getOrder") yield* askForOrders(shop)
        else yield* askForLists(shop.adapter, shop.twin.baseTime, { ...trial, ...call })
        const journal = shop.twin.journal()
        if (journal.length === 0) return yield* nothingAsked("no request was sent")
        for (const entry of journal) yield* isWithinLimits(subject, entry)
      })
    )
})

/** The declared depth of each list is not larger than the platform's. */
const declaresDepth = (subject: Subject): Effect.Effect<void, Breach | NothingAsked> =>
  Effect.gen(function* () {
    const lists = deepLists(subject)
    if (lists.length === 0) return yield* notAtThisDoor("neither manifest nor twin states a `maxRows` of a list")
    for (const { maxRows, operation } of lists) {
      const declared = declaredOperation(subject, operation)?.paging?.maxRows ?? null
      yield* holds(
        declared !== null && declared <= maxRows,
        () => `${operation}: the platform's pages reach ${maxRows} rows, ${declared ?? "no limit"} is declared`
      )
    }
  })

const askForOrders = ({ adapter, twin, unknownOrderId }: TrialShop): Effect.Effect<void> =>
  Effect.forEach(
    [twin.orders()[0]?.orderId ?? unknownOrderId, unknownOrderId],
    (orderId) => Effect.ignore(adapter.getOrder(orderId)),
    { discard: true }
  )

const states: readonly [TradeState, ...ReadonlyArray<TradeState>] = ["pending", "active", "completed", "closed"]

const askForLists = (
  adapter: OrderAdapter,
  baseTime: DateTime.Utc,
  {
    by,
    how,
    millis,
    seed
  }: { readonly seed: number; readonly millis: number; readonly by: OrderQuery["by"]; readonly how: Span }
): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const longAgo: OrderQuery = { by, since: DateTime.subtract(baseTime, { days: 1000 }), until: baseTime }
    const window = yield* windowLength(adapter, longAgo)
    const { from, to } = spans[how]
    const dice = makeDice(seed, "span")
    const tenths = dice.between(from, to)
    // A whole window to the millisecond, and sometimes a bit more.
    const more = how === "a whole window" && dice.chance(0.5) ? 0 : millis
    const milliseconds = Math.round((tenths * window) / 10) + more
    yield* readAsFarAsItGoes(adapter, {
      by,
      since: DateTime.subtract(baseTime, { milliseconds }),
      until: how === "into the future" ? DateTime.add(baseTime, { days: 1 }) : baseTime,
      ...(how === "some states" ? { states: [dice.pick(states)] } : {})
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
