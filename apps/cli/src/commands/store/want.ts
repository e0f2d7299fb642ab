import * as Effect from "effect/Effect"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { counted } from "../../output/counted.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printLines } from "../../output/print.ts"
import { readAnswer } from "../../readAnswer.ts"
import type { Settings } from "../../Settings.ts"
import { openCommands } from "../../store/openCommands.ts"
import { orderNumbers } from "../../store/orderName.ts"
import { printReadings } from "../../store/printReadings.ts"
import { UsageError } from "../../UsageError.ts"

export interface WantInput {
  readonly shop: string
  readonly file: string
}

/** Wants the orders of a shop to be read whose numbers are in a file; without a running `huidan serve` it reads them. */
export const want = (input: WantInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const orderIds = orderNumbers(yield* readAnswer(input.file, "the numbers of the orders"))
      if (orderIds.length === 0) {
        return yield* new UsageError({
          message: "There are no numbers of orders",
          advice: "Write one a line, or separated by blanks or commas."
        })
      }
      const configuration = yield* readConfiguration(settings.configurationFile)
      const { commands, handedTo } = yield* openCommands(configuration, settings, {
        name: "huidan store want",
        wanted: input.shop,
        firstDays: null
      })
      const count = yield* commands.want({ wanted: input.shop, orderIds })
      if (handedTo === null) return yield* printReadings(commands.sync({ wanted: input.shop }), settings.json)
      yield* printLines([
        settings.json
          ? jsonText({ wanted: count })
          : `${counted(count, "order")} wanted; \`${handedTo.name}\` asks for them`
      ])
    })
  )
