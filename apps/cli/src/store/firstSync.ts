/** How far the first sync of a shop reaches back, and how long that takes. */
import type { AdapterManifest } from "@huidan/core"
import { allShops, Store } from "@huidan/sync"
import * as Context from "effect/Context"
import * as Prompt from "effect/cli/Prompt"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Stdio from "effect/Stdio"
import type { Configuration } from "../configuration/ConfigurationFile.ts"
import { shopSettings } from "../configuration/StoreSettings.ts"
import { printNote } from "../output/note.ts"
import type { Settings } from "../Settings.ts"
import { type ConfiguredShop, configuredShops } from "./ConfiguredShop.ts"
import { openReading } from "./openStore.ts"
import { storeFailed } from "./StoreFailed.ts"
import { isSameShop } from "./shopOverview.ts"
import { storeFileExists, storePath } from "./storeFile.ts"

/**
 * Says, for each shop that was never read, how far back it is read and how fast the quota lets it; on a terminal it asks,
 * unless `given` says it. Answers with the days for all of these shops; `null`: as each is configured.
 */
export const firstSyncDays = Effect.fnUntraced(function* (
  configuration: Configuration,
  settings: Settings,
  wanted: string | null,
  given: Option.Option<number>
) {
  const shops = yield* newShops(configuration, wanted)
  if (shops.length === 0 || Option.isSome(given)) return Option.getOrNull(given)
  const standard = Math.max(...shops.map(({ days }) => days))
  const stdio = yield* Stdio.Stdio
  const isAsked = !settings.json && (yield* stdio.stdinIsTerminal) && (yield* stdio.stdoutIsTerminal)
  const lines = [
    `The first sync reads the orders of the last ${standard} days${isAsked ? "" : ", as configured (`firstDays`); `--days COUNT` reads another number of days"}. How long that takes:`,
    ...shops.map((shop) => `  ${shopText(shop, standard)}`)
  ]
  if (settings.json) yield* printNote(lines.map((line) => line.trim()).join(" "), true)
  else for (const line of lines) yield* printNote(line, false)
  if (!isAsked) return null
  const answer = yield* Prompt.run(
    Prompt.Int({ message: "How many days back (Enter takes the default)?", min: 0, max: 3650, default: standard })
  )
  return answer === standard ? null : answer
})

const shopText = ({ days, history, manifest, name }: NewShop, standard: number): string =>
  `${name}: ${days === standard ? "" : `${days} days, `}${speedText(manifest)}; ${history === null ? "no limit is known of how far back its list reaches" : `its list reaches back ${history} days (\`historyDays\`)`}.`

interface NewShop {
  readonly name: string
  readonly manifest: AdapterManifest
  /** How far its first sync reaches back. */
  readonly days: number
  /** How many days back its list reaches; `null` if that is not known. */
  readonly history: number | null
}

const newShops = Effect.fnUntraced(function* (configuration: Configuration, wanted: string | null) {
  const configured = yield* configuredShops(configuration, wanted)
  const known = storeFileExists(storePath(configuration))
    ? yield* Effect.scoped(
        Effect.flatMap(openReading(configuration), (context) =>
          Effect.mapError(allShops(Context.get(context, Store)), storeFailed(storePath(configuration)))
        )
      )
    : []
  return configured.flatMap(({ loaded, name }: ConfiguredShop): ReadonlyArray<NewShop> => {
    if (Result.isFailure(loaded)) return []
    const { shop, stored } = loaded.success
    const isKnown = known.some((each) => isSameShop(each, stored) && each.lanes.some(({ since }) => since !== null))
    const { manifest } = shop.loaded.adapter
    if (isKnown || manifest.capabilities.listOrders === null) return []
    const history = shop.entry.sync?.historyDays ?? null
    const days = Math.min(
      Duration.toDays(shopSettings(shop.entry, null).firstSync ?? "90 days"),
      history ?? Number.POSITIVE_INFINITY
    )
    return [{ name, manifest, days, history }]
  })
})

/** What the quotas let through, of the slowest operation of each kind, and what that is in time. */
const speedText = ({ operations }: AdapterManifest): string => {
  const called = Object.values(operations).filter(({ use }) => use === "call")
  const perMinute = (answers: "order" | "orders") => {
    const speeds = called.flatMap(({ answers: given, paging, quota }) =>
      given !== answers || quota === null
        ? []
        : [Math.floor((60 * quota.requests * (paging?.maxSize ?? 1)) / quota.seconds)]
    )
    return speeds.length === 0 ? null : Math.min(...speeds)
  }
  const [lists, details] = [perMinute("orders"), perMinute("order")]
  const speeds = [lists, details].filter((speed) => speed !== null)
  if (speeds.length === 0) return "no quota is known"
  const slowest = Math.min(...speeds)
  return `at most ${slowest} orders a minute by the quota, about ${minutesText(typicalOrders / slowest)} for ${typicalOrders} orders`
}

/** An example that a merchant can multiply. */
const typicalOrders = 10_000

const minutesText = (minutes: number): string =>
  minutes < 120 ? `${Math.max(1, Math.ceil(minutes))} min` : `${Math.ceil(minutes / 60)} h`
