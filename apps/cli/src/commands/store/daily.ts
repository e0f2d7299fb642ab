import { type DayOfShop, Store } from "@huidan/sync"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { amountText } from "../../output/amountText.ts"
import { instantText } from "../../output/instantText.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printLines } from "../../output/print.ts"
import { type Cells, type Column, tableLines } from "../../output/table.ts"
import type { Settings } from "../../Settings.ts"
import { configuredShops } from "../../store/ConfiguredShop.ts"
import { openReading } from "../../store/openStore.ts"
import { isSameShop } from "../../store/overviewOf.ts"
import { storeFailed } from "../../store/StoreFailed.ts"
import { UsageError } from "../../UsageError.ts"

export interface DailyInput {
  readonly shop: Option.Option<string>
  readonly from: Option.Option<string>
  readonly to: Option.Option<string>
}

const week = 6 * 86_400_000

/** The sums of each day: orders that were created, and what was paid and refunded. */
export const daily = (input: DailyInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      const from = yield* dayOf("from", input.from, now - week)
      const to = yield* dayOf("to", input.to, now)
      const configuration = yield* readConfiguration(settings.configurationFile)
      const shops = yield* configuredShops(configuration, Option.getOrNull(input.shop))
      const store = Context.get(yield* openReading(configuration), Store)
      const all = yield* Effect.mapError(store.days(from, to, null), storeFailed)
      const named = all.flatMap((day) => {
        const shop = shops.find(({ loaded }) => Result.isSuccess(loaded) && isSameShop(loaded.success.stored, day))
        if (shop === undefined && Option.isSome(input.shop)) return []
        return [{ name: shop?.name ?? `${day.platform}/${day.shopId}`, day }]
      })
      yield* printLines(
        settings.json
          ? named.map(({ day, name }) => jsonText({ shop: name, ...day }))
          : named.length === 0
            ? [`No orders from ${from} to ${to}`]
            : tableLines(
                columns,
                named.map(({ day, name }) => cellsOf(name, day))
              )
      )
    })
  )

const columns: ReadonlyArray<Column> = [
  { title: "Day (Shanghai)" },
  { title: "Shop" },
  { title: "Orders", align: "right" },
  { title: "Paid", align: "right" },
  { title: "Refunded", align: "right" },
  { title: "of it by the day it was learnt", align: "right" },
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

const dayOf = (flag: string, given: Option.Option<string>, standard: number): Effect.Effect<string, UsageError> => {
  if (Option.isNone(given)) return Effect.succeed(instantText(standard).slice(0, 10))
  return /^\d{4}-\d{2}-\d{2}$/.test(given.value)
    ? Effect.succeed(given.value)
    : Effect.fail(
        new UsageError({
          message: `--${flag} is not a day: ${JSON.stringify(given.value)}`,
          advice: "Write it like 2026-11-01."
        })
      )
}
