/** Promise: every imported package is declared in the right section, and every declared one is imported. */
import { isBuiltin } from "node:module"
import { join, relative } from "node:path"
import { type Check, main } from "../support/Check.ts"
import { filesBelow, readJson } from "../support/files.ts"
import { packageOf, readImports } from "../support/moduleImports.ts"
import {
  exampleAdapters,
  type PackageKind,
  type PackageManifest,
  readWorkspace,
  type WorkspacePackage
} from "../support/workspace.ts"

/** Libraries that run in web workers too. */
const webKinds: ReadonlySet<PackageKind> = new Set(["core", "adapter-kit", "adapter"])

/** Programs: no other package shares their copy of effect. */
const programs: ReadonlySet<PackageKind> = new Set(["app", "create-adapter"])

interface Use {
  readonly name: string
  readonly specifier: string
  readonly at: string
}

export const dependencies: Check = {
  name: "dependencies",
  promise: "every imported package is declared in the right section, and every declared one is imported",
  run: async (root) => {
    const rootManifest = readJson(join(root, "package.json")) as PackageManifest
    return [
      ...[...readWorkspace(root), ...exampleAdapters(root)].flatMap((current) => judge(root, current, rootManifest)),
      ...undeclared(
        usesOf(root, [join(root, "scripts"), join(root, "test")]),
        keysOf(rootManifest.devDependencies),
        "the root's devDependencies"
      )
    ]
  }
}

const judge = (root: string, current: WorkspacePackage, rootManifest: PackageManifest): ReadonlyArray<string> => {
  const { manifest, kind, place } = current
  const runtime = keysOf(manifest.dependencies, manifest.peerDependencies)
  const source = usesOf(root, [join(current.path, "src"), join(current.path, "twin")]).filter(
    ({ name }) => name !== manifest.name
  )
  const tests = usesOf(root, [join(current.path, "test")]).filter(({ name }) => name !== manifest.name)
  const used = new Set(source.map(({ name }) => name))
  const problems = [
    ...undeclared(source, runtime, `the dependencies of ${place}`),
    ...undeclared(
      tests,
      new Set([...runtime, ...keysOf(manifest.devDependencies), ...keysOf(rootManifest.devDependencies)]),
      `the devDependencies of ${place}`
    ),
    ...[...runtime]
      .filter((name) => !used.has(name))
      .map((name) => `${place}/package.json declares ${name}, which nothing in src/ or twin/ imports`)
  ]
  if (programs.has(kind)) return problems
  const bundled = [...keysOf(manifest.dependencies)].filter((name) => name === "effect" || name.startsWith("@effect/"))
  const builtins = webKinds.has(kind) ? source.filter(({ specifier }) => isBuiltin(specifier)) : []
  return [
    ...problems,
    ...bundled.map(
      (name) => `${place}/package.json has ${name} under dependencies: a second copy could come with it, make it a peer`
    ),
    ...builtins.map(
      ({ at, specifier }) => `${at} imports ${specifier}: this library runs in workers too, it uses web standards only`
    )
  ]
}

const usesOf = (root: string, folders: ReadonlyArray<string>): ReadonlyArray<Use> =>
  folders
    .flatMap(filesBelow)
    .filter((path) => /\.m?tsx?$/.test(path))
    .flatMap((path) =>
      readImports(path).flatMap(({ specifier, line }) => {
        const name = packageOf(specifier)
        return name === null ? [] : [{ name, specifier, at: `${relative(root, path)}:${line}` }]
      })
    )

const undeclared = (uses: ReadonlyArray<Use>, declared: ReadonlySet<string>, section: string): ReadonlyArray<string> =>
  uses
    .filter(({ name, specifier }) => !isBuiltin(specifier) && !declared.has(name))
    .map(({ at, name }) => `${at} imports ${name}, which is not in ${section}`)

const keysOf = (...sections: ReadonlyArray<Readonly<Record<string, string>> | undefined>): ReadonlySet<string> =>
  new Set(sections.flatMap((section) => Object.keys(section ?? {})))

if (import.meta.main) await main(dependencies)
