/**
 * How fast to send, so that no window of the platform, aligned or sliding, ever holds more than its quota.
 *
 * Of N requests per T seconds, sent at b + r·t, a server sees at most b + r·(T + J) in any window T, where J is the
 * spread of arrival delays. So a token bucket of limit b and rate r with b + r·(T + J) ≤ N uses T / (T + J) of the
 * quota and is never refused while delays spread by less than J.
 */
import type { Quota } from "@huidan/core"

export interface Bucket {
  /** Tokens that may go at once. */
  readonly limit: number
  /** The time in which `limit` tokens come back, in milliseconds. */
  readonly windowMillis: number
}

/** The spread assumed until the platform refuses something: 2 % of T, at least 20 ms. In milliseconds. */
export const defaultSpread = (quota: Quota): number => Math.max(20, quota.seconds * 20)

/** The widest spread that refusals lead to: half of T. In milliseconds. */
export const maximumSpread = (quota: Quota): number => quota.seconds * 500

/**
 * The bucket for a quota and a spread (milliseconds). Above 100 requests a second a burst of half a percent keeps timers
 * cheap; a larger one would cost its share of the quota.
 */
export const bucketOf = (quota: Quota, spreadMillis: number): Bucket => {
  const reach = quota.seconds * 1000 + spreadMillis
  if (quota.requests / quota.seconds <= 100) return { limit: 1, windowMillis: reach / quota.requests }
  const limit = Math.max(1, Math.floor(quota.requests / 200))
  return { limit, windowMillis: (limit * reach) / (quota.requests - limit) }
}

/** One of `shares` equal parts of a quota, at least one request. */
export const shareOf = (quota: Quota, shares: number): Quota => ({
  ...quota,
  requests: Math.max(1, Math.floor(quota.requests / shares))
})
