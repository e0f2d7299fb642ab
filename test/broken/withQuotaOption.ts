import type { Quota } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { Sound } from "./BrokenAdapter.ts"

/** The adapter with an option that states another quota than the platform has, and than its manifest says. */
export const withQuotaOption = (subject: Sound, quota: Pick<Quota, "requests" | "seconds">): Sound => ({
  ...subject,
  adapter: {
    ...subject.adapter,
    make: (options) =>
      Effect.zipWith(
        subject.adapter.make({ ...(options as object), quota }),
        subject.adapter.make(options),
        (adapter, { manifest }) => ({ ...adapter, manifest })
      )
  }
})

export const boundless = { requests: 1_000_000, seconds: 1 }
