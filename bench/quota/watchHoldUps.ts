const interval = 5

/** Watches how long this process was kept from running; the longest time so far, in milliseconds. */
export const watchHoldUps = (): (() => number) => {
  let longest = 0
  let last = performance.now()
  setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last - interval)
    last = now
  }, interval)
  return () => Math.round(longest)
}
