import * as Result from "effect/Result"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withAnswers } from "./changes.ts"

/** Numbers beyond 2^53 change. */
const throughJsonParse = (body: string): string =>
  Result.getOrElse(
    Result.try(() => JSON.stringify(JSON.parse(body))),
    () => body
  )

export const idsThroughJsonParse: BrokenAdapter = {
  mistake: "answers are parsed with JSON.parse",
  breaks: "exact-ids",
  follows: {
    fidelity: "an id is a field too",
    "shape-leniency": "an id that is sent as a number differs from the same id sent as text",
    provenance: "the raw answer is parsed in the same way"
  },
  subject: withAnswers(sound.wshoto, throughJsonParse)
}
