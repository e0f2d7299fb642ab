import { mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import { readJson } from "./files.ts"
import { outputOf, runToEnd } from "./runToEnd.ts"
import type { PackageManifest, WorkspacePackage } from "./workspace.ts"

export interface Tarball {
  readonly package: WorkspacePackage
  readonly path: string
}

/** Packs packages as they would be published: `workspace:` ranges become versions. */
export const packAll = (
  root: string,
  packages: ReadonlyArray<WorkspacePackage>,
  into: string
): Promise<ReadonlyArray<Tarball>> =>
  Effect.runPromise(
    Effect.forEach(packages, (candidate) => Effect.promise(() => packOne(root, candidate, into)), {
      concurrency: availableParallelism()
    })
  )

const packOne = async (root: string, candidate: WorkspacePackage, into: string): Promise<Tarball> => {
  const folder = join(into, candidate.folder)
  mkdirSync(folder, { recursive: true })
  const words = ["-y", packageManagerOf(root), "pack", "--pack-destination", folder]
  outputOf(`packing ${candidate.name}`, await runToEnd("npx", words, candidate.path, process.env))
  const name = readdirSync(folder).find((file) => file.endsWith(".tgz"))
  if (name === undefined) throw new Error(`${candidate.name} made no tarball`)
  return { package: candidate, path: join(folder, name) }
}

/** Installs tarballs and packages of the registry into an empty folder, with npm as a user would. */
export const installInto = async (
  folder: string,
  tarballs: ReadonlyArray<Tarball>,
  others: Readonly<Record<string, string>>
): Promise<void> => {
  mkdirSync(folder, { recursive: true })
  const files = Object.fromEntries(tarballs.map((tarball) => [tarball.package.name, `file:${tarball.path}`]))
  const manifest = {
    name: "empty-folder",
    private: true,
    type: "module",
    dependencies: { ...files, ...others },
    // So that unpublished packages find each other: without this npm asks the registry for them.
    overrides: files
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest, null, 2))
  const words = ["install", "--no-audit", "--no-fund", "--loglevel=error"]
  outputOf(`npm install in ${folder}`, await runToEnd("npm", words, folder, process.env))
}

/** The package and its dependencies in the workspace, without optional ones. */
export const withDependencies = (tarball: Tarball, all: ReadonlyArray<Tarball>): ReadonlyArray<Tarball> => {
  const found = new Set<Tarball>()
  const visit = (current: Tarball): void => {
    if (found.has(current)) return
    found.add(current)
    for (const other of all) if (other.package.name in (current.package.manifest.dependencies ?? {})) visit(other)
  }
  visit(tarball)
  return [...found]
}

/** The version of effect that the repository uses. */
export const effectVersion = (root: string): string =>
  (readJson(join(root, "package.json")) as PackageManifest).devDependencies?.["effect"] ?? "latest"

/** The package manager that the repository uses: `pnpm@<version>`. */
export const packageManagerOf = (root: string): string =>
  (readJson(join(root, "package.json")) as { readonly packageManager: string }).packageManager
