/**
 * A rule that is left out shows in the simulation: each mutant ends wrong within ten seeds of its world. With
 * `HUIDAN_SIM_MUTANTS=1` only, as `pnpm simulate` sets it: it takes half a minute of CPU time.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { stopEverywhere } from "./simulation/everyKill.ts"
import { epochNotChecked, mutants } from "./simulation/mutants.ts"
import { simulate } from "./simulation/simulate.ts"
import { worlds } from "./simulation/World.ts"

const mostSeeds = 10

describe.runIf(process.env["HUIDAN_SIM_MUTANTS"] !== undefined)("a mistake shows", () => {
  it.live.each(Object.entries(mutants))(
    "%s",
    ([, make]) =>
      Effect.gen(function* () {
        let found = 0
        for (let seed = 1; found === 0 && seed <= mostSeeds; seed++) {
          const { mutate, with: other, world } = make()
          const options = mutate === undefined ? {} : { mutate }
          const { problems } = yield* simulate({ ...worlds[world], ...other }, seed, options)
          found = problems.length > 0 ? seed : 0
        }
        assert.isAbove(found, 0, `${mostSeeds} seeds end right`)
      }),
    300_000
  )

  it.live(
    "an owner's epoch is not checked",
    () =>
      Effect.gen(function* () {
        const usual = worlds["doudian official"]
        const world = { ...usual, faults: 0, settings: { ...usual.settings, pollInterval: "10 seconds" as const } }
        const only = ["page of the live list"]
        const { problems } = yield* stopEverywhere(world, 1, "freeze", { mutate: epochNotChecked, only })
        assert.isTrue(problems.some((problem) => problem.includes("writes after another one took its place")))
      }),
    300_000
  )
})
