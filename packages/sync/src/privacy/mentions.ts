/** What a row that could not be decoded says, wherever it says it: order numbers and telephone numbers stand in texts. */
import { isJsonArray, isJsonObject, type Json } from "@huidan/core"
import * as Result from "effect/Result"

/** No order number and no telephone number is longer. */
const longest = 64

/** The short texts and the numbers in a document, also in JSON that is a text. */
export const shortTextsIn = (document: Json): ReadonlySet<string> => {
  const found = new Set<string>()
  collect(document, found)
  return found
}

const collect = (value: Json, found: Set<string>): void => {
  if (typeof value === "number") found.add(String(value))
  else if (typeof value === "string") {
    if (value.length <= longest) found.add(value.trim().toWellFormed())
    const inner = /^\s*[[{]/.test(value) ? parsed(value) : null
    if (inner !== null) collect(inner, found)
  } else if (isJsonArray(value)) for (const each of value) collect(each, found)
  else if (isJsonObject(value)) {
    for (const [name, each] of Object.entries(value)) {
      if (name.length <= longest) found.add(name.toWellFormed())
      collect(each, found)
    }
  }
}

const parsed = (text: string): Json =>
  Result.getOrElse(
    Result.try(() => JSON.parse(text) as Json),
    () => null
  )
