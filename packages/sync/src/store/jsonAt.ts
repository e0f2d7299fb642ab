/** Reading an order that is JSON. */
import { isJsonArray, isJsonObject, type Json } from "@huidan/core"

/** The value at a path of names; `null` if there is none. */
export const jsonAt = (value: Json, ...names: ReadonlyArray<string>): Json => {
  let node = value
  for (const name of names) node = isJsonObject(node) ? (node[name] ?? null) : null
  return node
}

/** Without half characters, which a database would change. */
export const textAt = (value: Json, ...names: ReadonlyArray<string>): string | null => {
  const found = jsonAt(value, ...names)
  return typeof found === "string" ? found.toWellFormed() : null
}

/** A whole number: an amount, a quantity. */
export const wholeAt = (value: Json, ...names: ReadonlyArray<string>): number | null => {
  const found = jsonAt(value, ...names)
  return typeof found === "number" ? found : null
}

/** An instant in Unix milliseconds. */
export const instantAt = (value: Json, ...names: ReadonlyArray<string>): number | null => {
  const found = textAt(value, ...names)
  return found === null ? null : Date.parse(found)
}

export const listAt = (value: Json, ...names: ReadonlyArray<string>): ReadonlyArray<Json> => {
  const found = jsonAt(value, ...names)
  return isJsonArray(found) ? found : []
}
