/** Promise: every exported name has a doc comment, and the kit is small and exports only what adapters use. */
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

/** How large the kit may be: the number of exported names, with types and the members of namespaces, and of values. */
export interface KitSize {
  readonly names: number
  /** The namespace `Wire` counts as one value: its members are the types of an answer's fields. */
  readonly values: number
}

const largestKit: KitSize = { names: 90, values: 50 }

export const apiOf = (largest: KitSize): Check => ({
  name: "api",
  promise: "every exported name has a doc comment, and the kit is small and exports only what adapters use",
  run: async (root) => {
    const packages = publishedOf(readWorkspace(root))
    return [
      ...packages.flatMap(unbuilt),
      ...packages.flatMap(undocumented),
      ...packages.filter(({ kind }) => kind === "adapter-kit").flatMap((kit) => tooLarge(root, kit, largest))
    ]
  }
})

export const api = apiOf(largestKit)

const unbuilt = ({ manifest, name, path }: WorkspacePackage): ReadonlyArray<string> =>
  manifest.exports === undefined || existsSync(join(path, "dist")) ? [] : [`${name} is not built. Run: pnpm build`]

const undocumented = (current: WorkspacePackage): ReadonlyArray<string> => {
  const names = entryPointsOf(current).flatMap(({ names: all, specifier }) =>
    all
      .filter(({ hasDocComment }) => !hasDocComment)
      .map(({ name }) => (specifier === current.name ? name : `${specifier.slice(current.name.length)} ${name}`))
  )
  return names.length === 0 ? [] : [`${current.name} exports names without a doc comment: ${names.join(", ")}`]
}

const tooLarge = (root: string, kit: WorkspacePackage, largest: KitSize): ReadonlyArray<string> => {
  // The kit's other entry points are the namespaces of this one.
  const names = entryPointsOf(kit).find(({ specifier }) => specifier === kit.name)?.names ?? []
  const values = valuesIn(names)
  const used = usedByOthers(root, kit.name)
  const unused = names.map(({ name }) => name).filter((name) => !used.has(name))
  return [
    ...(names.length > largest.names ? [`the kit exports ${names.length} names, at most ${largest.names}`] : []),
    ...(values > largest.values ? [`the kit exports ${values} values, at most ${largest.values}`] : []),
    ...(unused.length > 0
      ? [`no adapter, template or documented example uses these names of the kit: ${unused.join(", ")}`]
      : [])
  ]
}

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
  // A block that shows a file does not count: the files of Paper Boat are among the sources already.
  const blocks = pages
    .flatMap((path) => blocksOfMarkdown(relative(root, path), readText(path)))
    .filter(({ file }) => file === null)
  return new Set(
    [...sources, ...blocks.map(({ code, line, path }) => ({ path: `${path}.${line}.ts`, code }))].flatMap(
      ({ code, path }) =>
        [packageName, `${packageName}/client`].flatMap((specifier) => [...usedNames(path, code, specifier)])
    )
  )
}

if (import.meta.main) await main(api)
