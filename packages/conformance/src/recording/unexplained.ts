/** Fields of an order that its explanation leaves out. */
import { childPointer, type ExplainedRecord, type OrderJson, type Pointer } from "@huidan/core"
import { ancestorsOf } from "./ancestors.ts"

/** The adapter itself sets these, so they need no rule. */
const setByAdapter: ReadonlyArray<Pointer> = [
  "/contract",
  "/key",
  "/platform",
  "/shop",
  "/amounts/currency",
  "/source",
  "/warnings"
]

/** The fields that are not empty and have no rule, neither themselves nor a block that contains them. */
export const unexplainedIn = (
  order: OrderJson,
  { fields }: Pick<ExplainedRecord, "fields">
): ReadonlyArray<Pointer> => {
  const explained = new Set([...setByAdapter, ...fields.map(({ path }) => path)])
  return filledFields(order, "").filter((field) => ![field, ...ancestorsOf(field)].some((path) => explained.has(path)))
}

const filledFields = (node: unknown, path: Pointer): ReadonlyArray<Pointer> => {
  if (node === null || node === undefined) return []
  if (typeof node !== "object") return [path]
  return Object.entries(node).flatMap(([key, child]) => filledFields(child, childPointer(path, key)))
}
