import { isQuarantined } from "@huidan/core"
import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withDecode } from "./changes.ts"

export const badRowFailsAll: BrokenAdapter = {
  mistake: "one bad row fails the whole answer",
  breaks: "typed-errors-only",
  follows: {},
  subject: withDecode(
    sound.xiaoe,
    (decode) => (operation, body) =>
      Effect.flatMap(decode(operation, body), (records) => {
        const bad = records.find(isQuarantined)
        return bad === undefined ? Effect.succeed(records) : Effect.fail(bad.error)
      })
  )
}
