import type { Quota } from "@huidan/core"

/** What is measured in one run. */
export interface QuotaCase {
  readonly requests: number
  readonly seconds: number
  /** By how much the limiter reckons arrivals to spread, in parts of the window. */
  readonly spread: number
  readonly processes: number
  readonly measuredSeconds: number
  readonly seed: number
  /** The port of the Redis that the processes share; `null`: the one process has a limiter of its own. */
  readonly redis: number | null
}

export const quotaOf = ({ requests, seconds }: QuotaCase): Quota => ({
  requests,
  seconds,
  source: "benchmark",
  verified: true
})

/** Requests arrive up to so many milliseconds late: half a percent of the window. */
export const longestDelay = ({ seconds }: QuotaCase): number => seconds * 5

/** Requests that are under way or wait for their turn at once, in all processes together. */
export const senders = ({ requests, seconds }: QuotaCase): number => Math.ceil(Math.max(20, requests / seconds))
