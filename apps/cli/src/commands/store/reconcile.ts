import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { counted } from "../../output/counted.ts"
import { instantJson, instantText } from "../../output/instantText.ts"
import { jsonText } from "../../output/jsonText.ts"
import { Run } from "../../Run.ts"
import type { Settings } from "../../Settings.ts"
import { openCommands } from "../../store/openCommands.ts"
import { readOpenPeriod } from "../../store/period.ts"
import { printEvents } from "../../store/printReadings.ts"
import type { Compared } from "../../store/StoreCommands.ts"

export interface ReconcileInput {
  readonly shop: Option.Option<string>
  readonly since: string
  readonly until: Option.Option<string>
  readonly repair: boolean
}

/**
 * Compares a period with the platforms, up to where each list is read. Shops without a list are skipped. Ends with 1 if
 * anything differs, and with 0 if that is repaired.
 */
export const reconcile = (input: ReconcileInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const period = yield* readOpenPeriod(input)
      const configuration = yield* readConfiguration(settings.configurationFile)
      const wanted = Option.getOrNull(input.shop)
      const { commands } = yield* openCommands(configuration, settings, {
        name: "huidan store reconcile",
        wanted,
        firstDays: null
      })
      const run = yield* Run
      let differs = false
      const events = commands.reconcile({ wanted, ...period, repair: input.repair })
      yield* printEvents(events, settings.json, (found) => {
        if (found._tag !== "Compared") return []
        differs ||= found.different + found.notListed > 0
        const { _tag, ...compared } = found
        return settings.json
          ? [jsonText({ ...compared, until: instantJson(found.until), repaired: input.repair })]
          : comparedLines(found, input.repair)
      })
      if (differs && !input.repair) yield* run.count(1)
    })
  )

const comparedLines = (
  { compared, deviations, different, notListed, shop, unlisted, unreadable, until }: Compared,
  repair: boolean
): ReadonlyArray<string> => [
  `${shop}: ${counted(compared, "order")} compared up to ${instantText(until)} (Shanghai), ${different} differ, ${notListed} not listed by the platform${unreadable === 0 ? "" : `, ${unreadable} not decoded`}`,
  ...deviations.map(({ kind, orderId, places }) => `  ${kind.padEnd(10)}${orderId}  ${places.join(" ")}`.trimEnd()),
  ...andMore(different - deviations.length, "that differ"),
  ...unlisted.map((orderId) => `  ${"unlisted".padEnd(10)}${orderId}`),
  ...andMore(notListed - unlisted.length, "that are not listed"),
  ...(repair && different + notListed > 0 ? ["  stored, and asked for again"] : [])
]

/** The lists have an end. */
const andMore = (count: number, which: string): ReadonlyArray<string> =>
  count > 0 ? [`  and ${count} more ${which}`] : []
