/** The accounts of the console: a file beside the store, which only this user can read. */
import type { Accounts } from "@huidan/console/server"
import { layerSqlite } from "@huidan/sync"
import type * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import type { Configuration } from "../configuration/ConfigurationFile.ts"
import { type StoreFailed, storeFailed } from "../store/StoreFailed.ts"
import { makeStoreFile, storePath } from "../store/storeFile.ts"
import { UsageError } from "../UsageError.ts"

/** `huidan.db` → `huidan.console.db` */
export const accountsPath = (configuration: Configuration): string =>
  `${storePath(configuration).replace(/\.db$/, "")}.console.db`

/** Makes the file if there is none, and opens it until the scope ends: also beside another process that has it open. */
export const openAccounts = Effect.fnUntraced(function* (
  configuration: Configuration
): Effect.fn.Return<Context.Context<Accounts>, UsageError | StoreFailed, Scope.Scope> {
  const { layerAccounts } = yield* Effect.promise(() => import("@huidan/console/server"))
  const file = accountsPath(configuration)
  yield* makeStoreFile(file)
  return yield* Layer.build(
    layerAccounts({ sessionFor: Duration.hours(configuration.console.sessionHours) }).pipe(
      Layer.provide(layerSqlite({ file, readers: 0 }))
    )
  ).pipe(Effect.mapError((error) => (error._tag === "SqlError" ? storeFailed(file)(error) : notUsable(file))))
})

const notUsable = (file: string): UsageError =>
  new UsageError({
    message: `The accounts of the console, ${file}, cannot be used by this program`,
    advice: "Update this program, or move the file away: then a new link makes a new first account."
  })
