const interval = 5

/** Measures how long this process was kept from running. The returned function gives the longest time so far, in milliseconds. */
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
