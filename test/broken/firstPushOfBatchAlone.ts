import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withPush } from "./changes.ts"

export const firstPushOfBatchAlone: BrokenAdapter = {
  mistake: "of several messages in one push only the first is read",
  breaks: "push-verification",
  follows: {},
  subject: withPush(
    sound.doudian,
    (receive) => (request) =>
      Effect.map(receive(request), (delivery) => ({ ...delivery, events: delivery.events.slice(0, 1) }))
  )
}
