/** Decoding what a twin encoded gives the true order in every field that the twin declares, and null elsewhere. */
import { assert, describe, it } from "@effect/vitest"
import { makeTwin } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import { disagreements, subjectsWithTwins, summarise } from "./twins.ts"

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

describe.each(subjectsWithTwins)("$platform", ({ make, twin }) => {
  it.effect.each(seeds)("seed %i", (seed) =>
    Effect.gen(function* () {
      const running = yield* makeTwin(twin, { seed, orders: 40 })
      const found = yield* disagreements(running, yield* make, seed)
      assert.deepStrictEqual(summarise(found), [])
    }).pipe(Effect.scoped)
  )
})
