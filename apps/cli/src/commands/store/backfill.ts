import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import type { Settings } from "../../Settings.ts"
import { openCommands } from "../../store/openCommands.ts"
import { readPeriod } from "../../store/period.ts"
import { printReadings } from "../../store/printReadings.ts"

export interface BackfillInput {
  readonly shop: Option.Option<string>
  readonly since: string
  readonly until: Option.Option<string>
}

/** Reads a period of the shops again, beside what is new. Shops without a list are skipped. */
export const backfill = (input: BackfillInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const period = yield* readPeriod(input)
      const configuration = yield* readConfiguration(settings.configurationFile)
      const wanted = Option.getOrNull(input.shop)
      const { commands } = yield* openCommands(configuration, settings, {
        name: "huidan store backfill",
        wanted,
        firstDays: null
      })
      yield* printReadings(commands.backfill({ wanted, ...period }), settings.json)
    })
  )
