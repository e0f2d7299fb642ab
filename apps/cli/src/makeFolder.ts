import { rmdir } from "node:fs/promises"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import type { PlatformError } from "effect/PlatformError"
import type * as Scope from "effect/Scope"

/**
 * Makes a folder and the missing ones above it. When the scope ends, those that are still empty are removed.
 *
 * Node's own recursion never ends on a file system that takes no folders, such as `/proc`.
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

/** `FileSystem.remove` removes a folder with what another program has put in it, or not at all; `rmdir` only if empty. */
const removeIfEmpty = (folder: string): Effect.Effect<void> => Effect.ignore(Effect.tryPromise(() => rmdir(folder)))
