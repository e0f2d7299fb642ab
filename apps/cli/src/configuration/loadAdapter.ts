/** Finds an adapter by its package's name, as installed beside the configuration, and takes it in. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, isAbsolute, join } from "node:path"
import { pathToFileURL } from "node:url"
import { type AdapterError, type AdapterPackage, type Found, registerAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { UsageError } from "../UsageError.ts"

export interface LoadedAdapter {
  readonly found: Found
  readonly adapter: AdapterPackage
}

/** Fails with `UsageError` where the package cannot be loaded, with `AdapterError` where it is no adapter of this contract. */
export const loadAdapter = Effect.fnUntraced(function* (
  configurationPath: string,
  name: string
): Effect.fn.Return<LoadedAdapter, UsageError | AdapterError> {
  const entry = yield* Effect.fromResult(resolveEntry(configurationPath, name))
  const module = yield* Effect.tryPromise({
    try: (): Promise<unknown> => import(pathToFileURL(entry).href),
    catch: (error) =>
      new UsageError({
        message: `The adapter package ${name} cannot be loaded (${firstLine(error)})`,
        advice: `Install it anew in ${dirname(configurationPath)}: npm install ${name}`
      })
  })
  const found = installed(entry, name)
  return { found, adapter: yield* Effect.fromResult(registerAdapter(module, found)) }
})

const resolveEntry = (configurationPath: string, name: string): Result.Result<string, UsageError> =>
  Result.try({
    try: () => {
      const entry = createRequire(configurationPath).resolve(name)
      if (!isAbsolute(entry)) throw new TypeError("part of Node.js")
      return entry
    },
    catch: (error) =>
      Object(error).code === "ERR_PACKAGE_PATH_NOT_EXPORTED"
        ? new UsageError({
            message: `The adapter package ${name} exports nothing under the condition "default"`,
            advice: "Its package.json must export `types` and `default`: tell its authors."
          })
        : new UsageError({
            message: `The adapter package ${name} is not installed in ${dirname(configurationPath)}, or not built`,
            advice: `Run: npm install ${name}`
          })
  })

/** Name and version of the nearest package.json that states both. */
const installed = (entry: string, name: string): Found => {
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    const label = Result.try((): unknown => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")))
    if (Result.isFailure(label)) continue
    const { name: stated, version } = Object(label.success)
    if (typeof stated === "string" && typeof version === "string") return { package: stated, version }
  }
  return { package: name, version: "unknown" }
}

const firstLine = (error: unknown): string => String(Object(error).message ?? error).split("\n")[0] ?? ""
