import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import type { Settings } from "../../Settings.ts"
import { firstSyncDays } from "../../store/firstSync.ts"
import { openCommands } from "../../store/openCommands.ts"
import { printReadings } from "../../store/printReadings.ts"
import { UsageError } from "../../UsageError.ts"

export interface SyncInput {
  readonly shop: Option.Option<string>
  readonly days: Option.Option<number>
}

/** Reads what is new of the shops into the store, and ends. */
export const sync = (input: SyncInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const configuration = yield* readConfiguration(settings.configurationFile)
      const wanted = Option.getOrNull(input.shop)
      const firstDays = yield* firstSyncDays(configuration, settings, wanted, input.days)
      const { commands, handedTo } = yield* openCommands(configuration, settings, {
        name: "huidan store sync",
        wanted,
        firstDays
      })
      if (handedTo !== null && Option.isSome(input.days)) {
        return yield* new UsageError({
          message: `\`${handedTo.name}\` follows the shops already, so that --days has no meaning`,
          advice: "Read an earlier period with `huidan store backfill`."
        })
      }
      yield* printReadings(commands.sync({ wanted }), settings.json)
    })
  )
