import { type AdapterManifest, type OperationManifest, visibleText } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { noShop, readConfiguration } from "../configuration/ConfigurationFile.ts"
import { type ConformanceSummary, conformanceOf, conformanceText } from "../configuration/conformanceOf.ts"
import type { LoadedAdapter } from "../configuration/loadAdapter.ts"
import { loadShops } from "../configuration/selectShops.ts"
import { jsonText } from "../output/jsonText.ts"
import { printLines } from "../output/print.ts"
import { type Cells, type Column, tableLines } from "../output/table.ts"
import { Run } from "../Run.ts"
import type { Settings } from "../Settings.ts"

/** Prints what the configured adapters declare. One that cannot be loaded is reported as a failure, after the others. */
export const adapters = (_input: unknown, settings: Settings) =>
  Effect.gen(function* () {
    const configuration = yield* readConfiguration(settings.configurationFile)
    if (configuration.shops.length === 0) return yield* noShop(configuration)
    const oncePerPackage = configuration.shops.filter(
      (shop, index, shops) => shops.findIndex((other) => other.adapter === shop.adapter) === index
    )
    const results = yield* loadShops({ ...configuration, shops: oncePerPackage })
    const loaded = results.flatMap((result) => (Result.isSuccess(result) ? [result.success.loaded] : []))
    const tried = loaded.map((each) => ({
      ...each,
      conformance: conformanceOf(configuration.path, each.found.package)
    }))
    yield* printLines(
      settings.json
        ? tried.map(({ adapter, conformance }) => jsonText({ ...adapter.manifest, conformance }))
        : adapterLines(tried)
    )
    for (const result of results) {
      if (Result.isFailure(result)) yield* Run.use((run) => run.report(result.failure))
    }
  })

const adapterColumns: ReadonlyArray<Column> = [
  { title: "Package" },
  { title: "Version" },
  { title: "Platform" },
  { title: "Name" },
  { title: "get" },
  { title: "list" },
  { title: "push" },
  { title: "Laws kept" },
  { title: "Not proven", align: "right" },
  { title: "Unverified", align: "right" }
]

const operationColumns: ReadonlyArray<Column> = [
  { title: "Operation" },
  { title: "Use" },
  { title: "What" },
  { title: "Quota" },
  { title: "Page", align: "right" },
  { title: "Window", align: "right" },
  { title: "Unverified", align: "right" }
]

interface TriedAdapter extends LoadedAdapter {
  readonly conformance: ConformanceSummary | null
}

/** Empty if no adapter was loaded: the reported failures say why. */
const adapterLines = (loaded: ReadonlyArray<TriedAdapter>): ReadonlyArray<string> =>
  loaded.length === 0
    ? []
    : [
        ...tableLines(adapterColumns, loaded.map(adapterCells)),
        ...loaded.flatMap(({ adapter: { manifest }, conformance }) => [
          "",
          `${manifest.platform}: operations`,
          ...tableLines(operationColumns, Object.entries(manifest.operations).map(operationCells)),
          ...notProvenLines(manifest.platform, conformance?.notProven ?? [])
        ])
      ]

/** What the laws did not prove, by reason. */
const notProvenLines = (
  platform: string,
  notProven: NonNullable<ConformanceSummary["notProven"]>
): ReadonlyArray<string> => {
  if (notProven.length === 0) return []
  const reasons = [...new Set(notProven.map(({ reason }) => reason))]
  return [
    "",
    `${platform}: not proven by the laws`,
    ...reasons.flatMap((reason) => [
      visibleText(`  ${reason}:`),
      ...notProven.filter((each) => each.reason === reason).map(({ what }) => visibleText(`    ${what}`))
    ])
  ]
}

const adapterCells = ({ adapter: { manifest }, conformance, found }: TriedAdapter): Cells => {
  const { getOrder, listOrders, receivePush } = manifest.capabilities
  return [
    found.package,
    found.version,
    manifest.platform,
    visibleText(`${manifest.name.zh} ${manifest.name.en}`),
    yesOrNo(getOrder),
    listOrders === null ? "-" : `by ${listOrders.by.join(", ")}`,
    yesOrNo(receivePush),
    conformanceText(conformance, found.version),
    conformance === null || conformance.notProven === null ? "-" : String(conformance.notProven.length),
    String(unverifiedPoints(manifest))
  ]
}

const operationCells = ([name, operation]: readonly [string, OperationManifest]): Cells => {
  const { quota, paging, windowSeconds } = operation
  return [
    name,
    operation.use,
    visibleText(operation.title),
    quota === null ? "-" : `${quota.requests} in ${duration(quota.seconds)}${quota.verified ? "" : " (unverified)"}`,
    paging === null ? "-" : String(paging.maxSize),
    windowSeconds === null ? "-" : duration(windowSeconds),
    String(operation.unverified.length)
  ]
}

const unverifiedPoints = (manifest: AdapterManifest): number =>
  Object.values(manifest.operations).reduce((count, operation) => count + operation.unverified.length, 0)

const yesOrNo = (declared: boolean): string => (declared ? "yes" : "-")

/** In the largest unit that leaves a whole number. */
const duration = (seconds: number): string => {
  const unit = units.find(([, size]) => seconds >= size && seconds % size === 0)
  return unit === undefined ? `${seconds} s` : `${seconds / unit[1]} ${unit[0]}`
}

const units = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60]
] as const
