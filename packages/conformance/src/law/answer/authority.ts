/** Which fields of an order an answer states with authority: `null` or `[]` there says that there is none. */
import { encodeOrder, type FieldPattern, fieldsBelow, isJsonArray, isJsonObject, type Json } from "@huidan/core"
import { carried } from "../../twin/answer/carried.ts"
import type { OrderTelling, TwinDefinition } from "../../twin/definition/TwinDefinition.ts"
import { sampleOf } from "./orderCover.ts"

/** Pointers of this many keys and more would not end if an order could contain itself. */
const deepest = 9

/** The codes of an order have names of the platform, so they count as one field. */
const codes = "/status/raw"

/** These identify the order or belong to the answer: no manifest names them. */
const ofEveryAnswer = /^\/(?:contract|key|platform|orderId|shop\/id|amounts\/currency|warnings|source)(?:\/|$)/

/** The single fields that patterns name, without those of every answer. */
export const singleFields = (patterns: ReadonlyArray<FieldPattern>): ReadonlySet<FieldPattern> =>
  new Set([
    ...patterns.flatMap((pattern) => fieldsBelow(pattern, deepest)).filter((field) => !ofEveryAnswer.test(field)),
    ...(patterns.some((pattern) => codes === pattern || codes.startsWith(`${pattern}/`)) ? [codes] : [])
  ])

/**
 * The fields that an answer carries by the platform's documents, without those that it leaves out of some orders that
 * have them.
 */
export const authoritativeFields = (
  twin: TwinDefinition,
  { carries, restate = (order) => order, without = [] }: OrderTelling
): ReadonlySet<FieldPattern> => {
  const fields = new Set(singleFields(carries))
  for (const field of singleFields(without)) fields.delete(field)
  for (const order of sampleOf(twin)) {
    const truth = JSON.parse(JSON.stringify(encodeOrder(order, { reveal: true, raw: null }))) as Json
    const told = carried(restate(order), carries, without)
    for (const field of fields) if (isLost(truth, told, field.split("/").slice(1))) fields.delete(field)
  }
  return fields
}

/**
 * Whether the order has something at this place, and the answer does not tell it. `other` says no more than that a code has
 * no word for it, and an answer may have no code for it.
 */
const isLost = (truth: Json, told: Json, [token, ...rest]: ReadonlyArray<string>): boolean => {
  if (isNothing(truth) || truth === "other") return false
  if (token === undefined) return isNothing(told) || (told === "unknown" && truth !== "unknown")
  if (token === "*") {
    if (!isJsonArray(truth)) return false
    const entries = isJsonArray(told) ? told : []
    return entries.length < truth.length || truth.some((entry, index) => isLost(entry, entries[index] ?? null, rest))
  }
  return isLost(member(truth, token), member(told, token), rest)
}

const isNothing = (value: Json): boolean =>
  value === null ||
  (isJsonArray(value) && value.length === 0) ||
  (isJsonObject(value) && Object.keys(value).length === 0)

const member = (value: Json, key: string): Json => (isJsonObject(value) ? (value[key] ?? null) : null)

/** The shortest patterns that name these fields and no others. */
export const shortestPatterns = (fields: ReadonlySet<FieldPattern>): ReadonlyArray<FieldPattern> => {
  const all = singleFields([""])
  const below = (pattern: FieldPattern) =>
    [...all].filter((field) => field === pattern || field.startsWith(`${pattern}/`))
  const shorten = (pattern: FieldPattern): ReadonlyArray<FieldPattern> => {
    const inside = below(pattern)
    if (inside.every((field) => fields.has(field))) return [pattern.replace(/\/\*$/, "")]
    const next = new Set(
      inside.map((field) =>
        field
          .split("/")
          .slice(0, pattern.split("/").length + 1)
          .join("/")
      )
    )
    return inside.some((field) => fields.has(field)) ? [...next].flatMap(shorten) : []
  }
  return [...new Set([...all].map((field) => field.split("/").slice(0, 2).join("/")))].flatMap(shorten)
}
