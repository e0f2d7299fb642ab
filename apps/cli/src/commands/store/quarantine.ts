import { type QuarantinedRow, type QuarantinePosition, Store } from "@huidan/sync"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { instantJson, instantText } from "../../output/instantText.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printLines } from "../../output/print.ts"
import { type Column, tableLines } from "../../output/table.ts"
import type { Settings } from "../../Settings.ts"
import { openReading } from "../../store/openStore.ts"
import { storeFailed } from "../../store/StoreFailed.ts"

const rowsAtOnce = 500

/** Lists the rows that could not be decoded, without what they say. */
export const quarantine = (_input: unknown, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const context = yield* openReading(yield* readConfiguration(settings.configurationFile))
      const store = Context.get(context, Store)
      let after: QuarantinePosition | null = null
      for (let isFirst = true; ; isFirst = false) {
        const rows: ReadonlyArray<QuarantinedRow> = yield* Effect.mapError(
          store.quarantine({}, after, rowsAtOnce),
          storeFailed
        )
        yield* printLines(settings.json ? rows.map(rowJson) : rowLines(rows, isFirst))
        after = rows.at(-1) ?? null
        if (rows.length < rowsAtOnce) return
      }
    })
  )

const columns: ReadonlyArray<Column> = [
  { title: "Row" },
  { title: "Shop" },
  { title: "Operation" },
  { title: "Last seen (Shanghai)" },
  { title: "Why" }
]

const rowLines = (rows: ReadonlyArray<QuarantinedRow>, isFirst: boolean): ReadonlyArray<string> => {
  if (rows.length === 0) return isFirst ? ["The quarantine is empty"] : []
  return tableLines(
    columns,
    rows.map(({ fingerprint, lastSeen, message, operation, platform, shopId }) => [
      fingerprint.slice(0, 16),
      `${platform}/${shopId}`,
      operation,
      instantText(lastSeen),
      message
    ])
  )
}

const rowJson = (row: QuarantinedRow): string =>
  jsonText({
    ...row,
    isKept: row.isKept === 1,
    askedAt: instantJson(row.askedAt),
    firstSeen: instantJson(row.firstSeen),
    lastSeen: instantJson(row.lastSeen),
    tried: instantJson(row.tried)
  })
