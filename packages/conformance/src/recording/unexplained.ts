/** Fields of an order that nobody can say the source of. */
import { childPointer, type ExplainedRecord, type OrderJson, type Pointer } from "@huidan/core"

/** What the adapter itself states: it needs no rule. */
const selfStated: ReadonlyArray<Pointer> = [
  "/contract",
  "/key",
  "/platform",
  "/shop",
  "/amounts/currency",
  "/source",
  "/warnings"
]

/** The fields that the order holds and no rule names, neither for themselves nor for what contains them. */
export const unexplained = (order: OrderJson, { fields }: Pick<ExplainedRecord, "fields">): ReadonlyArray<Pointer> => {
  const named = new Set([...selfStated, ...fields.map(({ path }) => path)])
  return leavesOf(order, "").filter((leaf) => !ancestorsOf(leaf).some((path) => named.has(path)))
}

const leavesOf = (node: unknown, path: Pointer): ReadonlyArray<Pointer> =>
  node === null || node === undefined
    ? []
    : typeof node === "object"
      ? Object.entries(node).flatMap(([key, child]) => leavesOf(child, childPointer(path, key)))
      : [path]

/** A pointer and all that contain it. */
const ancestorsOf = (pointer: Pointer): ReadonlyArray<Pointer> =>
  pointer.split("/").map((_token, index, tokens) => tokens.slice(0, tokens.length - index).join("/"))
