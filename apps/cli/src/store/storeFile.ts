/** The file of the store: no other user may read it. */
import { closeSync, openSync, statSync } from "node:fs"
import { dirname, resolve } from "node:path"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Configuration } from "../configuration/ConfigurationFile.ts"
import { UsageError } from "../UsageError.ts"

/** Only this user reads and writes it. SQLite gives its files beside it the same mode. */
const privateMode = 0o600

/** The absolute path of the configured file. */
export const storePath = ({ path, store }: Configuration): string => resolve(dirname(path), store.file)

/** Fails if there is no store, or other users can read it. */
export const requireStoreFile = (file: string): Effect.Effect<void, UsageError> =>
  Effect.suspend(() => {
    const mode = modeOf(file)
    if (mode !== null) return refuseOpenMode(file, mode)
    return Effect.fail(
      new UsageError({
        message: `There is no store at ${file}`,
        advice:
          "`huidan store sync` or `huidan serve` makes one; or name its file in the configuration, as `store.file`."
      })
    )
  })

/** Makes the file, which only this user can read, unless it exists. Fails if it cannot be made, or others can read it. */
export const makeStoreFile = (file: string): Effect.Effect<void, UsageError> =>
  Effect.suspend(() => {
    const made = Result.try(() => closeSync(openSync(file, "a", privateMode)))
    const mode = modeOf(file)
    if (Result.isSuccess(made) && mode !== null) return refuseOpenMode(file, mode)
    return Effect.fail(
      new UsageError({
        message: `The store ${file} cannot be made or written`,
        advice: "Its folder must exist, and this user must be allowed to write there."
      })
    )
  })

export const storeFileExists = (file: string): boolean => modeOf(file) !== null

/** `null` if there is no such file. */
const modeOf = (file: string): number | null =>
  Result.getOrElse(
    Result.try(() => statSync(file).mode),
    () => null
  )

/** Systems without modes of files, such as Windows, have no check. */
const refuseOpenMode = (file: string, mode: number): Effect.Effect<void, UsageError> =>
  (mode & 0o077) === 0 || process.platform === "win32"
    ? Effect.void
    : Effect.fail(
        new UsageError({
          message: `Other users can read or write the store ${file}, which has private text`,
          advice: `Run: chmod 600 ${file}`
        })
      )
