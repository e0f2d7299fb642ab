import { visibleText } from "@huidan/core"
import { mostOrderNumbers, type OrderNumbers, readOrderNumbers } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { counted } from "../../output/counted.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printNote } from "../../output/note.ts"
import { printLines } from "../../output/print.ts"
import { Run } from "../../Run.ts"
import { readAnswer } from "../../readAnswer.ts"
import type { Settings } from "../../Settings.ts"
import { openCommands } from "../../store/openCommands.ts"
import { printReadings } from "../../store/printReadings.ts"
import { UsageError } from "../../UsageError.ts"

export interface WantInput {
  readonly shop: string
  readonly file: string
  /** Whether the orders are not to be read any more. */
  readonly drop: boolean
}

/**
 * Wants the orders of a shop to be read whose numbers are in a file; without a running `huidan serve` it reads them. With
 * `drop` they are not wanted any more, and nothing is read. Ends with 65 if a word is no number, or an order could not be
 * read; the others are.
 */
export const want = (input: WantInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const found = readOrderNumbers(yield* readAnswer(input.file, "the numbers of the orders"))
      const orderIds = found.numbers
      yield* reportRefused(found, settings.json)
      if (found.left > 0) {
        return yield* new UsageError({
          message: `There are more than ${mostOrderNumbers} numbers of orders`,
          advice: "Split the file, and want its parts one after the other."
        })
      }
      if (orderIds.length === 0) {
        return yield* new UsageError({
          message: "There are no numbers of orders",
          advice: "Write one a line, or separated by blanks or commas."
        })
      }
      const run = yield* Run
      if (found.refusals > 0) yield* run.count(65)
      const configuration = yield* readConfiguration(settings.configurationFile)
      const { commands, handedTo } = yield* openCommands(configuration, settings, {
        name: input.drop ? "huidan store want --drop" : "huidan store want",
        wanted: input.shop,
        firstDays: null
      })
      if (input.drop) {
        const dropped = yield* commands.dropWants({ wanted: input.shop, orderIds })
        return yield* printLines([
          settings.json ? jsonText({ named: orderIds.length, dropped }) : droppedText(orderIds.length, dropped)
        ])
      }
      const count = yield* commands.want({ wanted: input.shop, orderIds })
      if (handedTo === null) {
        return yield* printReadings(
          Stream.tap(commands.sync({ wanted: input.shop }), (event) =>
            event._tag === "Read" && event.parked > 0 ? run.count(65) : Effect.void
          ),
          settings.json
        )
      }
      yield* printLines([
        settings.json
          ? jsonText({ wanted: count })
          : `${counted(count, "order")} wanted; \`${handedTo.name}\` asks for them`
      ])
    })
  )

const droppedText = (named: number, dropped: number): string =>
  `Dropped ${dropped} of ${counted(named, "order")}${dropped < named ? "; the others were not to be read" : ""}`

/** Names the words that are not taken, the first ones of many. */
const reportRefused = Effect.fnUntraced(function* ({ refusals, refused }: OrderNumbers, json: boolean) {
  for (const { why, word } of refused) yield* printNote(`not taken: ${visibleText(word)} ${why}`, json)
  if (refusals > refused.length) yield* printNote(`not taken: ${refusals - refused.length} more`, json)
})
