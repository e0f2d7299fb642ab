import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withDecode } from "./changes.ts"

/** So many show it, and more would only make the test slow. */
const mostObjects = 7000

/** The empty objects of an answer by their number, in a record that is copied for each of them, as a reducer that spreads does. */
const emptyObjects = (body: string): Readonly<Record<string, string>> => {
  const found = (body.match(/\{\}/g) ?? []).slice(0, mostObjects)
  let all: Readonly<Record<string, string>> = {}
  for (const [index, text] of found.entries()) all = { ...all, [`object ${index}`]: text }
  return all
}

export const decodeCopies: BrokenAdapter = {
  mistake: "the empty objects of an answer are collected by copying the record for each of them",
  breaks: "bounded-work",
  follows: {},
  subject: withDecode(
    sound.doudian,
    (decode) => (operation, body) =>
      Effect.suspend(() => {
        emptyObjects(body)
        return decode(operation, body)
      })
  )
}
