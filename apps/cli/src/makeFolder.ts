import { rmdir } from "node:fs/promises"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import type { PlatformError } from "effect/PlatformError"
import type * as Scope from "effect/Scope"

/**
 * Makes a folder and those above it. Those of them that are empty when the scope ends go with it.
 *
 * Node's own recursion never ends where a file system takes no folders, as `/proc`.
 */
export const makeFolder = (
  folder: string
): Effect.Effect<void, PlatformError, FileSystem.FileSystem | Path.Path | Scope.Scope> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    if (yield* files.exists(folder)) return
    yield* makeFolder(path.dirname(folder))
    // Another program may make it at the same moment.
    yield* Effect.catchIf(
      Effect.acquireRelease(files.makeDirectory(folder), () => removeIfEmpty(folder)),
      ({ reason }) => reason._tag === "AlreadyExists",
      () => Effect.void
    )
  })

/** `FileSystem` removes a folder with what another program put in it since, or not at all. */
const removeIfEmpty = (folder: string): Effect.Effect<void> => Effect.ignore(Effect.tryPromise(() => rmdir(folder)))
