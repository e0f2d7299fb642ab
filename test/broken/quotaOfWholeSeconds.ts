import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import { type BrokenAdapter, sound, withClient } from "./BrokenAdapter.ts"
import { boundless, withQuotaOption } from "./withQuotaOption.ts"

/** Ten requests in each second of the clock. */
const tenEachSecond = (): Effect.Effect<void> => {
  let second = 0
  let sent = 0
  const turn: Effect.Effect<void> = Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    if (Math.floor(now / 1000) !== second) {
      second = Math.floor(now / 1000)
      sent = 0
    }
    sent += 1
    if (sent <= 10) return
    yield* Effect.sleep((second + 1) * 1000 - now)
    yield* turn
  })
  return turn
}

export const quotaOfWholeSeconds: BrokenAdapter = {
  mistake: "the quota is counted in whole seconds of the clock, not in any second",
  breaks: "quota",
  follows: {},
  subject: withClient(withQuotaOption(sound.wshoto, boundless), (client) => {
    const turn = tenEachSecond()
    return HttpClient.mapRequestEffect(client, (request) => Effect.as(turn, request))
  })
}
