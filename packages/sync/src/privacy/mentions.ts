/** What a row that could not be decoded says, wherever it says it: order numbers and telephone numbers stand in texts. */
import { isJsonArray, isJsonObject, type Json } from "@huidan/core"
import * as Result from "effect/Result"

/** No order number and no telephone number is longer. */
const longest = 64

/** Of a longer text only so much is looked at. */
const mostRead = 1_000_000

/** The short texts and the numbers in a document, also in JSON that is a text. */
export const shortTextsIn = (document: Json): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const text of textsIn(document)) if (text.length <= longest) found.add(text.trim().toWellFormed())
  return found
}

/** All texts, numbers and names of members in a document, also in JSON that is a text. */
export function* textsIn(value: Json): Generator<string> {
  if (typeof value === "number") yield String(value)
  else if (typeof value === "string") {
    yield value.slice(0, mostRead)
    const inner = /^\s*[[{]/.test(value) ? parsed(value) : null
    if (inner !== null) yield* textsIn(inner)
  } else if (isJsonArray(value)) for (const each of value) yield* textsIn(each)
  else if (isJsonObject(value)) {
    for (const [name, each] of Object.entries(value)) {
      yield name
      yield* textsIn(each)
    }
  }
}

/** Finds a telephone number, given by its digits (`normalPhone`), anywhere in a text, however it is written there. */
export const numberFinder = (digits: string): ((text: string) => boolean) => {
  const separated = [...digits].join("[\\s().-]*")
  const written = new RegExp(`(?<!\\d)(?:(?:00)?86[\\s().-]*)?${separated}(?!\\d)`)
  return (text) => text.length >= digits.length && written.test(text.normalize("NFKC"))
}

const parsed = (text: string): Json =>
  Result.getOrElse(
    Result.try(() => JSON.parse(text) as Json),
    () => null
  )
