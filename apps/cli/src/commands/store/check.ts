import { type CheckProgress, Store } from "@huidan/sync"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Stdio from "effect/Stdio"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { counted } from "../../output/counted.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printLines } from "../../output/print.ts"
import { makeProgressLine } from "../../output/progressLine.ts"
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
      const stdio = yield* Stdio.Stdio
      const progress = yield* makeProgressLine
      let orders = 0
      const found = yield* Context.get(context, Store)
        .checkWithProgress((at) => {
          orders = at.orders
          return Effect.provideService(progress.show(progressText(at)), Stdio.Stdio, stdio)
        })
        .pipe(Effect.mapError(storeFailed(storePath(configuration))), Effect.ensuring(progress.clear))
      yield* printLines(
        settings.json
          ? [jsonText({ orders, discrepancies: found })]
          : [
              ...found.map(({ message, order }) => `${order ?? "all orders"}: ${message}`),
              `${counted(orders, "order")} computed again from the answers: ${found.length === 0 ? "nothing differs" : counted(found.length, "difference")}`
            ]
      )
      if (found.length > 0) yield* Run.use((run) => run.count(65))
    })
  )

/** On the progress line. Sums and rows of no order are compared after the last order. */
const progressText = ({ checked, orders }: CheckProgress): string =>
  `${checked} of ${counted(orders, "order")} computed again`
