import { type QuarantinedRow, Store } from "@huidan/sync"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { counted } from "../../output/counted.ts"
import { instantJson, instantText } from "../../output/instantText.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printLines } from "../../output/print.ts"
import { makeProgressLine } from "../../output/progressLine.ts"
import { type Column, tableLines } from "../../output/table.ts"
import type { Settings } from "../../Settings.ts"
import { openCommands } from "../../store/openCommands.ts"
import { openReading } from "../../store/openStore.ts"
import { quarantinedRows } from "../../store/quarantinedRows.ts"
import { storeFailed } from "../../store/StoreFailed.ts"
import { storePath } from "../../store/storeFile.ts"
import { whoRuns } from "../../store/whoRuns.ts"

const rowsAtOnce = 500

/** Lists the rows that could not be decoded, without what they say. */
export const list = (_input: unknown, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const configuration = yield* readConfiguration(settings.configurationFile)
      const context = yield* openReading(configuration)
      const store = Context.get(context, Store)
      let isEmpty = true
      yield* quarantinedRows(store, null).pipe(
        Stream.mapError(storeFailed(storePath(configuration))),
        Stream.grouped(rowsAtOnce),
        Stream.runForEach((rows) => {
          isEmpty = false
          return printLines(settings.json ? rows.map(rowJson) : rowLines(rows))
        })
      )
      if (isEmpty && !settings.json) yield* printLines(["The quarantine is empty"])
    })
  )

export interface ReplayInput {
  readonly rows: ReadonlyArray<string>
}

/** Decodes rows again, with the adapters as they are now. */
export const replay = (input: ReplayInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const configuration = yield* readConfiguration(settings.configurationFile)
      const { commands } = yield* openCommands(configuration, settings, {
        name: "huidan store quarantine replay",
        wanted: null,
        firstDays: null
      })
      const rows = input.rows.length === 0 ? null : input.rows
      const progress = yield* makeProgressLine
      const counts = { stored: 0, left: 0 }
      const summary = () => `${counted(counts.stored, "row")} stored, ${counted(counts.left, "row")} left in quarantine`
      yield* progress.show(summary())
      yield* Stream.runForEach(commands.replay({ rows, who: whoRuns() }), (row) => {
        counts[row.order === null ? "left" : "stored"] += 1
        const name = row.fingerprint.slice(0, shownLetters)
        const line = row.order === null ? `${name} stays: ${row.why ?? ""}` : `${name} is stored as ${row.order}`
        return progress.clear.pipe(
          Effect.andThen(printLines([settings.json ? jsonText({ ...row }) : line])),
          Effect.andThen(progress.show(summary()))
        )
      }).pipe(Effect.ensuring(progress.clear))
      yield* printLines([settings.json ? jsonText(counts) : summary()])
    })
  )

/** How many letters of a fingerprint are shown; `replay` takes them. */
const shownLetters = 16

const columns: ReadonlyArray<Column> = [
  { title: "Row" },
  { title: "Shop" },
  { title: "Operation" },
  { title: "Last seen (Shanghai)" },
  { title: "Why" }
]

const rowLines = (rows: ReadonlyArray<QuarantinedRow>): ReadonlyArray<string> =>
  tableLines(
    columns,
    rows.map(({ fingerprint, lastSeen, message, operation, platform, shopId }) => [
      fingerprint.slice(0, shownLetters),
      `${platform}/${shopId}`,
      operation,
      instantText(lastSeen),
      message
    ])
  )

const rowJson = (row: QuarantinedRow): string =>
  jsonText({
    ...row,
    isKept: row.isKept === 1,
    askedAt: instantJson(row.askedAt),
    firstSeen: instantJson(row.firstSeen),
    lastSeen: instantJson(row.lastSeen),
    tried: instantJson(row.tried)
  })
