/** Files that hold orders: only their owner can read them, and they appear whole or not at all. */
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import type { PlatformError } from "effect/PlatformError"
import * as Schema from "effect/Schema"

/** The file exists already, and it was not said that it may be replaced. Nothing was changed. */
export class FileExists extends Schema.TaggedError<FileExists>("@huidan/sync/FileExists")("FileExists", {
  file: Schema.String,
  /** Whether it is the store's own file, or one beside it: that is never replaced. */
  isStore: Schema.optionalKey(Schema.Boolean)
}) {
  override get message(): string {
    if (this.isStore === true) return `${this.file} belongs to the store, which would be destroyed: name another file`
    return `${this.file} exists already: name another file, or say that it may be replaced`
  }
}

/** Only the owner may read and write. */
export const ownerOnly = 0o600

/**
 * Makes a file: `write` fills a draft in the folder of the file, with mode 0600. Then the draft reaches the disk and takes the
 * place of the file at once. If anything fails the draft is removed, and what was there before remains.
 *
 * `place` runs just before the draft takes its place.
 */
export const draftFile = <A, E, R, E2 = never, R2 = never>(
  file: string,
  mayReplace: boolean,
  write: (draft: string) => Effect.Effect<A, E, R>,
  place: Effect.Effect<void, E2, R2> = Effect.void
): Effect.Effect<A, E | E2 | PlatformError | FileExists, R | R2 | FileSystem.FileSystem | Path.Path> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const refuse = Effect.gen(function* () {
      if (!mayReplace && (yield* files.exists(file))) return yield* new FileExists({ file })
    })
    yield* refuse
    const folder = yield* files.makeTempDirectoryScoped({ directory: path.dirname(file), prefix: ".huidan-" })
    const draft = path.join(folder, path.basename(file))
    yield* files.writeFile(draft, new Uint8Array(), { flag: "wx", mode: ownerOnly })
    const result = yield* write(draft)
    yield* Effect.scoped(Effect.flatMap(files.open(draft, { flag: "r+" }), ({ sync }) => sync))
    yield* refuse
    yield* Effect.uninterruptible(Effect.andThen(place, files.rename(draft, file)))
    return result
  }).pipe(Effect.scoped)
