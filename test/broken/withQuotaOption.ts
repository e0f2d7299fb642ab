import type { Quota } from "@huidan/core"
import type { Sound } from "./BrokenAdapter.ts"

/** The adapter with an option that states another quota than the platform has. */
export const withQuotaOption = (subject: Sound, quota: Pick<Quota, "requests" | "seconds">): Sound => ({
  ...subject,
  adapter: {
    ...subject.adapter,
    make: (options) => subject.adapter.make({ ...(options as object), quota })
  }
})

export const boundless = { requests: 1_000_000, seconds: 1 }
