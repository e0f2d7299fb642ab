import { orderKey, visibleText } from "@huidan/core"
import { type OrderRow, type SearchPage, type ShopName, Store } from "@huidan/sync"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { type Configuration, readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { amountText } from "../../output/amountText.ts"
import { counted } from "../../output/counted.ts"
import { instantJson, instantText } from "../../output/instantText.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printNote } from "../../output/note.ts"
import { printLines } from "../../output/print.ts"
import { type Cells, type Column, tableLines } from "../../output/table.ts"
import { readPrivateText } from "../../readPrivateText.ts"
import type { Settings } from "../../Settings.ts"
import { configuredShops } from "../../store/ConfiguredShop.ts"
import { openReading } from "../../store/openStore.ts"
import { nothingFound } from "../../store/refusals.ts"
import { storeFailed } from "../../store/StoreFailed.ts"
import { storePath } from "../../store/storeFile.ts"

export interface FindInput {
  readonly shop: Option.Option<string>
}

/** How many orders are shown. */
const mostFound = 200

/** Finds orders by a name or a telephone number, exactly. Ends with 65 if no order has it. */
export const find = (input: FindInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const configuration = yield* readConfiguration(settings.configurationFile)
      const shops = yield* shopsOf(input, configuration)
      const text = yield* readPrivateText(settings, "the name or telephone number")
      const store = Context.get(yield* openReading(configuration), Store)
      const failed = storeFailed(storePath(configuration))
      const rows: Array<OrderRow> = []
      // A page reads a bounded part of the index: one can be empty although there are more orders.
      let next: number | null = null
      do {
        const page: SearchPage = yield* Effect.mapError(
          store.findByPrivate(text, shops === null ? {} : { shops }, next, mostFound - rows.length),
          failed
        )
        rows.push(...page.rows)
        next = page.next
      } while (next !== null && rows.length < mostFound)
      if (rows.length === 0) return yield* nothingFound()
      const named = rows.map((row) => ({ row, key: orderKey(row.platform, row.shopId, row.orderId) }))
      yield* printLines(
        settings.json
          ? named.map(({ key, row }) => rowJson(key, row))
          : [...tableLines(columns, named.map(cellsOf)), "", counted(rows.length, "order")]
      )
      if (next !== null) {
        yield* printNote(`These are the ${mostFound} that were stored last; there may be more.`, settings.json)
      }
    })
  )

const shopsOf = Effect.fnUntraced(function* ({ shop }: FindInput, configuration: Configuration) {
  if (Option.isNone(shop)) return null
  const names: Array<ShopName> = []
  for (const { loaded } of yield* configuredShops(configuration, shop.value)) {
    names.push((yield* Effect.fromResult(loaded)).stored)
  }
  return names
})

const columns: ReadonlyArray<Column> = [
  { title: "Order" },
  { title: "Created (Shanghai)" },
  { title: "Trade" },
  { title: "Payment" },
  { title: "Paid", align: "right" },
  { title: "Goods", maximum: 40 }
]

interface NamedRow {
  readonly key: string
  readonly row: OrderRow
}

const cellsOf = ({ key, row }: NamedRow): Cells => [
  visibleText(key),
  instantText(row.created === 0 ? null : row.created),
  row.trade ?? "-",
  row.payment ?? "-",
  row.paid === null ? "-" : amountText(row.paid, row.currency),
  visibleText(row.title ?? "-")
]

const rowJson = (key: string, row: OrderRow): string => {
  const { id: _id, ...shown } = row
  return jsonText({
    key,
    ...shown,
    created: instantJson(row.created === 0 ? null : row.created),
    updated: instantJson(row.updated),
    paidAt: instantJson(row.paidAt),
    changed: instantJson(row.changed),
    gone: instantJson(row.gone)
  })
}
