/** How the results of trials become the verdict of any law. */
import { assert, describe, it } from "@effect/vitest"
import {
  type Breach,
  breach,
  deviationsOf,
  makeLaw,
  makeReport,
  makeSubjects,
  type NothingAsked,
  nothingAsked,
  runLaw
} from "@huidan/conformance"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { sound } from "./broken/BrokenAdapter.ts"

const numbers = Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 9 })))
const seeds = { from: 1, count: 10 }

type Property = (trial: number) => Effect.Effect<void, Breach | NothingAsked>

const numbersAre = (keep: Property) =>
  makeLaw({ name: "numbers", promise: "numbers are as they should be", doors: "first", trials: numbers, keep })

const verdictOf = (property: Property, deviations?: Readonly<Record<string, string>>) =>
  Effect.flatMap(makeSubjects(sound.wshoto), (subjects) =>
    runLaw(numbersAre(property), subjects, { seeds, ...(deviations && { deviations }) })
  )

describe("a law", () => {
  it.effect("that finds something to ask at some seeds is kept, and says at how many it found nothing", () =>
    Effect.gen(function* () {
      let trials = 0
      const { reason, verdict } = yield* verdictOf(() => (++trials % 5 === 0 ? nothingAsked("no tables") : Effect.void))
      assert.deepStrictEqual([verdict, reason], ["kept", "nothing to ask at 2 of 10 seeds: no tables"])
    })
  )

  it.effect("that finds nothing to ask at any seed is skipped, not kept", () =>
    Effect.gen(function* () {
      const { reason, verdict } = yield* verdictOf(() => nothingAsked("no tables"))
      assert.deepStrictEqual([verdict, reason], ["skipped", "nothing to ask at 10 of 10 seeds: no tables"])
    })
  )

  it.effect("that is declared only at doors where it finds nothing to ask is skipped", () =>
    Effect.gen(function* () {
      const subjects = yield* makeSubjects(sound.xiaoe)
      const law = makeLaw({
        name: "numbers",
        promise: "numbers are as they should be",
        doors: "each",
        trials: numbers,
        notDeclared: ({ isFirstDoor }) => (isFirstDoor ? null : "numbers"),
        keep: () => nothingAsked("no tables")
      })
      const { reason, verdict } = yield* runLaw(law, subjects, { seeds })
      assert.strictEqual(verdict, "skipped")
      assert.match(reason ?? "", /^not declared at the door .*: numbers; nothing to ask at 3 of 10 seeds: no tables$/)
    })
  )

  it.effect("that is broken reports the smallest trial that breaks it", () =>
    Effect.gen(function* () {
      const { broken, verdict } = yield* verdictOf((trial) => (trial < 3 ? Effect.void : breach("3 or more")))
      assert.deepStrictEqual([verdict, broken?.trial, broken?.breach], ["broken", "3", "3 or more"])
    })
  )

  it.effect("that is broken with a declared deviation deviates, and the report keeps the reason", () =>
    Effect.gen(function* () {
      const deviations = { numbers: "the platform rounds" }
      const result = yield* verdictOf(() => breach("rounded"), deviations)
      assert.deepStrictEqual([result.verdict, result.reason], ["deviates", "the platform rounds"])
      const { adapter, twin } = sound.wshoto
      assert.deepStrictEqual(deviationsOf(makeReport(adapter, twin, seeds.count, [result])), deviations)
    })
  )
})
