import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withDecode } from "./changes.ts"

/** So many show it, and more would only make the test slow. */
const mostObjects = 22_000

/** The empty objects of an answer, in a list that is copied for each of them, as a reducer that spreads does. */
const emptyObjects = (body: string): ReadonlyArray<string> =>
  (body.match(/\{\}/g) ?? [])
    .slice(0, mostObjects)
    .reduce<ReadonlyArray<string>>((all, found) => all.concat([found]), [])

export const decodeCopies: BrokenAdapter = {
  mistake: "the empty objects of an answer are listed by copying the list for each of them",
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
