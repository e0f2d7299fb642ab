/** Files that belong together: all of them are written, each of them whole, or none is. */
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

/** Puts files into the folder in this order, in the place of former ones. Where one fails, all is as it was before. */
export type WriteTogether = (texts: ReadonlyArray<TextFile>) => Effect.Effect<void, PlatformError>

/**
 * Makes the folder, and in it one for drafts that goes when the scope ends: fails where nothing can be written.
 *
 * A process that is killed leaves the drafts and what they were to replace. It may have put some files in their places,
 * so the one that is looked for first should come last.
 */
export const openFolder = (
  folder: string
): Effect.Effect<WriteTogether, PlatformError, FileSystem.FileSystem | Path.Path | Scope.Scope> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    yield* makeFolder(folder)
    const drafts = yield* files.makeTempDirectoryScoped({ directory: folder, prefix: ".huidan-" })
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

    const restore = (name: string) =>
      Effect.gen(function* () {
        const { file, former } = placesOf(name)
        yield* (yield* files.exists(former)) ? files.rename(former, file) : files.remove(file)
      }).pipe(Effect.ignore)

    const put = ([text, ...others]: ReadonlyArray<TextFile>): Effect.Effect<void, PlatformError> => {
      if (text === undefined) return Effect.void
      const { draft, file } = placesOf(text.name)
      return Effect.andThen(
        files.rename(draft, file),
        Effect.onError(put(others), () => restore(text.name))
      )
    }

    return (texts) => Effect.andThen(Effect.forEach(texts, prepare), Effect.uninterruptible(put(texts)))
  })
