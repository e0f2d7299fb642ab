import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withPush } from "./changes.ts"

export const firstPushOfBatchAlone: BrokenAdapter = {
  mistake: "of several messages in one push only the first is handed on",
  breaks: "push-verification",
  follows: { "pushes-at-least-once": "the other messages are done without having been handled" },
  subject: withPush(sound.doudian, (receive) => (request, handle) => {
    let isFirst = true
    return receive(request, (message) => {
      if (!isFirst) return Effect.void
      isFirst = false
      return handle(message)
    })
  })
}
