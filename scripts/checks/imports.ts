/** Promise: imports follow the arrows of the floor plan, core ← adapter-kit ← adapters ← apps and core ← conformance. */
import { dirname, join, relative } from "node:path"
import { type Check, main } from "../support/Check.ts"
import { filesBelow } from "../support/files.ts"
import { packageOf, readImports } from "../support/moduleImports.ts"
import { exampleAdapters, type Floor, readWorkspace, type WorkspacePackage } from "../support/workspace.ts"

interface Arrows {
  /** Floors that the code may import. */
  readonly source: ReadonlyArray<Floor>
  /** Floors that only tests may import besides. */
  readonly tests: ReadonlyArray<Floor>
}

const arrows: Readonly<Record<Floor, Arrows>> = {
  core: { source: [], tests: [] },
  "adapter-kit": { source: ["core"], tests: ["conformance"] },
  adapter: { source: ["core", "adapter-kit"], tests: ["conformance"] },
  conformance: { source: ["core"], tests: ["adapter-kit"] },
  sync: { source: ["core"], tests: ["conformance"] },
  "create-adapter": { source: [], tests: ["conformance"] },
  app: { source: ["core", "adapter-kit", "conformance", "sync", "app"], tests: [] }
}

/** A twin is written from the platform's documents alone, so it shares no line with its adapter. */
const twinArrows: ReadonlyArray<Floor> = ["core", "conformance"]

/** Rooms of a package that may not import one another. */
const closedRooms: Readonly<Record<string, ReadonlyArray<string>>> = {
  src: ["src"],
  twin: ["twin"],
  test: ["src", "twin", "test"]
}

export const imports: Check = {
  name: "imports",
  promise: "imports follow the arrows of the floor plan, and a twin shares no line with its adapter",
  run: async (root) => {
    const workspace = [...readWorkspace(root), ...exampleAdapters(root)]
    const byName = new Map(workspace.map((candidate) => [candidate.name, candidate]))
    return workspace.flatMap((current) =>
      Object.keys(closedRooms).flatMap((room) =>
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
    if (target.startsWith("..")) return "it leaves its package"
    const targetRoom = target.split("/")[0] ?? ""
    return targetRoom in closedRooms && !closedRooms[room]?.includes(targetRoom)
      ? `${room}/ may not import ${targetRoom}/`
      : null
  }
  const other = workspace.get(name)
  if (other === undefined) return null
  if (name === current.name) return room === "test" ? null : "a package imports its own files by path"
  const { source, tests } = arrows[current.floor]
  const allowed = room === "twin" ? twinArrows : room === "test" ? [...source, ...tests] : source
  if (allowed.includes(other.floor)) return null
  if (current.floor === "adapter" && other.floor === "adapter") return "no adapter imports another"
  return `${room === "twin" ? "a twin" : current.floor} may import ${allowed.length === 0 ? "no other package" : allowed.join(", ")}`
}

if (import.meta.main) await main(imports)
