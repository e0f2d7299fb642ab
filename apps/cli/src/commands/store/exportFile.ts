import type { TradeState } from "@huidan/core"
import { draftFile, type ExportFilter, type ExportFormat, exportToFile, ownerOnly } from "@huidan/sync"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Stdio from "effect/Stdio"
import * as Stream from "effect/Stream"
import { type Configuration, readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { counted } from "../../output/counted.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printLines } from "../../output/print.ts"
import { makeProgressLine } from "../../output/progressLine.ts"
import { parseInstant } from "../../parseInstant.ts"
import type { Settings } from "../../Settings.ts"
import { configuredShops } from "../../store/ConfiguredShop.ts"
import { openCommands } from "../../store/openCommands.ts"
import { openReading } from "../../store/openStore.ts"
import { storeFailed } from "../../store/StoreFailed.ts"
import { requireStoreFile, storePath } from "../../store/storeFile.ts"
import { whoRuns } from "../../store/whoRuns.ts"
import { UsageError } from "../../UsageError.ts"

export interface ExportInput {
  readonly file: string
  readonly format: Option.Option<ExportFormat["format"]>
  readonly shop: Option.Option<string>
  readonly since: Option.Option<string>
  readonly until: Option.Option<string>
  readonly trade: Option.Option<TradeState>
  readonly rows: "order" | "line"
  readonly language: "zh" | "en"
  readonly reveal: boolean
  readonly force: boolean
}

/**
 * Writes orders into a file that only this user can read: with masked texts, or with `reveal` as they are. Then the process
 * that writes to the store reads them, after an entry of the audit.
 */
export const exportFile = (input: ExportInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const format = yield* formatOf(input)
      const createdFrom = yield* instantOf("since", input.since)
      const createdTo = yield* instantOf("until", input.until)
      if (createdFrom !== null && createdTo !== null && createdFrom >= createdTo) {
        return yield* new UsageError({
          message: "--until is not after --since",
          advice: "--until is exclusive: give a time after --since."
        })
      }
      const configuration = yield* readConfiguration(settings.configurationFile)
      const shop = yield* shopOf(input, configuration)
      const filter: ExportFilter = {
        ...(shop === null ? {} : { shop }),
        ...(createdFrom === null ? {} : { createdFrom }),
        ...(createdTo === null ? {} : { createdTo }),
        ...(Option.isNone(input.trade) ? {} : { trade: input.trade.value })
      }
      const progress = yield* makeProgressLine
      const stdio = yield* Stdio.Stdio
      const show = (orders: number) =>
        Effect.provideService(progress.show(counted(orders, "order")), Stdio.Stdio, stdio)
      const exported = input.reveal
        ? revealed(input, configuration, settings, { format, filter, show })
        : masked(input, configuration, { format, filter, show })
      const summary = yield* Effect.ensuring(exported, progress.clear)
      yield* printLines([
        settings.json
          ? jsonText({ file: input.file, ...summary })
          : `${counted(summary.orders, "order")} in ${input.file} (${summary.bytes} bytes), private text ${input.reveal ? "shown" : "masked"}`
      ])
    })
  )

interface Export {
  readonly format: ExportFormat
  readonly filter: ExportFilter
  readonly show: (orders: number) => Effect.Effect<void>
}

const masked = Effect.fnUntraced(function* (
  { file, force }: ExportInput,
  configuration: Configuration,
  { filter, format, show }: Export
) {
  const context = yield* openReading(configuration)
  return yield* exportToFile(file, {
    ...format,
    ...filter,
    mayReplace: force,
    onProgress: ({ orders }) => show(orders)
  }).pipe(Effect.mapError(storeFailed(storePath(configuration), file)), Effect.provide(context))
})

const revealed = Effect.fnUntraced(function* (
  { file, force }: ExportInput,
  configuration: Configuration,
  settings: Settings,
  { filter, format, show }: Export
) {
  yield* requireStoreFile(storePath(configuration))
  const { commands } = yield* openCommands(configuration, settings, {
    name: "huidan store export --reveal",
    wanted: [],
    firstDays: null
  })
  const summary = { orders: 0, bytes: 0 }
  const parts = commands.exportRevealed({ format, filter, who: whoRuns() }).pipe(
    Stream.map(({ bytes, orders }) => {
      summary.orders = orders
      summary.bytes += bytes.length
      return bytes
    }),
    Stream.tap(() => show(summary.orders))
  )
  const failed = storeFailed(storePath(configuration), file)
  const files = yield* FileSystem.FileSystem
  yield* draftFile(file, force, (draft) => Stream.run(parts, files.sink(draft, { flag: "r+", mode: ownerOnly }))).pipe(
    Effect.mapError((error) => (error._tag === "CommandFailed" ? error : failed(error)))
  )
  return summary
})

const formatOf = ({ file, format, language, rows }: ExportInput): Effect.Effect<ExportFormat, UsageError> => {
  const named = Option.getOrElse(format, () => /\.(ndjson|csv|parquet)$/.exec(file)?.[1])
  switch (named) {
    case "ndjson":
      return Effect.succeed({ format: "ndjson" })
    case "csv":
      return Effect.succeed({ format: "csv", rowsPer: rows, language })
    case "parquet":
      return Effect.succeed({ format: "parquet", rowsPer: rows })
    default:
      return Effect.fail(
        new UsageError({
          message: `The name ${JSON.stringify(file)} does not say in which format to write`,
          advice: "End it with .ndjson, .csv or .parquet, or give --format."
        })
      )
  }
}

const instantOf = (flag: string, given: Option.Option<string>) =>
  Option.isNone(given)
    ? Effect.succeed(null)
    : Effect.map(Effect.fromResult(parseInstant(flag, given.value)), DateTime.toEpochMillis)

const shopOf = Effect.fnUntraced(function* ({ shop }: ExportInput, configuration: Configuration) {
  if (Option.isNone(shop)) return null
  const [found, ...others] = yield* configuredShops(configuration, shop.value)
  if (found !== undefined && others.length === 0) {
    return Result.isSuccess(found.loaded) ? found.loaded.success.stored : yield* found.loaded.failure
  }
  return yield* new UsageError({
    message: `${JSON.stringify(shop.value)} is more than one shop`,
    advice: "Name one shop, or leave it out to export all."
  })
})
