import * as Effect from "effect/Effect"
import type * as FileSystem from "effect/FileSystem"
import * as Schema from "effect/Schema"
import { AccessTokenText, exclusivelyInProcess, memoryTokenStore, storeWarning, type TokenStore } from "./TokenStore.ts"

const encode = Schema.encodeEffect(AccessTokenText)
const decode = Schema.decodeUnknownEffect(AccessTokenText)

/**
 * Keeps each token in a file of its own (mode 0600) in a folder (0700): a program that starts again goes on with the
 * token it had. Several processes may read one folder; only Redis keeps them from renewing at the same moment.
 */
export const fileTokenStore = (fileSystem: FileSystem.FileSystem, folder: string): TokenStore => {
  const memory = memoryTokenStore()
  const fileOf = (key: string): string => `${folder}/${encodeURIComponent(key.toWellFormed())}.json`
  return {
    get: (key) =>
      fileSystem.exists(fileOf(key)).pipe(
        Effect.flatMap((exists) =>
          exists ? Effect.flatMap(fileSystem.readFileString(fileOf(key)), decode) : memory.get(key)
        ),
        Effect.catch((error) => Effect.andThen(storeWarning("file", "be read")(error), memory.get(key)))
      ),
    set: (key, token) =>
      Effect.gen(function* () {
        yield* memory.set(key, token)
        yield* fileSystem.makeDirectory(folder, { recursive: true, mode: 0o700 })
        const written = `${fileOf(key)}.new`
        yield* fileSystem.writeFileString(written, yield* encode(token), { mode: 0o600 })
        yield* fileSystem.rename(written, fileOf(key))
      }).pipe(Effect.catch(storeWarning("file", "be written"))),
    exclusively: exclusivelyInProcess()
  }
}
