/** The adapters of a tree with their twins, loaded by names that stay the same when files move. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import type { RunningTwin, TwinDefinition, TwinDoor } from "@huidan/conformance"
import type { AdapterPackage, OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"

export interface Platform {
  readonly name: string
  /** The adapter's folder. */
  readonly folder: string
  readonly adapter: AdapterPackage
  readonly twin: TwinDefinition
  readonly doors: ReadonlyArray<TwinDoor>
}

/** The tree that this program is in. */
const root = fileURLToPath(new URL("../..", import.meta.url))

const adapterFolders = (): ReadonlyArray<string> => [
  ...["packages", "examples"]
    .flatMap((area) => readdirSync(join(root, area)).map((folder) => join(root, area, folder)))
    .filter((folder) => basename(folder).startsWith("adapter-") && existsSync(join(folder, "twin")))
    .toSorted(),
  join(root, "packages/create-adapter/template")
]

/** The adapters in these folders, such as `adapter-xiaoe` and `template`; all adapters if left out. */
export const loadPlatforms = (chosen?: ReadonlyArray<string>): Promise<ReadonlyArray<Platform>> =>
  Promise.all(
    adapterFolders()
      .filter((folder) => chosen?.includes(basename(folder)) ?? true)
      .map(async (folder): Promise<Platform> => {
        const { adapter }: { readonly adapter: AdapterPackage } = await importFile(join(folder, "src/index.ts"))
        const { twin }: { readonly twin: TwinDefinition } = await importFile(join(folder, "twin/index.ts"))
        const standard: TwinDoor = { name: "standard", options: {}, secrets: {} }
        return { name: twin.platform, folder, adapter, twin, doors: [standard, ...(twin.doors ?? [])] }
      })
  )

/** The adapter with the options of the door, connected to this twin. */
export const makeAdapter = (
  { adapter, twin }: Platform,
  door: TwinDoor,
  baseUrl: string,
  running: RunningTwin
): Effect.Effect<OrderAdapter, never, Scope.Scope> => {
  const { options, secrets } = twin.shopOptions(baseUrl)
  return Schema.decodeUnknownEffect(adapter.Options)({ ...options, ...secrets, ...door.options, ...door.secrets }).pipe(
    Effect.flatMap((decoded) => adapter.make(decoded)),
    Effect.provideService(HttpClient.HttpClient, makeTwinHttpClient(running, baseUrl)),
    Effect.orDie
  )
}

const importFile = (file: string) => import(pathToFileURL(file).href)

const conformanceFolder = dirname(fileURLToPath(import.meta.resolve("@huidan/conformance")))
const conformanceFiles = readdirSync(conformanceFolder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".js") && !file.includes("vitest"))
  .map((file) => join(conformanceFolder, file))

/**
 * The value that a module of `@huidan/conformance`, public or not, declares under the first of these names that is found.
 * If a name has changed, give the new and the old one.
 */
const ofConformance = async (...names: ReadonlyArray<string>) => {
  for (const name of names) {
    const declaration = new RegExp(`^export (?:const|function) ${name}\\b`, "m")
    const file = conformanceFiles.find((candidate) => declaration.test(readFileSync(candidate, "utf8")))
    if (file !== undefined) return Reflect.get(await importFile(file), name)
  }
  throw new Error(`@huidan/conformance declares none of ${names.join(", ")}: add its new name to scripts/compare`)
}

/** Runs an effect with a clock that begins at `start` (Unix milliseconds) and jumps ahead when everything waits. */
type InVirtualTime = <A, E>(start: number, self: Effect.Effect<A, E, Scope.Scope>) => Effect.Effect<A, unknown>

export const makeTwin: typeof import("@huidan/conformance").makeTwin = await ofConformance("makeTwin")
export const makeDice: typeof import("@huidan/conformance").makeDice = await ofConformance("makeDice")
export const writeJson: typeof import("@huidan/conformance").writeJson = await ofConformance("writeJson")
export const inVirtualTime: InVirtualTime = await ofConformance("inVirtualTime")
const makeTwinHttpClient: typeof import("@huidan/conformance").makeTwinHttpClient =
  await ofConformance("makeTwinHttpClient")
