/**
 * The template: a whole adapter of an imaginary platform, kept beside this code as plain files, and its renaming.
 *
 * Its placeholders are ordinary names, so that the template itself compiles and passes the kit in this repository.
 */
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import * as Result from "effect/Result"
import type { AdapterNames } from "./AdapterNames.ts"
import { CreateError } from "./CreateError.ts"

export interface TemplateFile {
  /** Below the package's folder, with `/`. */
  readonly path: string
  readonly text: string
}

/** Package name → version. */
export type Versions = Readonly<Record<string, string>>

/** Longest first: where one begins with another, the longer one is meant. */
const placeholders = {
  "huidan-adapter-example": "packageName",
  "Example Platform": "en",
  示例平台: "zh",
  EXAMPLE: "upper",
  Example: "pascal",
  example: "platform"
} as const satisfies Readonly<Record<string, keyof AdapterNames>>

const anyPlaceholder = new RegExp(Object.keys(placeholders).join("|"), "g")

/** Under their own names npm would leave the first out of a package, and take the second for one within a package. */
const storedNames: Readonly<Record<string, string>> = {
  gitignore: ".gitignore",
  "package.template.json": "package.json"
}

/** Left behind by whoever works on the template itself. */
const leftover = /^(?:node_modules|dist)(?:[/\\]|$)/

/** The files of the template as they are. */
export const readTemplate = Effect.fnUntraced(function* (folder: string) {
  const fileSystem = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const entries = yield* fileSystem.readDirectory(folder, { recursive: true })
  const files = yield* Effect.filter(
    entries.filter((entry) => !leftover.test(entry)),
    (entry) => Effect.map(fileSystem.stat(path.join(folder, entry)), ({ type }) => type === "File")
  )
  return yield* Effect.forEach(files.toSorted(), (file) =>
    Effect.map(
      fileSystem.readFileString(path.join(folder, file)),
      (text): TemplateFile => ({ path: file.split(path.sep).join("/"), text })
    )
  )
})

/** The template with these names; fails where a name of the platform would meet one of the kit. */
export const renameTemplate = (
  files: ReadonlyArray<TemplateFile>,
  names: AdapterNames,
  versions: Versions
): Result.Result<ReadonlyArray<TemplateFile>, CreateError> => {
  const taken = takenName(files, names)
  if (taken !== undefined) {
    return Result.fail(
      new CreateError({
        message: `The platform's id ${JSON.stringify(names.platform)} would give a type the name ${taken}, which the kit has already`,
        advice: `Choose a longer one, as ${names.platform}_shop.`
      })
    )
  }
  const rename = (text: string): string =>
    text.replace(anyPlaceholder, (found) => names[placeholders[found as keyof typeof placeholders]])
  return Result.succeed(
    files.map(({ path, text }) => {
      const renamed = rename(storedNames[path] ?? path)
      return { path: renamed, text: renamed === "package.json" ? withVersions(rename(text), versions) : rename(text) }
    })
  )
}

/** A name that the template makes of the platform's, and holds already with another meaning. */
const takenName = (files: ReadonlyArray<TemplateFile>, { pascal }: AdapterNames): string | undefined => {
  const words = new Set(files.flatMap(({ text }) => text.match(/[A-Za-z]\w*/g) ?? []))
  const made = [...words].filter((word) => /^Example\w/.test(word)).map((word) => word.replace("Example", pascal))
  return pascal === "Example" ? undefined : made.find((word) => words.has(word))
}

/**
 * Our own packages, which the template names by their place in this repository, in the versions that it was made with:
 * the kit exactly, since the report names its version.
 */
const withVersions = (manifest: string, versions: Versions): string =>
  manifest.replaceAll(
    /"(?<name>@huidan\/[\w-]+)": "workspace:(?<operator>[\^*])"/g,
    (_found, name: string, operator: string) => {
      const version = versions[name] ?? "latest"
      return `"${name}": "${/^\d/.test(version) && operator === "^" ? "^" : ""}${version}"`
    }
  )
