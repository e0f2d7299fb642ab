/** Promise: what a package exports has a doc comment, and the kit exports no more than adapters need. */
import { existsSync } from "node:fs"
import { join, relative } from "node:path"
import { type Check, main } from "../support/Check.ts"
import { blocksOfMarkdown } from "../support/codeBlocks.ts"
import { filesBelow, readText } from "../support/files.ts"
import { entryPointsOf, valuesIn } from "../support/publicFace.ts"
import { usedNames } from "../support/usedNames.ts"
import {
  adaptersOf,
  exampleAdapters,
  publishedOf,
  readWorkspace,
  templateAdapter,
  type WorkspacePackage
} from "../support/workspace.ts"

export interface ApiRules {
  /**
   * How many exported names of a package still have no doc comment. A number may only become smaller; a package that
   * is not listed has none.
   */
  readonly undocumented: Readonly<Record<string, number>>
  readonly kit: {
    /** Exported names at most, types and the members of namespaces included. */
    readonly names: number
    /** Exported values at most; a namespace is one value. */
    readonly values: number
    /** Whether a larger kit, or a name that nobody uses, is a problem. If not, it is only printed. */
    readonly enforced: boolean
  }
}

const rules: ApiRules = {
  undocumented: {
    "@huidan/core": 69,
    "@huidan/adapter-kit": 48,
    "@huidan/adapter-doudian": 9,
    "@huidan/adapter-wshoto": 4,
    "@huidan/adapter-xiaoe": 8,
    "@huidan/conformance": 72,
    "create-huidan-adapter": 6
  },
  kit: { names: 90, values: 50, enforced: false }
}

export const apiOf = (given: ApiRules): Check => ({
  name: "api",
  promise: "every exported name has a doc comment, and the kit exports only what adapters use",
  run: async (root) => {
    const packages = publishedOf(readWorkspace(root))
    return [
      ...packages.flatMap(unbuilt),
      ...packages.flatMap((current) => undocumented(current, given.undocumented[current.name] ?? 0)),
      ...measures(root, given).flatMap(({ text, tooLarge }) => (tooLarge && given.kit.enforced ? [text] : []))
    ]
  },
  notes: async (root) => (given.kit.enforced ? [] : measures(root, given).map(({ text }) => text))
})

export const api = apiOf(rules)

const unbuilt = ({ manifest, name, path }: WorkspacePackage): ReadonlyArray<string> =>
  manifest.exports === undefined || existsSync(join(path, "dist")) ? [] : [`${name} is not built. Run: pnpm build`]

const undocumented = (current: WorkspacePackage, allowed: number): ReadonlyArray<string> => {
  const names = entryPointsOf(current).flatMap(({ names: all, specifier }) =>
    all
      .filter(({ hasDocComment }) => !hasDocComment)
      .map(({ name }) => (specifier === current.name ? name : `${specifier.slice(current.name.length)} ${name}`))
  )
  return names.length <= allowed
    ? []
    : [`${current.name} exports ${names.length} names without a doc comment, at most ${allowed}: ${names.join(", ")}`]
}

interface Measure {
  readonly text: string
  readonly tooLarge: boolean
}

const measures = (root: string, { kit }: ApiRules): ReadonlyArray<Measure> =>
  readWorkspace(root)
    .filter(({ floor }) => floor === "adapter-kit")
    .flatMap((current) => {
      // Its other entry points are the namespaces of this one.
      const names = entryPointsOf(current).find(({ specifier }) => specifier === current.name)?.names ?? []
      const values = valuesIn(names)
      const used = usedByOthers(root, current.name)
      const unused = names.map(({ name }) => name).filter((name) => !used.has(name))
      return [
        { text: `the kit exports ${names.length} names, at most ${kit.names}`, tooLarge: names.length > kit.names },
        { text: `the kit exports ${values} values, at most ${kit.values}`, tooLarge: values > kit.values },
        {
          text: `${unused.length} names of the kit are in no adapter, template or documented example: ${unused.join(", ")}`,
          tooLarge: unused.length > 0
        }
      ]
    })

/** The names of a package that adapters, their tests, the template and the blocks of pages use. */
const usedByOthers = (root: string, packageName: string): ReadonlySet<string> => {
  const workspace = readWorkspace(root)
  const sources = [...adaptersOf(workspace), ...exampleAdapters(root), ...templateAdapter(root)]
    .flatMap(({ path }) => ["src", "test"].flatMap((folder) => filesBelow(join(path, folder))))
    .filter((path) => path.endsWith(".ts"))
    .map((path) => ({ path, code: readText(path) }))
  const pages = ["README.md", ...workspace.map(({ place }) => `${place}/README.md`)]
    .map((page) => join(root, page))
    .concat(filesBelow(join(root, "docs")))
    .filter((path) => path.endsWith(".md") && existsSync(path))
  // A block with a file shows lines of it; what it shows of Paper Boat is among the sources.
  const blocks = pages
    .flatMap((path) => blocksOfMarkdown(relative(root, path), readText(path)))
    .filter(({ file }) => file === null)
  return new Set(
    [...sources, ...blocks.map(({ code, line, path }) => ({ path: `${path}.${line}.ts`, code }))].flatMap(
      ({ code, path }) => [...usedNames(path, code, packageName)]
    )
  )
}

if (import.meta.main) await main(api)
