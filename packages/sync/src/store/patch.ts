/** What a version changed. Lists and private texts are replaced as a whole; `source` does not count. */
import { childPointer, isJsonArray, isJsonObject, type Json, type Pointer } from "@huidan/core"

/** A place, what was there before, and what is there now; `null` for nothing. */
export type PatchEntry = readonly [place: Pointer, before: Json, after: Json]

/** What turns the first order into the second, and back. */
export const patchOf = (first: Json, second: Json): ReadonlyArray<PatchEntry> =>
  entries(withoutSource(first), withoutSource(second), "")

/** The order after the patch, or before it. */
export const patched = (order: Json, patch: ReadonlyArray<PatchEntry>, direction: "after" | "before"): Json =>
  patch.reduce(
    (changed, [place, before, after]) => withValue(changed, namesOf(place), direction === "after" ? after : before),
    order
  )

const entries = (first: Json, second: Json, place: Pointer): ReadonlyArray<PatchEntry> => {
  if (!isBlock(first) || !isBlock(second)) {
    return JSON.stringify(first) === JSON.stringify(second) ? [] : [[place, first, second]]
  }
  const keys = new Set([...Object.keys(first), ...Object.keys(second)])
  return [...keys].flatMap((key) => entries(first[key] ?? null, second[key] ?? null, childPointer(place, key)))
}

/** A private text is one value: its members alone would not be recognised as private. */
const isBlock = (value: Json): value is { readonly [key: string]: Json } =>
  isJsonObject(value) && !isJsonArray(value) && !("state" in value)

const withoutSource = (order: Json): Json => {
  if (!isJsonObject(order)) return order
  const { source: _source, ...rest } = order
  return rest
}

const namesOf = (place: Pointer): ReadonlyArray<string> =>
  place
    .split("/")
    .slice(1)
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"))

const withValue = (node: Json, names: ReadonlyArray<string>, value: Json): Json => {
  const [name, ...rest] = names
  if (name === undefined) return value
  const block = isJsonObject(node) ? node : {}
  return { ...block, [name]: withValue(block[name] ?? null, rest, value) }
}
