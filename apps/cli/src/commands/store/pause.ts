import * as Effect from "effect/Effect"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printLines } from "../../output/print.ts"
import type { Settings } from "../../Settings.ts"
import { openCommands } from "../../store/openCommands.ts"

export interface PauseInput {
  readonly shop: string
}

const setPaused = (paused: boolean) => (input: PauseInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const configuration = yield* readConfiguration(settings.configurationFile)
      const { commands } = yield* openCommands(configuration, settings, {
        name: paused ? "huidan store pause" : "huidan store resume",
        wanted: input.shop,
        firstDays: null
      })
      const shops = yield* commands.pause({ wanted: input.shop, paused })
      yield* printLines(
        shops.map((shop) =>
          settings.json ? jsonText({ shop, paused }) : `${shop} ${paused ? "is paused" : "goes on"}`
        )
      )
    })
  )

/** Pauses a shop: nothing is asked for until it goes on. Pushes are still taken. */
export const pause = setPaused(true)

/** Lets a paused shop go on. */
export const resume = setPaused(false)
