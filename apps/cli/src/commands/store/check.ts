import { Store } from "@huidan/sync"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printLines } from "../../output/print.ts"
import { whileWorking } from "../../output/whileWorking.ts"
import { Run } from "../../Run.ts"
import type { Settings } from "../../Settings.ts"
import { openReading } from "../../store/openStore.ts"
import { storeFailed } from "../../store/StoreFailed.ts"
import { storePath } from "../../store/storeFile.ts"

/** Computes everything again that follows from the answers. Ends with 65 if the store says something else. */
export const check = (_input: unknown, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const configuration = yield* readConfiguration(settings.configurationFile)
      const context = yield* openReading(configuration)
      const checked = Effect.mapError(Context.get(context, Store).check, storeFailed(storePath(configuration)))
      const found = yield* whileWorking("computing everything again", checked)
      yield* printLines(
        settings.json
          ? [jsonText({ discrepancies: found })]
          : found.length === 0
            ? ["The store follows from its answers: nothing was found"]
            : found.map(({ message, order }) => `${order ?? "all orders"}: ${message}`)
      )
      if (found.length > 0) yield* Run.use((run) => run.count(65))
    })
  )
