/** Writes a new adapter package into a folder. */
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import type { PlatformError } from "effect/PlatformError"
import * as Schema from "effect/Schema"
import { adapterNames, type GivenNames } from "./AdapterNames.ts"
import { CreateError } from "./CreateError.ts"
import { readTemplate, renameTemplate } from "./Template.ts"

/** What is written, and where. */
export interface CreateOptions extends GivenNames {
  /** Where the package is written: a folder that is empty or does not exist. */
  readonly folder: string
}

/** The package that was written. */
export interface CreatedAdapter {
  readonly packageName: string
  /** An absolute path. */
  readonly folder: string
  /** Paths relative to the folder. */
  readonly files: ReadonlyArray<string>
}

/**
 * Writes an adapter package with these names. Its tests pass unchanged.
 *
 * Fails with `CreateError` if a name is not valid, if the folder is not empty, or if it cannot be written.
 */
export const createAdapter = Effect.fn("createAdapter")(
  function* (options: CreateOptions) {
    const fileSystem = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const names = yield* Effect.fromResult(adapterNames(options))
    const own = yield* path.fromFileUrl(new URL("..", import.meta.url))
    const template = yield* readTemplate(path.join(own, "template"))
    const versions = yield* readVersions(yield* fileSystem.readFileString(path.join(own, "package.json")))
    const files = yield* Effect.fromResult(renameTemplate(template, names, versions))
    const folder = path.resolve(options.folder)
    yield* checkFolder(folder)
    yield* Effect.forEach(files, (file) =>
      Effect.gen(function* () {
        const target = path.join(folder, file.path)
        yield* makeFolder(path.dirname(target))
        yield* fileSystem.writeFileString(target, file.text, { flag: "wx" })
      })
    )
    return { packageName: names.packageName, folder, files: files.map((file) => file.path) } satisfies CreatedAdapter
  },
  (effect, { folder }) => Effect.catchTag(effect, "PlatformError", (error) => Effect.fail(notWritten(folder, error)))
)

/** The versions of our packages that the template was made with. When this package is published, its manifest names them. */
const readVersions = (manifest: string) =>
  Schema.decodeUnknownEffect(PublishedManifest)(manifest).pipe(
    Effect.map(({ devDependencies }) =>
      Object.fromEntries(Object.entries(devDependencies).filter(([, version]) => !version.startsWith("workspace:")))
    ),
    Effect.orDie
  )

const PublishedManifest = Schema.fromJsonString(
  Schema.Struct({ devDependencies: Schema.Record(Schema.String, Schema.String) })
)

/** One folder at a time: Node's recursive `mkdir` never ends in a file system without folders, such as `/proc`. */
const makeFolder = (folder: string): Effect.Effect<void, PlatformError, FileSystem.FileSystem | Path.Path> =>
  Effect.gen(function* () {
    const fileSystem = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    if (yield* fileSystem.exists(folder)) return
    yield* makeFolder(path.dirname(folder))
    yield* fileSystem.makeDirectory(folder)
  })

/** A folder with nothing but `.git` counts as empty. */
const checkFolder = Effect.fnUntraced(function* (folder: string) {
  const fileSystem = yield* FileSystem.FileSystem
  if (!(yield* fileSystem.exists(folder))) return
  const { type } = yield* fileSystem.stat(folder)
  const inside = type === "Directory" ? yield* fileSystem.readDirectory(folder) : [folder]
  if (inside.every((entry) => entry === ".git")) return
  return yield* new CreateError({
    message: `${folder} is ${type === "Directory" ? "not empty" : "a file"}, and files are never overwritten`,
    advice: "Name another folder with --folder."
  })
})

const notWritten = (folder: string, { reason }: PlatformError): CreateError =>
  new CreateError({
    message: `The package cannot be written to ${folder} (${reason._tag})`,
    advice: "Check the folder's permissions and the free disk space, or name another folder with --folder."
  })
