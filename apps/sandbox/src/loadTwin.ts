/** Twins are loaded by the adapter's package name, from the folder of the configuration, like adapters themselves. */
import { createRequire } from "node:module"
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { type TwinDefinition, twinContract } from "@huidan/conformance"
import { refuseEffect } from "@huidan/core"
import * as Effect from "effect/Effect"
import { installedPackage, runningProgram } from "./installedPackage.ts"
import { SandboxError } from "./SandboxError.ts"

/** The twin that `<packageName>/twin` exports; `folder` is where the package is resolved from. */
export const loadTwin = (packageName: string, folder: string): Effect.Effect<TwinDefinition, SandboxError> =>
  Effect.gen(function* () {
    const file = yield* Effect.try({
      try: () => createRequire(join(resolve(folder), "package.json")).resolve(`${packageName}/twin`),
      catch: () =>
        new SandboxError({
          message: `${packageName}/twin cannot be found from ${resolve(folder)}. Run: npm install ${packageName} @huidan/conformance`
        })
    })
    const found = installedPackage(file, packageName, folder)
    const program = runningProgram(import.meta.url, folder)
    const named = `${packageName}/twin, version ${found.version},`
    const module = yield* Effect.tryPromise({
      try: (): Promise<unknown> => import(pathToFileURL(file).href),
      catch: (cause) => {
        const why = cause instanceof Error ? (cause.message.split("\n")[0] ?? "it threw") : "it threw"
        return new SandboxError({
          message:
            refuseEffect(found, program)?.message ??
            `${named} cannot be loaded: ${why}. Run: npm install ${found.package}@latest @huidan/conformance@latest`
        })
      }
    })
    const twin: unknown = Reflect.get(Object(module), "twin")
    if (isTwin(twin)) return twin
    const contract: unknown = Reflect.get(Object(twin), "contract")
    const implemented =
      twin === undefined
        ? "exports no `twin`"
        : typeof contract === "string"
          ? `implements the twin contract ${JSON.stringify(contract)}`
          : "implements no twin contract"
    const older = typeof contract !== "string" || contractVersion(contract) < contractVersion(twinContract)
    return yield* new SandboxError({
      message: `${named} ${implemented}; this sandbox needs ${twinContract}. Run: npm install ${older ? found.package : program.package}@latest`
    })
  })

const isTwin = (value: unknown): value is TwinDefinition =>
  typeof value === "object" && value !== null && Reflect.get(value, "contract") === twinContract

const contractVersion = (contract: string): number => Number(/@(\d+)$/.exec(contract)?.[1] ?? 0)
