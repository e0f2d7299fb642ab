/** A trial that gets no processor is not taken for an endless one. */
import { assert, describe, it } from "@effect/vitest"
import { lookInterval, TrialTime } from "../../src/law/trial/trialSeconds.ts"

/** Whether the time is over after so many seconds of looks, which are made at once. */
const isOver = (time: TrialTime, seconds: number, limit: number): boolean => {
  let over = false
  for (let look = 0; look < seconds / lookInterval; look++) over = time.look(limit)
  return over
}

const compute = (seconds: number): void => {
  const start = process.cpuUsage()
  const used = () => {
    const { system, user } = process.cpuUsage(start)
    return (user + system) / 1_000_000
  }
  while (used() < seconds);
}

describe("the time of a trial", () => {
  it("is not over while the trial gets no processor, but after a generous time", () => {
    const time = new TrialTime({ isOwnThread: false })
    assert.isFalse(isOver(time, 40, 10))
    assert.isTrue(isOver(time, 10, 10))
  })

  it("is over when the trial has used its seconds", () => {
    const time = new TrialTime({ isOwnThread: false })
    compute(0.05)
    assert.isTrue(isOver(time, 0.25, 0.05))
  })

  it("is not over before its seconds have passed, however much other threads compute", () => {
    const time = new TrialTime({ isOwnThread: false })
    compute(0.05)
    assert.isFalse(isOver(time, 0.25, 0.3))
  })
})
