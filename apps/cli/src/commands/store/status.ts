import { visibleText } from "@huidan/core"
import { allShops, type CurrentWriter, type ShopOverview, Store } from "@huidan/sync"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { instantJson, instantText } from "../../output/instantText.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printLines } from "../../output/print.ts"
import { type Cells, type Column, tableLines } from "../../output/table.ts"
import { Run } from "../../Run.ts"
import type { Settings } from "../../Settings.ts"
import { type ConfiguredShop, configuredShops } from "../../store/ConfiguredShop.ts"
import { openReading } from "../../store/openStore.ts"
import { storeFailed } from "../../store/StoreFailed.ts"
import { isSameShop, unreadEarlier } from "../../store/shopOverview.ts"
import { storePath } from "../../store/storeFile.ts"

/** Says of each shop how far the store is right, and what is wrong. */
export const status = (_input: unknown, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const configuration = yield* readConfiguration(settings.configurationFile)
      const configured = yield* configuredShops(configuration, null)
      const failed = storeFailed(storePath(configuration))
      const store = Context.get(yield* openReading(configuration), Store)
      const stored = yield* Effect.mapError(allShops(store), failed)
      const writer = yield* Effect.mapError(store.writer, failed)
      const run = yield* Run
      const shops = yield* Effect.forEach(namedShops(configured, stored), (shop) =>
        Effect.map(run.concealed(shop.error ?? ""), (error) => ({ ...shop, error: error === "" ? null : error }))
      )
      yield* printLines(
        settings.json ? [...shops.map(shopJson), jsonText({ writer: writerJson(writer) })] : statusLines(shops, writer)
      )
      for (const { loaded } of configured) if (Result.isFailure(loaded)) yield* run.report(loaded.failure)
    })
  )

interface ShopStatus {
  readonly name: string
  readonly isConfigured: boolean
  /** `null` if the store has nothing of it. */
  readonly overview: ShopOverview | null
  readonly error: string | null
}

/** The configured shops, and those of the store that are not configured: their orders stay. */
const namedShops = (
  configured: ReadonlyArray<ConfiguredShop>,
  stored: ReadonlyArray<ShopOverview>
): ReadonlyArray<ShopStatus> => {
  const named = configured.map(({ loaded, name }): ShopStatus => {
    const overview = Result.isSuccess(loaded)
      ? (stored.find((each) => isSameShop(each, loaded.success.stored)) ?? null)
      : null
    return { name, isConfigured: true, overview, error: overview?.errorMessage ?? null }
  })
  const others = stored.filter((each) => !named.some(({ overview }) => overview !== null && isSameShop(overview, each)))
  return [
    ...named,
    ...others.map((overview) => ({
      name: `${overview.platform}/${overview.shopId}`,
      isConfigured: false,
      overview,
      error: overview.errorMessage
    }))
  ]
}

const columns: ReadonlyArray<Column> = [
  { title: "Shop" },
  { title: "State" },
  { title: "Right as of (Shanghai)" },
  { title: "Lag" },
  { title: "Earlier orders up to" },
  { title: "To read", align: "right" },
  { title: "Parked", align: "right" },
  { title: "Quarantine", align: "right" }
]

const statusLines = (shops: ReadonlyArray<ShopStatus>, writer: CurrentWriter | null): ReadonlyArray<string> => [
  ...tableLines(columns, shops.map(cellsOf)),
  ...shops.flatMap(({ error, name, overview }) =>
    error === null
      ? []
      : [
          `${visibleText(name)}, last call that failed, at ${instantText(overview?.errorAt ?? null)}: ${visibleText(error)}`
        ]
  ),
  "",
  writer === null
    ? "No process writes to the store: nothing is read until `huidan serve` or `huidan store sync` runs"
    : `${writer.name} writes to the store (process ${writer.process} on ${writer.host}, since ${instantText(writer.started)})`
]

const cellsOf = (shop: ShopStatus): Cells => {
  const { name, overview } = shop
  return [
    visibleText(name),
    stateOf(shop),
    instantText(overview?.rightAsOf ?? null),
    lagText(overview?.lag ?? null),
    instantText(earlierOf(overview)?.settled ?? null),
    String(overview === null ? 0 : overview.wants),
    String(overview?.parked ?? 0),
    String(overview?.quarantined ?? 0)
  ]
}

const stateOf = ({ isConfigured, overview }: ShopStatus): string => {
  if (!isConfigured) return "not configured"
  if (overview === null) return "never read"
  if (overview.paused) return "paused"
  if (overview.authorisation === "dead") return "authorisation dead"
  if (overview.failures > 0) return "failing"
  const { authorisationEnds } = overview
  return authorisationEnds === null ? "ok" : `ok until ${instantText(authorisationEnds).slice(0, 10)}`
}

const earlierOf = (overview: ShopOverview | null) => (overview === null ? null : unreadEarlier(overview))

const lagText = (lag: number | null): string => {
  if (lag === null) return "-"
  const seconds = Math.round(lag / 1000)
  if (seconds < 120) return `${seconds} s`
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}

const shopJson = (shop: ShopStatus): string => {
  const { error, isConfigured, name, overview } = shop
  const earlier = earlierOf(overview)
  return jsonText({
    shop: name,
    platform: overview?.platform ?? null,
    shopId: overview?.shopId ?? null,
    configured: isConfigured,
    state: stateOf(shop),
    rightAsOf: instantJson(overview?.rightAsOf ?? null),
    lagSeconds: overview?.lag == null ? null : Math.round(overview.lag / 1000),
    earlier: earlier === null ? null : { settled: instantJson(earlier.settled), until: instantJson(earlier.until) },
    authorisation: overview?.authorisation ?? null,
    authorisationEnds: instantJson(overview?.authorisationEnds ?? null),
    paused: overview?.paused ?? false,
    failures: overview?.failures ?? 0,
    error,
    errorAt: instantJson(overview?.errorAt ?? null),
    wants: overview === null ? 0 : overview.wants,
    parked: overview?.parked ?? 0,
    quarantined: overview?.quarantined ?? 0
  })
}

/** Never its token. */
const writerJson = (writer: CurrentWriter | null) =>
  writer === null
    ? null
    : { name: writer.name, host: writer.host, process: writer.process, started: instantJson(writer.started) }
