/** Whether a recording still tells the same orders: equal in everything that is neither private nor an id. */
import { childPointer, isJsonArray, isJsonObject, type Json, type Pointer } from "@huidan/core"
import { isPrivateJson } from "./leafRoles.ts"
import type { Rewriter } from "./makeRewriter.ts"
import { textKindAt } from "./orderTexts.ts"

/** The first place at which the records of a recording are not those of the answer; `null` where there is none. */
export const firstDifference = (before: Json, after: Json, rewriter: Rewriter): Pointer | null => {
  if (!isJsonArray(before) || !isJsonArray(after)) return exact(before, after, "")
  if (before.length !== after.length) return ""
  for (const [index, record] of before.entries()) {
    const found = ofRecord(record, after[index] ?? null, "", rewriter)
    if (found !== null) return `/${index}${found}`
  }
  return null
}

/** `path` is the pointer within the record. */
const ofRecord = (before: Json, after: Json, path: Pointer, rewriter: Rewriter): Pointer | null => {
  if (isPrivateJson(before)) return samePrivate(before, after) ? null : path
  if (typeof before === "string" && typeof after === "string") {
    return sameText(before, after, path, rewriter) ? null : path
  }
  return members(before, after, path, (one, other, child) => ofRecord(one, other, child, rewriter))
}

const sameText = (before: string, after: string, path: Pointer, { code, open, whole }: Rewriter): boolean => {
  const kept = [before, code(before)]
  switch (textKindAt(path)) {
    case "value":
      return after === before
    case "code":
      return kept.includes(after)
    case "person":
      return true
    case "id":
      // A key is made of other ids, each in its own spelling.
      return path === "/key" || [...kept, open(before), whole(before, "id")].includes(after)
    case "text":
      return [...kept, open(before), whole(before, "text")].includes(after)
  }
}

/** Whatever is private may be another text, but not of another state. */
const samePrivate = (before: Json, after: Json): boolean =>
  isJsonObject(before) &&
  isJsonObject(after) &&
  before["state"] === after["state"] &&
  Object.keys(before).every((key) => typeof before[key] === typeof after[key])

const exact = (before: Json, after: Json, path: Pointer): Pointer | null => members(before, after, path, exact)

const members = (
  before: Json,
  after: Json,
  path: Pointer,
  compare: (before: Json, after: Json, path: Pointer) => Pointer | null
): Pointer | null => {
  if (typeof before !== "object" || typeof after !== "object" || before === null || after === null) {
    return before === after ? null : path
  }
  if (isJsonArray(before) !== isJsonArray(after)) return path
  const [ones, others] = [new Map<string, Json>(Object.entries(before)), new Map<string, Json>(Object.entries(after))]
  for (const key of new Set([...ones.keys(), ...others.keys()])) {
    const [one, other] = [ones.get(key), others.get(key)]
    if (one === undefined || other === undefined) return childPointer(path, key)
    const found = compare(one, other, childPointer(path, key))
    if (found !== null) return found
  }
  return null
}
