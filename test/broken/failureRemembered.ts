import type { AdapterError } from "@huidan/core"
import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const failureRemembered: BrokenAdapter = {
  mistake: "after one call with an unavailable platform every later one fails too",
  breaks: "retry-bounds",
  follows: {},
  subject: withAdapter(sound.wshoto, (adapter) => {
    let before: AdapterError | null = null
    const remember = (error: AdapterError) =>
      Effect.sync(() => {
        if (error.reason._tag === "PlatformUnavailable") before = error
      })
    return {
      ...adapter,
      getOrder: (orderId) =>
        Effect.suspend(() =>
          before === null ? Effect.tapError(adapter.getOrder(orderId), remember) : Effect.fail(before)
        )
    }
  })
}
