/** A platform's quota: at most so many requests in any window of so many seconds, wherever it begins. */

export interface SlidingWindow {
  /** Counts a request at `now` (unix milliseconds) and returns `true`; returns `false` if the quota is used up. */
  readonly admit: (now: number) => boolean
}

export const makeSlidingWindow = (requests: number, seconds: number): SlidingWindow => {
  const admitted: Array<number> = []
  return {
    admit: (now) => {
      while (admitted[0] !== undefined && admitted[0] <= now - seconds * 1000) admitted.shift()
      if (admitted.length >= requests) return false
      admitted.push(now)
      return true
    }
  }
}
