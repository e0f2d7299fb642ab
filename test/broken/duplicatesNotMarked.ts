import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withPush } from "./changes.ts"

export const duplicatesNotMarked: BrokenAdapter = {
  mistake: "a push that is repeated is not marked as a duplicate",
  breaks: "push-verification",
  follows: {},
  subject: withPush(
    sound.doudian,
    (receive) => (request) =>
      Effect.map(receive(request), (delivery) => ({
        ...delivery,
        events: delivery.events.map((event) => ({ ...event, duplicate: false }))
      }))
  )
}
