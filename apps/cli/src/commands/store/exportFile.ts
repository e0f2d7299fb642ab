import type { TradeState } from "@huidan/core"
import { type ExportFormat, exportToFile } from "@huidan/sync"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Stdio from "effect/Stdio"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { counted } from "../../output/counted.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printLines } from "../../output/print.ts"
import { makeProgressLine } from "../../output/progressLine.ts"
import { parseInstant } from "../../parseInstant.ts"
import type { Settings } from "../../Settings.ts"
import { configuredShops } from "../../store/ConfiguredShop.ts"
import { openReading } from "../../store/openStore.ts"
import { storeFailed } from "../../store/StoreFailed.ts"
import { storePath } from "../../store/storeFile.ts"
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
  readonly force: boolean
}

/** Writes orders into a file that only this user can read, with masked texts. */
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
      const context = yield* openReading(configuration)
      const progress = yield* makeProgressLine
      const stdio = yield* Stdio.Stdio
      const summary = yield* exportToFile(input.file, {
        ...format,
        ...(shop === null ? {} : { shop }),
        ...(createdFrom === null ? {} : { createdFrom }),
        ...(createdTo === null ? {} : { createdTo }),
        ...(Option.isNone(input.trade) ? {} : { trade: input.trade.value }),
        mayReplace: input.force,
        onProgress: ({ orders }) => Effect.provideService(progress.show(counted(orders, "order")), Stdio.Stdio, stdio)
      }).pipe(
        Effect.mapError(storeFailed(storePath(configuration), input.file)),
        Effect.ensuring(progress.clear),
        Effect.provide(context)
      )
      yield* printLines([
        settings.json
          ? jsonText({ file: input.file, ...summary })
          : `${counted(summary.orders, "order")} in ${input.file} (${summary.bytes} bytes), private text masked`
      ])
    })
  )

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

const shopOf = Effect.fnUntraced(function* (
  { shop }: ExportInput,
  configuration: Parameters<typeof configuredShops>[0]
) {
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
