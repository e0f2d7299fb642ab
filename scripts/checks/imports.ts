/** Promise: imports between packages follow core ← adapter-kit ← adapters ← apps and core ← conformance, and a twin shares no line with its adapter. */
import { dirname, join, relative } from "node:path"
import { type Check, main } from "../support/Check.ts"
import { filesBelow } from "../support/files.ts"
import { packageOf, readImports } from "../support/moduleImports.ts"
import { exampleAdapters, type PackageKind, readWorkspace, type WorkspacePackage } from "../support/workspace.ts"

interface Arrows {
  /** Kinds of packages that the code may import. */
  readonly source: ReadonlyArray<PackageKind>
  /** Kinds that only the tests may import too. */
  readonly tests: ReadonlyArray<PackageKind>
}

const arrows: Readonly<Record<PackageKind, Arrows>> = {
  core: { source: [], tests: [] },
  "adapter-kit": { source: ["core"], tests: ["conformance"] },
  adapter: { source: ["core", "adapter-kit"], tests: ["conformance"] },
  conformance: { source: ["core"], tests: ["adapter-kit"] },
  sync: { source: ["core"], tests: ["conformance"] },
  "create-adapter": { source: [], tests: ["conformance"] },
  app: { source: ["core", "adapter-kit", "conformance", "sync", "app"], tests: [] }
}

/** A twin is written from the platform's documents alone, so it shares no line with its adapter. */
const twinArrows: ReadonlyArray<PackageKind> = ["core", "conformance"]

/** The top folders of a package, each with those that it may import. */
const importableFolders: Readonly<Record<string, ReadonlyArray<string>>> = {
  src: ["src"],
  twin: ["twin"],
  test: ["src", "twin", "test"]
}

export const imports: Check = {
  name: "imports",
  promise:
    "imports between packages follow core ← adapter-kit ← adapters ← apps and core ← conformance, and a twin shares no line with its adapter",
  run: async (root) => {
    const workspace = [...readWorkspace(root), ...exampleAdapters(root)]
    const byName = new Map(workspace.map((candidate) => [candidate.name, candidate]))
    return workspace.flatMap((current) =>
      Object.keys(importableFolders).flatMap((room) =>
        filesBelow(join(current.path, room))
          .filter((path) => /\.m?tsx?$/.test(path))
          .flatMap((path) =>
            readImports(path).flatMap(({ specifier, line }) => {
              const problem = judge(current, room, path, specifier, byName)
              return problem === null ? [] : [`${relative(root, path)}:${line} imports ${specifier}: ${problem}`]
            })
          )
      )
    )
  }
}

const judge = (
  current: WorkspacePackage,
  room: string,
  path: string,
  specifier: string,
  workspace: ReadonlyMap<string, WorkspacePackage>
): string | null => {
  const name = packageOf(specifier)
  if (name === null) {
    const target = relative(current.path, join(dirname(path), specifier))
    if (target.startsWith("..")) return "it leads out of its package"
    const targetRoom = target.split("/")[0] ?? ""
    return targetRoom in importableFolders && !importableFolders[room]?.includes(targetRoom)
      ? `${room}/ may not import ${targetRoom}/`
      : null
  }
  const other = workspace.get(name)
  if (other === undefined) return null
  if (name === current.name) return room === "test" ? null : "a package imports its own files by path"
  const { source, tests } = arrows[current.kind]
  const allowed = room === "twin" ? twinArrows : room === "test" ? [...source, ...tests] : source
  if (allowed.includes(other.kind)) return null
  if (current.kind === "adapter" && other.kind === "adapter") return "no adapter imports another"
  return `${room === "twin" ? "a twin" : current.kind} may import ${allowed.length === 0 ? "no other package" : allowed.join(", ")}`
}

if (import.meta.main) await main(imports)
