/** Promise: imports between the rooms of a package (the folders of src/ and twin/) go one way, and nothing imports its index.ts. */
import { type Check, main } from "../support/Check.ts"
import { type ImportArrow, importArrows } from "../support/importGraph.ts"
import { exampleAdapters, type PackageKind, readWorkspace, templateAdapter } from "../support/workspace.ts"

/**
 * The rooms of a package: a room imports rooms before it, never one after it. `.` stands for the files directly in the
 * folder, except `index.ts`, which nothing in the folder imports. `*` stands for every other room: these do not import
 * each other. Without `*` a room that is not named is a problem.
 */
type RoomOrder = ReadonlyArray<string>

export interface RoomPlan {
  readonly orders: { readonly [Kind in PackageKind]?: RoomOrder }
  /** Exceptions for a package: imports between rooms of `*`, as `from → to`. */
  readonly allowedPairs: Readonly<Record<string, ReadonlyArray<string>>>
}

const plan: RoomPlan = {
  orders: {
    "adapter-kit": ["answer", "mapping", "codec", "account", "calls", "lists", "push", "adapter", "."],
    conformance: ["world", "twin", "recording", "secrecy", "law", "."],
    adapter: [".", "order", "shared", "*"]
  },
  allowedPairs: {}
}

export const roomOrderOf = ({ allowedPairs, orders }: RoomPlan): Check => ({
  name: "roomOrder",
  promise: "imports between the rooms of a package go one way, and nothing imports its index.ts",
  run: async (root) =>
    [...readWorkspace(root), ...exampleAdapters(root), ...templateAdapter(root)].flatMap((current) => {
      const order = orders[current.kind]
      if (order === undefined) return []
      return ["src", "twin"].flatMap((area) =>
        importArrows(current.path, [area]).flatMap((arrow) => {
          const problem = judge(area, arrow, order, allowedPairs[current.place] ?? [])
          return problem === null
            ? []
            : [`${current.place}/${arrow.from}:${arrow.line} imports ${arrow.specifier}: ${problem}`]
        })
      )
    })
})

export const roomOrder = roomOrderOf(plan)

const judge = (area: string, arrow: ImportArrow, order: RoomOrder, pairs: ReadonlyArray<string>): string | null => {
  const index = `${area}/index.ts`
  if (arrow.to === index) return `nothing in ${area}/ imports ${index}`
  const from = roomOf(arrow.from)
  const to = roomOf(arrow.to)
  if (arrow.from === index || from === to) return null
  const [fromStep, toStep] = [stepOf(from, order), stepOf(to, order)]
  if (fromStep === -1 || toStep === -1)
    return `${fromStep === -1 ? from : to}/ has no place in the order of rooms (${order.join(" ")})`
  if (toStep < fromStep || pairs.includes(`${from} → ${to}`)) return null
  return toStep === fromStep
    ? `${from}/ and ${to}/ do not import each other`
    : `${nameOf(to)} come after ${nameOf(from)} in the order of rooms (${order.join(" ")})`
}

/** `src/answer/Located.ts` → `answer`; `src/Options.ts` → `.`. */
const roomOf = (path: string): string => {
  const parts = path.split("/")
  return parts.length > 2 ? (parts[1] ?? ".") : "."
}

const stepOf = (room: string, order: RoomOrder): number =>
  order.includes(room) ? order.indexOf(room) : order.indexOf("*")

const nameOf = (room: string): string => (room === "." ? "files outside a room" : `files of ${room}/`)

if (import.meta.main) await main(roomOrder)
