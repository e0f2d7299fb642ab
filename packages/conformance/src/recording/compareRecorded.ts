/** Whether a recording decodes to the same orders: equal in everything that is neither private nor an id. */
import { childPointer, isJsonArray, isJsonObject, type Json, type Pointer } from "@huidan/core"
import { isPrivateJson } from "./leafRoles.ts"
import type { Rewriter } from "./makeRewriter.ts"
import { textKindAt } from "./orderTexts.ts"

/** The first place at which the records of the recording differ from those of the answer; `null` if there is none. */
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

const sameText = (before: string, after: string, path: Pointer, { inCode, inText, whole }: Rewriter): boolean => {
  const kept = [before, inCode(before)]
  switch (textKindAt(path)) {
    case "value":
      return after === before
    case "code":
      return kept.includes(after)
    case "person":
      return true
    case "id":
      // A key consists of several ids, each with its own replacement.
      return path === "/key" || [...kept, inText(before), whole(before, "id")].includes(after)
    case "text":
      return [...kept, inText(before), whole(before, "text")].includes(after)
  }
}

/** Private text may be another text, but must have the same state. */
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
