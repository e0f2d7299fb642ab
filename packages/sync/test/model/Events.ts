/** Events in virtual time: what happens next is the earliest event, and of several at one moment the first that was added. */
export interface Events {
  /** The present, in milliseconds. */
  readonly now: () => number
  readonly at: (moment: number, happens: () => void) => void
  readonly after: (milliseconds: number, happens: () => void) => void
  readonly runUntil: (end: number) => void
}

interface Event {
  readonly moment: number
  readonly happens: () => void
}

export const makeEvents = (): Events => {
  let now = 0
  /** The latest first, so that the next one is at the end. */
  const waiting: Array<Event> = []
  const at = (moment: number, happens: () => void): void => {
    let [low, high] = [0, waiting.length]
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if ((waiting[middle]?.moment ?? 0) > moment) low = middle + 1
      else high = middle
    }
    waiting.splice(low, 0, { moment, happens })
  }
  return {
    now: () => now,
    at,
    after: (milliseconds, happens) => at(now + milliseconds, happens),
    runUntil: (end) => {
      for (;;) {
        const next = waiting.at(-1)
        if (next === undefined || next.moment > end) return
        waiting.pop()
        now = next.moment
        next.happens()
      }
    }
  }
}
