/** A process is stopped after every statement of each kind of transaction, killed or frozen: the store ends right. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { stopEverywhere } from "./simulation/everyKill.ts"
import { stopInMigrations } from "./simulation/stopInMigrations.ts"
import { worlds } from "./simulation/World.ts"

/** What a process of the store does in a transaction. */
const works = [
  "begin a backfill",
  "claim",
  "correct wants",
  "detail",
  "forget",
  "note the shop's rules",
  "note the shop's state",
  "page of a backfill",
  "page of the live list",
  "park",
  "push",
  "want"
]

const usual = worlds["doudian official"]
const world = { ...usual, faults: 0, settings: { ...usual.settings, pollInterval: "10 seconds" as const } }

/** Rows of some orders cannot be decoded when they are listed, all the time, and can when they are decoded again. */
const unreadable = { ...world, unreadable: { share: 0.6, until: Number.POSITIVE_INFINITY } }

describe("a process that is stopped after a statement", () => {
  it.live(
    "and killed loses nothing",
    () =>
      Effect.gen(function* () {
        const { problems, stops } = yield* stopEverywhere(world, 1, "kill")
        assert.deepStrictEqual(problems, [])
        assert.sameMembers(Object.keys(stops), ["become writer", ...works])
        for (const [work, count] of Object.entries(stops)) assert.isAbove(count, 2, work)
      }),
    300_000
  )

  it.live(
    "and goes on when another one took its place writes nothing",
    () =>
      Effect.gen(function* () {
        const { problems, stops } = yield* stopEverywhere(world, 1, "freeze")
        assert.deepStrictEqual(problems, [])
        assert.sameMembers(Object.keys(stops), works)
        for (const [work, count] of Object.entries(stops)) assert.isAbove(count, 2, work)
      }),
    300_000
  )

  it.live.each(["kill", "freeze"] as const)(
    "while it decodes a row of the quarantine again loses and doubles nothing: %s",
    (how) =>
      Effect.gen(function* () {
        const { problems, stops } = yield* stopEverywhere(unreadable, 1, how, { only: ["replay"] })
        assert.deepStrictEqual(problems, [])
        assert.hasAllKeys(stops, ["replay"])
        assert.isAbove(stops["replay"] ?? 0, 10)
      }),
    300_000
  )

  it.live(
    "while it makes the tables leaves a file that the next one can use",
    () =>
      Effect.gen(function* () {
        const { problems, stops } = yield* stopInMigrations(world)
        assert.deepStrictEqual(problems, [])
        assert.isAbove(stops, 30)
      }),
    120_000
  )
})
