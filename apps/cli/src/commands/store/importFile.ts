import { doorOf, type ImportedOperation, type ImportSummary, importOrders } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Result from "effect/Result"
import * as Stdio from "effect/Stdio"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printNote } from "../../output/note.ts"
import { printLines } from "../../output/print.ts"
import { makeProgressLine } from "../../output/progressLine.ts"
import { Run } from "../../Run.ts"
import type { Settings } from "../../Settings.ts"
import { type ConfiguredShop, configuredShops } from "../../store/ConfiguredShop.ts"
import { openWriting } from "../../store/openStore.ts"
import { storeFailed } from "../../store/StoreFailed.ts"
import { storePath } from "../../store/storeFile.ts"

export interface ImportInput {
  /** `-` is standard input. */
  readonly file: string
}

/** How many lines that were not imported are named. */
const mostNamed = 20

/** Imports canonical orders, one on each line. Ends with 65 if a line is no order; the others are imported. */
export const importFile = (input: ImportInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const configuration = yield* readConfiguration(settings.configurationFile)
      const shops = configuration.shops.length === 0 ? [] : yield* configuredShops(configuration, null)
      const stdio = yield* Stdio.Stdio
      const files = yield* FileSystem.FileSystem
      const options = { name: "huidan store import", wait: false, json: settings.json }
      const context = yield* openWriting(configuration, options)
      const progress = yield* makeProgressLine
      const onTerminal = Effect.provideService(Stdio.Stdio, stdio)
      let named = 0
      const summary = yield* importOrders(input.file === "-" ? stdio.stdin : files.stream(input.file), {
        operationOf: operationOf(shops),
        onReject: ({ number, reason }) => {
          named += 1
          return named > mostNamed ? Effect.void : onTerminal(printNote(`line ${number}: ${reason}`, settings.json))
        },
        onProgress: (at) => onTerminal(progress.show(`lines: ${at.lines}, changed: ${at.changed}`))
      }).pipe(
        Effect.mapError(storeFailed(storePath(configuration), input.file)),
        Effect.ensuring(progress.clear),
        Effect.provide(context)
      )
      yield* printLines([settings.json ? jsonText(summary) : summaryText(summary)])
      if (summary.rejected > 0) yield* Run.use((run) => run.count(65))
    })
  )

const summaryText = ({ changed, lines, rejected, unchanged }: ImportSummary): string =>
  `${lines} lines: ${changed} changed an order, ${unchanged} said nothing new, ${rejected} not imported`

/** What the operations of the configured adapters carry. */
const operationOf =
  (shops: ReadonlyArray<ConfiguredShop>) =>
  (platform: string, operation: string): ImportedOperation | null => {
    for (const { loaded } of shops) {
      if (Result.isFailure(loaded)) continue
      const { manifest } = loaded.success.shop.loaded.adapter
      if (manifest.platform !== platform || manifest.operations[operation] === undefined) continue
      const door = doorOf(manifest)
      return {
        carries: door.carries(operation),
        meetsWants: door.meetsWants(operation),
        isList: door.reads && door.isList(operation)
      }
    }
    return null
  }
