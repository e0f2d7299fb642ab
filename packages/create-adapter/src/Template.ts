/**
 * The template: a whole adapter of an imaginary platform, as plain files, and how its names are replaced.
 *
 * The placeholders are ordinary names, so that the template itself compiles and passes the kit in this repository.
 */
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import * as Result from "effect/Result"
import type { AdapterNames } from "./AdapterNames.ts"
import { CreateError } from "./CreateError.ts"
import { clientNames } from "./clientNames.ts"

export interface TemplateFile {
  /** Relative to the package's folder, with `/`. */
  readonly path: string
  readonly text: string
}

/** Package name → version. */
export type Versions = Readonly<Record<string, string>>

/** Longest first: of two that begin alike, the longer one is replaced. */
const placeholders = {
  "huidan-adapter-example": "packageName",
  "Example Platform": "en",
  示例平台: "zh",
  EXAMPLE: "upper",
  Example: "pascal",
  example: "platform"
} as const satisfies Readonly<Record<string, keyof AdapterNames>>

const anyPlaceholder = new RegExp(Object.keys(placeholders).join("|"), "g")

/** Under their own names, npm would leave out the first and take the second for a package inside the package. */
const storedNames: Readonly<Record<string, string>> = {
  gitignore: ".gitignore",
  "package.template.json": "package.json"
}

/** Made by work on the template itself. */
const leftover = /^(?:node_modules|dist)(?:[/\\]|$)/

/** The files of the template, unchanged. */
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

/** The template with these names; fails if a type would get a name that the kit uses too. */
export const renameTemplate = (
  files: ReadonlyArray<TemplateFile>,
  names: AdapterNames,
  versions: Versions
): Result.Result<ReadonlyArray<TemplateFile>, CreateError> => {
  const taken = takenName(files, names)
  if (taken !== undefined) {
    return Result.fail(
      new CreateError({
        message: `The platform's id ${JSON.stringify(names.platform)} would give a type the name ${taken}, which the kit uses already`,
        advice: `Choose a longer one, for example ${names.platform}_shop.`
      })
    )
  }
  const rename = (text: string): string =>
    text.replace(anyPlaceholder, (found) => names[placeholders[found as keyof typeof placeholders]])
  return Result.succeed(
    files.map(({ path: stored, text }) => {
      const path = storedNames[stored] ?? stored
      return { path, text: path === "package.json" ? withVersions(rename(text), versions) : rename(text) }
    })
  )
}

/** A name that is made from the platform's name and that the template uses already for something else. */
const takenName = (files: ReadonlyArray<TemplateFile>, { pascal }: AdapterNames): string | undefined => {
  const words = new Set([...files.flatMap(({ text }) => text.match(/[A-Za-z]\w*/g) ?? []), ...clientNames])
  const made = [...words].filter((word) => /^Example/.test(word)).map((word) => word.replace("Example", pascal))
  return pascal === "Example" ? undefined : made.find((word) => words.has(word))
}

/**
 * Replaces `workspace:` versions of our own packages by the versions that the template was made with. The conformance kit
 * gets an exact version, because the report names it.
 */
const withVersions = (manifest: string, versions: Versions): string =>
  manifest.replaceAll(
    /"(?<name>@huidan\/[\w-]+)": "workspace:(?<operator>[\^*])"/g,
    (_found, name: string, operator: string) => {
      const version = versions[name] ?? "latest"
      return `"${name}": "${/^\d/.test(version) && operator === "^" ? "^" : ""}${version}"`
    }
  )
