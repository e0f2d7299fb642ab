/**
 * A model of one shop and its store, with the package's own rules: whatever the seed, the store ends as the platform is.
 * `HUIDAN_MODEL_SEEDS=1000` tries so many seeds in each world.
 */
import { assert, describe, it } from "@effect/vitest"
import { mutants, ownRules } from "./Rules.ts"
import { simulate } from "./simulate.ts"
import { type World, worlds } from "./World.ts"

const seeds = Number(process.env["HUIDAN_MODEL_SEEDS"] ?? 36)

/** A mutant is found within so many seeds. */
const mutantSeeds = 10

const worldEntries: ReadonlyArray<readonly [string, World]> = Object.entries(worlds)

describe("a store ends as the platform is", () => {
  it.each(worldEntries)("%s", (_, world) => {
    for (let seed = 1; seed <= seeds; seed++) {
      const { lost, older, outOfOrder, wrong } = simulate(seed, ownRules, world)
      assert.deepStrictEqual({ lost, wrong, outOfOrder }, { lost: [], wrong: [], outOfOrder: 0 }, `seed ${seed}`)
      if (world.lag === 0) assert.strictEqual(older, 0, `seed ${seed}: an answer shows an older state`)
    }
  })
})

describe("a rule that is left out shows", () => {
  it.each(Object.entries(mutants))("%s", (_, { rules, shows, world }) => {
    const found = Array.from({ length: mutantSeeds }, (__, index) => index + 1).find((seed) => {
      const { lost, older, wrong } = simulate(seed, { ...ownRules, ...rules }, worlds[world])
      return shows === "older" ? older > 0 : wrong.length + lost.length > 0
    })
    assert.isDefined(found, `${mutantSeeds} seeds end right`)
  })
})

describe("a seed", () => {
  it("gives the same outcome again", () => {
    const world = worlds["slow answers, replicas behind"]
    assert.deepStrictEqual(simulate(7, ownRules, world), simulate(7, ownRules, world))
  })
})
