/** What persons do while a shop is followed: they have periods read again, rows decoded again, and orders forgotten. */
import { makeDice } from "@huidan/conformance"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Machine, Process } from "./Process.ts"
import type { History } from "./Traffic.ts"
import { start } from "./World.ts"

/** How long the period is that is read again, in milliseconds: most orders are older, and their changes are not in it. */
const period = 60_000

/** How long a person waits until rows are decoded again, at most; in milliseconds. */
const replayEvery = 15_000

/** Until traffic ends. */
export const runPersons = (machine: Machine, history: History, current: () => Process | null): Effect.Effect<void> => {
  const { clock, journal, seed, world } = machine
  /** Does something again and again, about as often as the mean time says; never if that is 0. */
  const often = (name: string, mean: number, act: (process: Process) => Effect.Effect<unknown>) =>
    Effect.gen(function* () {
      const dice = makeDice(seed, "persons", name)
      while (mean > 0) {
        yield* Effect.sleep(Duration.millis(dice.between(1, 2 * mean)))
        const process = current()
        if (process === null) continue
        journal.push(`${clock.currentTimeMillisUnsafe()} person: ${name}`)
        yield* act(process)
      }
    })
  const backfill = often("backfill", world.backfillEvery, (process) => {
    const now = Math.floor(clock.currentTimeMillisUnsafe())
    return process.backfill(now - period, now)
  })
  const dice = makeDice(seed, "forgotten orders")
  const forget = often("forget", world.forgetEvery, (process) => {
    const orderId = dice.pickFrom([...history.states.keys()])
    if (orderId === undefined) return Effect.void
    return Effect.tap(process.forget(orderId), (orders) =>
      Effect.sync(() => {
        if (orders === 1) history.forgotten.add(orderId)
      })
    )
  })
  const { unreadable } = world
  const replay = Effect.gen(function* () {
    if (unreadable === null) return
    const rest = start + unreadable.until - clock.currentTimeMillisUnsafe()
    yield* Effect.sleep(Duration.millis(Math.max(0, rest)))
    yield* often("replay", replayEvery, ({ replay: again }) => again)
  })
  return Effect.all([backfill, forget, replay], { concurrency: "unbounded", discard: true })
}
