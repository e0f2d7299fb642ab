import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import type { Settings } from "../../Settings.ts"
import { openCommands } from "../../store/openCommands.ts"
import { readPeriod } from "../../store/period.ts"
import { printReadings } from "../../store/printReadings.ts"

export interface BackfillInput {
  readonly shop: string
  readonly since: string
  readonly until: Option.Option<string>
}

/** Reads a period of a shop again, beside what is new. */
export const backfill = (input: BackfillInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const period = yield* readPeriod(input)
      const configuration = yield* readConfiguration(settings.configurationFile)
      const { commands } = yield* openCommands(configuration, settings, {
        name: "huidan store backfill",
        wanted: input.shop,
        firstDays: null
      })
      yield* printReadings(commands.backfill({ wanted: input.shop, ...period }), settings.json)
    })
  )
