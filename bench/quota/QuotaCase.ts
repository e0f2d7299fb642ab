import type { Quota } from "@huidan/core"

/** What is measured in one run. */
export interface QuotaCase {
  readonly requests: number
  readonly seconds: number
  /** The spread of arrivals that the limiter allows for, as a part of the window. */
  readonly spread: number
  readonly processes: number
  readonly measuredSeconds: number
  /** How often it is measured at most, if the machine delays a process for longer than the spread allows. */
  readonly attempts: number
  readonly seed: number
  /** In seconds: the server refuses one request `after` the first one, and asks for a `pause`. */
  readonly refusal: { readonly after: number; readonly pause: number } | null
  /** The port of the Redis that the processes share; `null` if the only process limits itself. */
  readonly redis: number | null
}

export const quotaOf = ({ requests, seconds }: QuotaCase): Quota => ({
  requests,
  seconds,
  source: "benchmark",
  verified: true
})

/** The largest delay of a request, in milliseconds: half a percent of the window. */
export const longestDelay = ({ seconds }: Pick<QuotaCase, "seconds">): number => seconds * 5

/** Requests that are being sent or wait for their turn at the same time, in all processes together. */
export const senders = ({ requests, seconds }: QuotaCase): number => Math.ceil(Math.max(20, requests / seconds))

/** Requests to this path do not count: the first ones of a process take much longer than later ones. */
export const warmUpPath = "/warm-up"

/** The part of the spread that is left for the machine's own delays, in milliseconds. */
export const allowedHoldUp = (one: Omit<QuotaCase, "redis">): number =>
  one.spread * one.seconds * 1000 - longestDelay(one)
