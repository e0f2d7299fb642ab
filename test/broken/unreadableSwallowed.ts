import { isQuarantined } from "@huidan/core"
import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withPush } from "./changes.ts"

export const unreadableSwallowed: BrokenAdapter = {
  mistake: "a message that cannot be read is acknowledged and handed to nobody",
  breaks: "push-verification",
  follows: { "pushes-at-least-once": "such a message is done without having been handled" },
  subject: withPush(
    sound.xiaoe,
    (receive) => (request, handle) =>
      receive(request, (message) => (isQuarantined(message) ? Effect.void : handle(message)))
  )
}
