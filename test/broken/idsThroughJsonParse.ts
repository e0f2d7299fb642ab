import * as Result from "effect/Result"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withAnswers } from "./changes.ts"

/** Numbers beyond 2^53 come out as others. */
const throughJsonParse = (body: string): string =>
  Result.getOrElse(
    Result.try(() => JSON.stringify(JSON.parse(body))),
    () => body
  )

export const idsThroughJsonParse: BrokenAdapter = {
  mistake: "answers go through JSON.parse",
  breaks: "exact-ids",
  follows: {
    fidelity: "an id is a field too",
    "shape-leniency": "an id that is sent bare is another one than the same id sent as text",
    provenance: "the raw answer went the same way"
  },
  subject: withAnswers(sound.wshoto, throughJsonParse)
}
