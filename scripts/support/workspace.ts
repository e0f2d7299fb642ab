import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { readJson } from "./files.ts"

/** The kind of a package decides what it may import. */
export type PackageKind = "core" | "adapter-kit" | "adapter" | "conformance" | "sync" | "create-adapter" | "app"

export interface PackageManifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, unknown>>
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

export interface WorkspacePackage {
  readonly name: string
  /** `adapter-xiaoe` */
  readonly folder: string
  /** The absolute path. */
  readonly path: string
  /** The path from the repository's root: `packages/adapter-xiaoe`. */
  readonly place: string
  readonly kind: PackageKind
  readonly manifest: PackageManifest
}

const kindOf = (area: string, folder: string): PackageKind => {
  if (area === "apps" || (area === "examples" && !folder.startsWith("adapter-"))) return "app"
  switch (folder) {
    case "core":
    case "adapter-kit":
    case "conformance":
    case "sync":
    case "create-adapter":
      return folder
    default:
      if (folder.startsWith("adapter-")) return "adapter"
      throw new Error(`packages/${folder} is of an unknown kind: name it in scripts/support/workspace.ts`)
  }
}

/** The packages of the workspace, in the order of their paths. */
export const readWorkspace = (root: string): ReadonlyArray<WorkspacePackage> =>
  ["packages", "apps"].flatMap((area) => packagesIn(root, area))

/** Adapters outside the workspace, like third-party ones. The same checks apply to them. */
export const exampleAdapters = (root: string): ReadonlyArray<WorkspacePackage> =>
  packagesIn(root, "examples").filter(({ kind }) => kind === "adapter")

/** The adapter that new ones are created from, as a list; `[]` if there is none. The same checks apply to it. */
export const templateAdapter = (root: string): ReadonlyArray<WorkspacePackage> => {
  const place = "packages/create-adapter/template"
  const path = join(root, place)
  if (!existsSync(path)) return []
  const manifest = readJson(join(path, "package.template.json")) as PackageManifest
  return [{ name: manifest.name, folder: "adapter-example", path, place, kind: "adapter", manifest }]
}

const packagesIn = (root: string, area: string): ReadonlyArray<WorkspacePackage> => {
  const parent = join(root, area)
  if (!existsSync(parent)) return []
  return readdirSync(parent)
    .filter((folder) => existsSync(join(parent, folder, "package.json")))
    .sort()
    .map((folder): WorkspacePackage => {
      const path = join(parent, folder)
      const manifest = readJson(join(path, "package.json")) as PackageManifest
      return { name: manifest.name, folder, path, place: `${area}/${folder}`, kind: kindOf(area, folder), manifest }
    })
}

export const adaptersOf = (workspace: ReadonlyArray<WorkspacePackage>): ReadonlyArray<WorkspacePackage> =>
  workspace.filter((candidate) => candidate.kind === "adapter")

/** The published packages, each after those that it depends on. */
export const publishedOf = (workspace: ReadonlyArray<WorkspacePackage>): ReadonlyArray<WorkspacePackage> => {
  const published = workspace.filter((candidate) => candidate.manifest.private !== true)
  const sorted: Array<WorkspacePackage> = []
  const visit = (current: WorkspacePackage): void => {
    if (sorted.includes(current)) return
    for (const other of published) if (other.name in (current.manifest.dependencies ?? {})) visit(other)
    sorted.push(current)
  }
  published.forEach(visit)
  return sorted
}
