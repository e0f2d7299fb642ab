/** Writes files that belong together: all of them, each one complete, or none. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import type { PlatformError } from "effect/PlatformError"
import type * as Scope from "effect/Scope"
import { makeFolder } from "./makeFolder.ts"

export interface TextFile {
  readonly name: string
  readonly text: string
}

/** A file was replaced, the next one could not be, and then the first one could not be restored. */
export class NotRestored extends Data.TaggedError("NotRestored")<{
  readonly file: string
  /** Where its former text is kept; `null` if there was no such file. */
  readonly former: string | null
  readonly cause: PlatformError
}> {}

/** Puts files into the folder in this order and replaces former ones. If one fails, the former ones are restored. */
export type WriteTogether = (texts: ReadonlyArray<TextFile>) => Effect.Effect<void, PlatformError | NotRestored>

/**
 * Makes the folder, and in it one for drafts; fails if nothing can be written there. When the scope ends, the folder for
 * drafts is removed, unless it holds a file that could not be restored, and so is a new folder that is still empty.
 *
 * A process that is killed leaves the drafts and copies of the former files. Some files may be in their places already,
 * so the one that readers look for should come last.
 */
export const openFolder = (
  folder: string
): Effect.Effect<WriteTogether, PlatformError, FileSystem.FileSystem | Path.Path | Scope.Scope> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    yield* makeFolder(folder)
    let holdsFormer = false
    const drafts = yield* Effect.acquireRelease(
      files.makeTempDirectory({ directory: folder, prefix: ".huidan-" }),
      (made) => (holdsFormer ? Effect.void : Effect.ignore(files.remove(made, { recursive: true })))
    )
    const placesOf = (name: string) => ({
      file: path.join(folder, name),
      draft: path.join(drafts, name),
      former: path.join(drafts, `${name}.former`)
    })

    const prepare = ({ name, text }: TextFile) =>
      Effect.gen(function* () {
        const { draft, file, former } = placesOf(name)
        yield* files.writeFileString(draft, text)
        if (yield* files.exists(file)) yield* files.copyFile(file, former)
      })

    const restore = (name: string): Effect.Effect<void, NotRestored> =>
      Effect.gen(function* () {
        const { file, former } = placesOf(name)
        const isFormer = yield* Effect.orElseSucceed(files.exists(former), () => true)
        yield* Effect.mapError(isFormer ? files.rename(former, file) : files.remove(file), (cause) => {
          holdsFormer ||= isFormer
          return new NotRestored({ file, former: isFormer ? former : null, cause })
        })
      })

    const put = ([text, ...others]: ReadonlyArray<TextFile>): Effect.Effect<void, PlatformError | NotRestored> => {
      if (text === undefined) return Effect.void
      const { draft, file } = placesOf(text.name)
      return Effect.andThen(
        files.rename(draft, file),
        Effect.catch(put(others), (error) => Effect.andThen(restore(text.name), Effect.fail(error)))
      )
    }

    return (texts) => Effect.andThen(Effect.forEach(texts, prepare), Effect.uninterruptible(put(texts)))
  })
