/** Loads an adapter by its package name, from the folder of the configuration. */
import { createRequire } from "node:module"
import { dirname, isAbsolute } from "node:path"
import { pathToFileURL } from "node:url"
import { type AdapterError, type AdapterPackage, type Found, refuseEffect, registerAdapter } from "@huidan/core"
import { installedPackage, runningProgram } from "@huidan/sandbox/installedPackage"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { UsageError } from "../UsageError.ts"
import { checkPackageName } from "./checkPackageName.ts"

export interface LoadedAdapter {
  readonly found: Found
  readonly adapter: AdapterPackage
}

/**
 * Fails with `UsageError` if the name is not that of a package or the package cannot be loaded, with `AdapterError` if it
 * does not implement this contract or uses another copy of `effect`.
 */
export const loadAdapter = Effect.fnUntraced(function* (
  configurationPath: string,
  name: string
): Effect.fn.Return<LoadedAdapter, UsageError | AdapterError> {
  yield* checkPackageName(configurationPath, name)
  const entry = yield* Effect.fromResult(resolveEntry(configurationPath, name))
  const folder = dirname(configurationPath)
  const found = installedPackage(entry, name, folder)
  const program = runningProgram(import.meta.url, folder)
  const module = yield* Effect.tryPromise({
    try: (): Promise<unknown> => import(pathToFileURL(entry).href),
    catch: (error) =>
      refuseEffect(found, program) ??
      new UsageError({
        message: `The adapter package ${found.package}@${found.version} cannot be loaded (${firstLine(error)})`,
        advice: `Install it again in ${folder}: npm install ${name}@latest`
      })
  })
  return { found, adapter: yield* Effect.fromResult(registerAdapter(module, found, program)) }
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
            advice: "Ask its authors: its package.json must export `types` and `default`."
          })
        : new UsageError({
            message: `The adapter package ${name} is not installed in ${dirname(configurationPath)}, or not built`,
            advice: `Run: npm install ${name}`
          })
  })

const firstLine = (error: unknown): string => String(Object(error).message ?? error).split("\n")[0] ?? ""
