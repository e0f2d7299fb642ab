import { type AdapterManifest, formatWallTime, type OrderPage, type OrderRecord } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Ref from "effect/Ref"
import * as Stream from "effect/Stream"
import { chooseShop } from "../configuration/chooseShop.ts"
import { openForCalls } from "../configuration/openShop.ts"
import { countRecord } from "../countRecord.ts"
import { printNote } from "../output/note.ts"
import { addRecords, emptyOrderTable, totalLines } from "../output/orderTable.ts"
import { printLines } from "../output/print.ts"
import { makeProgressLine } from "../output/progressLine.ts"
import { recordLine } from "../output/recordLine.ts"
import { parseInstant } from "../parseInstant.ts"
import type { Settings } from "../Settings.ts"
import { UsageError } from "../UsageError.ts"

export interface ListInput {
  readonly platform: string
  readonly since: string
  readonly until: string
  readonly by: Option.Option<"created" | "updated">
  readonly limit: Option.Option<number>
  readonly shop: Option.Option<string>
}

/** Prints the orders of a shop within a span of time, page by page as they come. */
export const list = (input: ListInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const span = yield* timeSpan(input)
      const { shop, shopId } = yield* chooseShop(settings, input.platform, input.shop, false)
      const adapter = yield* openForCalls(shop, { baseUrl: settings.baseUrl, shopId })
      const by = Option.getOrElse(input.by, () => defaultOrder(shop.loaded.adapter.manifest))
      const progress = yield* makeProgressLine
      const read = { pages: 0, orders: 0 }
      const last = yield* Ref.make<OrderPage | null>(null)
      const pages = adapter.listOrders({ by, ...span }).pipe(
        Stream.tap((page) => Ref.set(last, page)),
        limited(Option.getOrElse(input.limit, () => Number.POSITIVE_INFINITY))
      )
      const table = yield* pages.pipe(
        Stream.runFoldEffect(
          () => emptyOrderTable,
          (printed, records) =>
            Effect.gen(function* () {
              yield* Effect.forEach(records, countRecord, { discard: true })
              const [next, lines] = settings.json
                ? ([printed, records.map((record) => recordLine(adapter, record, settings.encode))] as const)
                : addRecords(printed, adapter, records)
              yield* progress.clear
              yield* printLines(lines)
              read.pages += 1
              read.orders += records.length
              yield* progress.show(`pages: ${read.pages}, orders: ${read.orders}`)
              return next
            })
        ),
        Effect.ensuring(progress.clear)
      )
      const notYet = notYetSettled(yield* Ref.get(last), span.until)
      if (!settings.json) yield* printLines([...totalLines(table), ...(notYet === null ? [] : [notYet])])
      else if (notYet !== null) yield* printNote(notYet, true)
    })
  )

/** What to say of a list that was read to its end, but not to `--until`; `null` if it was. */
const notYetSettled = (last: OrderPage | null, until: DateTime.Utc): string | null =>
  last?.complete === true && DateTime.isLessThan(last.settledUntil, until)
    ? `complete until ${formatWallTime(last.settledUntil)} (Shanghai) only: list again later for what comes after`
    : null

const timeSpan = Effect.fnUntraced(function* (input: ListInput) {
  const since = yield* Effect.fromResult(parseInstant("since", input.since))
  const until = yield* Effect.fromResult(parseInstant("until", input.until))
  if (DateTime.isLessThan(since, until)) return { since, until }
  return yield* new UsageError({
    message: "--until is not after --since",
    advice: "--until is exclusive: give a time after --since."
  })
})

const defaultOrder = (manifest: AdapterManifest): "created" | "updated" =>
  manifest.capabilities.listOrders?.by.includes("created") === false ? "updated" : "created"

/** The first `limit` records of the pages; no further page is read. */
const limited =
  (limit: number) =>
  <E, R>(pages: Stream.Stream<OrderPage, E, R>): Stream.Stream<ReadonlyArray<OrderRecord>, E, R> =>
    pages.pipe(
      Stream.mapAccum(
        () => limit,
        (left, page) =>
          [
            left - page.records.length,
            [{ records: page.records.slice(0, left), left: left - page.records.length }]
          ] as const
      ),
      Stream.takeUntil(({ left }) => left <= 0),
      Stream.map(({ records }) => records)
    )
