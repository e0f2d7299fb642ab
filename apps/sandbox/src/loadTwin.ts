/** Twins are found by the adapter's package name, from the folder of the configuration, like adapters themselves. */
import { createRequire } from "node:module"
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { type TwinDefinition, twinContract } from "@huidan/conformance"
import * as Effect from "effect/Effect"
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
    const module = yield* Effect.tryPromise({
      try: (): Promise<unknown> => import(pathToFileURL(file).href),
      catch: (cause) =>
        new SandboxError({
          message: `${packageName}/twin cannot be loaded: ${cause instanceof Error ? cause.message : "it threw"}`
        })
    })
    const twin: unknown = Reflect.get(Object(module), "twin")
    if (isTwin(twin)) return twin
    const contract: unknown = Reflect.get(Object(twin), "contract")
    return yield* new SandboxError({
      message: `${packageName}/twin speaks the twin contract ${JSON.stringify(contract)}, this sandbox needs ${twinContract}. Run: npm install ${packageName}@latest`
    })
  })

const isTwin = (value: unknown): value is TwinDefinition =>
  typeof value === "object" && value !== null && Reflect.get(value, "contract") === twinContract
