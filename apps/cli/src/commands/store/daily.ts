import { type DayOfShop, Store } from "@huidan/sync"
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { amountText } from "../../output/amountText.ts"
import { instantText } from "../../output/instantText.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printLines } from "../../output/print.ts"
import { type Cells, type Column, tableLines } from "../../output/table.ts"
import { parseDay } from "../../parseDay.ts"
import type { Settings } from "../../Settings.ts"
import { configuredShops } from "../../store/ConfiguredShop.ts"
import { openReading } from "../../store/openStore.ts"
import { storeFailed } from "../../store/StoreFailed.ts"
import { isSameShop } from "../../store/shopOverview.ts"
import { storePath } from "../../store/storeFile.ts"
import { UsageError } from "../../UsageError.ts"

export interface DailyInput {
  readonly shop: Option.Option<string>
  readonly from: Option.Option<string>
  readonly to: Option.Option<string>
}

const day = 86_400_000
const week = 6 * day

/** Three years with a leap day: every day of every shop is in memory. */
const mostDays = 1096

/** The sums of each day: orders that were created, and what was paid and refunded. */
export const daily = (input: DailyInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const given = { from: yield* dayOf("from", input.from), to: yield* dayOf("to", input.to) }
      const configuration = yield* readConfiguration(settings.configurationFile)
      const shops = yield* configuredShops(configuration, Option.getOrNull(input.shop))
      const store = Context.get(yield* openReading(configuration), Store)
      const zone = store.dayZone
      const { from, to } = yield* period(given.from, given.to ?? (yield* todayIn(zone)))
      const all = yield* Effect.mapError(store.days(from, to, null), storeFailed(storePath(configuration)))
      const named = all.flatMap((day) => {
        const shop = shops.find(({ loaded }) => Result.isSuccess(loaded) && isSameShop(loaded.success.stored, day))
        if (shop === undefined && Option.isSome(input.shop)) return []
        return [{ name: shop?.name ?? `${day.platform}/${day.shopId}`, day }]
      })
      yield* printLines(
        settings.json
          ? named.map(({ day, name }) => jsonText({ shop: name, ...day, zone }))
          : named.length === 0
            ? [`No orders from ${from} to ${to}`]
            : tableLines(
                columnsOf(zone),
                named.map(({ day, name }) => cellsOf(name, day))
              )
      )
    })
  )

const columnsOf = (zone: string): ReadonlyArray<Column> => [
  { title: `Day (${zone})` },
  { title: "Shop" },
  { title: "Orders", align: "right" },
  { title: "Paid", align: "right" },
  { title: "Refunded", align: "right" },
  { title: "Of it, day of refund not stated", align: "right" },
  { title: "Currency" }
]

const cellsOf = (name: string, { currency, day, orders, paid, refunded, refundedLearnt }: DayOfShop): Cells => [
  day,
  name,
  String(orders),
  amountText(paid, currency),
  amountText(refunded, currency),
  refundedLearnt === 0 ? "-" : amountText(refundedLearnt, currency),
  currency
]

/** Both days are included; the week that ends with `to` if `from` is left out. */
const period = Effect.fnUntraced(function* (given: number | null, to: number) {
  const from = given ?? to - week
  if (from > to) {
    return yield* new UsageError({ message: "--from is after --to", advice: "Both days are included: exchange them." })
  }
  if ((to - from) / day >= mostDays) {
    return yield* new UsageError({
      message: `--from and --to are more than ${mostDays} days apart`,
      advice: "Ask for one year after the other."
    })
  }
  return { from: dayText(from), to: dayText(to) }
})

/** A day of the calendar stands for itself, in whatever zone: its number is that of its beginning in Shanghai. */
const dayOf = (flag: string, given: Option.Option<string>): Effect.Effect<number | null, UsageError> =>
  Option.isNone(given) ? Effect.succeed(null) : Effect.fromResult(parseDay(flag, given.value))

const todayIn = (zone: string): Effect.Effect<number, UsageError> =>
  Effect.flatMap(DateTime.now, (now) =>
    Effect.fromResult(parseDay("to", DateTime.formatIsoDate(DateTime.setZone(now, DateTime.zoneMakeNamedUnsafe(zone)))))
  )

const dayText = (instant: number): string => instantText(instant).slice(0, 10)
