import type { Quota } from "@huidan/core"

/** What is measured in one run. */
export interface QuotaCase {
  readonly requests: number
  readonly seconds: number
  /** By how much the limiter reckons arrivals to spread, in parts of the window. */
  readonly spread: number
  readonly processes: number
  readonly measuredSeconds: number
  /** How often it may be measured, where the machine held a process up for longer than the spread allows. */
  readonly attempts: number
  readonly seed: number
  /** The server refuses one request so many seconds after the first, and asks for a pause of so many. */
  readonly refusal: { readonly after: number; readonly pause: number } | null
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
export const longestDelay = ({ seconds }: Pick<QuotaCase, "seconds">): number => seconds * 5

/** Requests that are under way or wait for their turn at once, in all processes together. */
export const senders = ({ requests, seconds }: QuotaCase): number => Math.ceil(Math.max(20, requests / seconds))

/** Requests to this path do not count: the first ones of a process take far longer than all others. */
export const warmUpPath = "/warm-up"

/** What the spread leaves for the machine's own delays, in milliseconds. */
export const allowedHoldUp = (one: Omit<QuotaCase, "redis">): number =>
  one.spread * one.seconds * 1000 - longestDelay(one)
