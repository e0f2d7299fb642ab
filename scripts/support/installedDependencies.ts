import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { readJson } from "./files.ts"

/** The package.json of an installed dependency, as far as the checks read it. */
export interface InstalledDependency {
  readonly name: string
  readonly version: string
  /** An SPDX expression; old packages have an object, or a list of objects under `licenses`. */
  readonly license?: unknown
  readonly licenses?: unknown
  readonly scripts?: Readonly<Record<string, string>>
  /** Whether it has a `binding.gyp`: npm and pnpm build such a package when it is installed. */
  readonly isBuilt: boolean
}

/** Everything that pnpm installed from a registry, for all packages of the workspace. Packages of other systems are not. */
export const installedDependencies = (root: string): ReadonlyArray<InstalledDependency> => {
  const store = join(root, "node_modules/.pnpm")
  if (!existsSync(store)) return []
  return readdirSync(store)
    .map((place) => join(store, place, "node_modules"))
    .filter((modules) => existsSync(modules))
    .flatMap(ownFolders)
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => ({
      ...(readJson(join(folder, "package.json")) as Omit<InstalledDependency, "isBuilt">),
      isBuilt: existsSync(join(folder, "binding.gyp"))
    }))
}

/** The folders of packages in a `node_modules`, without the links to other packages. */
const ownFolders = (modules: string): ReadonlyArray<string> =>
  readdirSync(modules, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .flatMap(({ name }) => (name.startsWith("@") ? ownFolders(join(modules, name)) : [join(modules, name)]))
