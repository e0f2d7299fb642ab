/** A file with private text: only its owner can read it, and it appears whole or not at all. */
import { FileExists } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import type { PlatformError } from "effect/PlatformError"
import * as Stream from "effect/Stream"

const ownerOnly = 0o600

/** Fails with `FileExists` if there is such a file, and it may not be replaced; then nothing was read. */
export const writePrivateFile = <E, R>(
  file: string,
  mayReplace: boolean,
  bytes: Stream.Stream<Uint8Array, E, R>
): Effect.Effect<void, E | PlatformError | FileExists, R | FileSystem.FileSystem | Path.Path> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const refuse = Effect.gen(function* () {
      if (!mayReplace && (yield* files.exists(file))) return yield* new FileExists({ file })
    })
    yield* refuse
    const folder = yield* files.makeTempDirectoryScoped({ directory: path.dirname(file), prefix: ".huidan-" })
    const draft = path.join(folder, path.basename(file))
    yield* Stream.run(bytes, files.sink(draft, { flag: "wx", mode: ownerOnly }))
    yield* Effect.scoped(Effect.flatMap(files.open(draft, { flag: "r+" }), ({ sync }) => sync))
    yield* refuse
    yield* files.rename(draft, file)
  }).pipe(Effect.scoped)
