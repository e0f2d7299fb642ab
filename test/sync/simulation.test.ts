/**
 * Real adapters, living platforms and the real store: whatever the seed, the store ends as the platform is, and showed nothing
 * older in between. `HUIDAN_SIM_SEEDS=1000` tries so many
 * seeds in all, spread over the worlds.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { simulate } from "./simulation/simulate.ts"
import { mostRequests, type World, worlds } from "./simulation/World.ts"

const worldEntries: ReadonlyArray<readonly [string, World]> = Object.entries(worlds)

const inAll = process.env["HUIDAN_SIM_SEEDS"]
const seedsOfEach = inAll === undefined ? 3 : Math.ceil(Number(inAll) / worldEntries.length)
const seeds = Array.from({ length: seedsOfEach }, (_, index) => index + 1)

describe("the store ends as the platform is", () => {
  it.live.each(worldEntries)(
    "%s",
    ([name, world]) =>
      Effect.forEach(
        seeds,
        Effect.fnUntraced(function* (seed) {
          const { problems, requests } = yield* simulate(world, seed)
          assert.deepStrictEqual(problems, [], `${name}, seed ${seed}`)
          assert.isAtMost(requests, mostRequests, `${name}, seed ${seed}`)
        }),
        { discard: true }
      ),
    600_000
  )
})

describe("a seed", () => {
  it.live(
    "gives the same journal again, byte for byte",
    () =>
      Effect.gen(function* () {
        const world = worlds["doudian official, replicas behind, a clock 2 seconds ahead"]
        const first = yield* simulate(world, 7)
        const again = yield* simulate(world, 7)
        assert.isAbove(first.journal.length, 100)
        assert.strictEqual(again.journal.join("\n"), first.journal.join("\n"))
      }),
    120_000
  )
})
