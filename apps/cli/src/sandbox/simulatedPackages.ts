/** Which adapters a sandbox simulates: those that are named, those of the configuration, or those that are installed here. */
import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join, resolve } from "node:path"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { readConfigurationIfAny } from "../configuration/ConfigurationFile.ts"
import { checkPackageName } from "../configuration/checkPackageName.ts"
import { distrustedAround } from "../configuration/distrust.ts"
import type { Settings } from "../Settings.ts"
import { UsageError } from "../UsageError.ts"

export interface SimulatedPackages {
  /** From the folder of this file the packages are loaded; it need not exist. */
  readonly from: string
  /** Those that bring a simulated platform; never empty. */
  readonly packages: ReadonlyArray<string>
  /** Those that bring none. */
  readonly without: ReadonlyArray<string>
}

/** `named`: packages that are named on the command line, installed in the current folder or next to the file of `--config`. */
export const simulatedPackages = Effect.fnUntraced(function* (named: ReadonlyArray<string>, settings: Settings) {
  const configuration = yield* readConfigurationIfAny(settings.configurationFile)
  const from = configuration?.path ?? resolve("package.json")
  if (named.length > 0) return yield* withTwins(from, named, `None of the packages ${named.join(", ")}`)
  if (configuration !== null && configuration.shops.length > 0) {
    const adapters = configuration.shops.map(({ adapter }) => adapter)
    return yield* withTwins(from, adapters, `None of the adapters of ${configuration.path}`)
  }
  const manifest = nearestManifest(dirname(from))
  if (manifest === null) return yield* nothingInstalled(dirname(from))
  const installed = dependenciesOf(manifest).filter((name) => hasTwin(manifest, name))
  if (installed.length === 0) return yield* nothingInstalled(dirname(manifest))
  const distrusted = distrustedAround(manifest, installed)
  if (distrusted.length > 0) {
    return yield* new UsageError({
      message: `The packages of ${manifest} were found but not named, and ${distrusted.map(({ path, why }) => `${path} ${why}`).join(", ")}`,
      advice: `If you trust them, name them: huidan sandbox ${installed.join(" ")}`
    })
  }
  return yield* withTwins(manifest, installed, `None of the packages of ${manifest}`)
})

const withTwins = Effect.fnUntraced(function* (
  from: string,
  names: ReadonlyArray<string>,
  none: string
): Effect.fn.Return<SimulatedPackages, UsageError> {
  const all = [...new Set(names)]
  yield* Effect.forEach(all, (name) => checkPackageName(from, name), { discard: true })
  const packages = all.filter((name) => hasTwin(from, name))
  if (packages.length > 0) return { from, packages, without: all.filter((name) => !packages.includes(name)) }
  return yield* new UsageError({
    message: `${none} brings a simulated platform`,
    advice: "Add an adapter that exports `./twin`, and install `@huidan/conformance` beside it."
  })
})

const nothingInstalled = (folder: string): UsageError =>
  new UsageError({
    message: `No adapter that brings a simulated platform is installed in ${folder}`,
    advice: "Run: npm install PACKAGE @huidan/conformance, with an adapter's package; no configuration is needed."
  })

/** The nearest `package.json` in a folder or above it. */
const nearestManifest = (folder: string): string | null => {
  const file = join(folder, "package.json")
  if (existsSync(file)) return file
  return folder === dirname(folder) ? null : nearestManifest(dirname(folder))
}

const dependenciesOf = (manifest: string): ReadonlyArray<string> =>
  Result.match(
    Result.try((): unknown => JSON.parse(readFileSync(manifest, "utf8"))),
    {
      onFailure: () => [],
      onSuccess: (read) => {
        const { dependencies, devDependencies } = Object(read)
        return Object.keys({ ...Object(dependencies), ...Object(devDependencies) }).toSorted()
      }
    }
  )

const hasTwin = (from: string, name: string): boolean =>
  Result.isSuccess(Result.try(() => createRequire(from).resolve(`${name}/twin`)))
