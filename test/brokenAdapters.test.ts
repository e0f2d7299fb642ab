/**
 * The laws can fail: for every law there is an adapter of ours with one mistake that breaks this law, and no other law
 * except those that follow from the mistake.
 *
 * Other laws are tried by `pnpm broken` only, because that takes minutes. Only some mistakes:
 * `HUIDAN_BROKEN=<words of the mistake> pnpm broken`.
 */
import { assert, describe, it } from "@effect/vitest"
import { laws, makeSubjects, runLaw, seedsOfAllCases } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import { brokenAdapters } from "./broken/brokenAdapters.ts"

// Some mistakes cost minutes on a slow machine before the law finds them; they are not endless.
process.env["HUIDAN_TRIAL_SECONDS"] ??= "300"

const seeds = { from: 1, count: seedsOfAllCases }
/** One seed, and another one for the next mistake. */
const oneSeed = (place: number) => ({ from: 1 + (place % seedsOfAllCases), count: 1 })
/** Each mistake is tried with a third of the other laws, in turn: each law is kept by many mistakes of others. */
const isTried = (place: number, index: number) => process.env["HUIDAN_OTHER_LAWS"] === "1" && (place + index) % 3 === 0
const wanted = process.env["HUIDAN_BROKEN"] ?? ""

const chosen = brokenAdapters
  .map((broken, place) => ({ ...broken, place }))
  .filter(({ mistake }) => mistake.includes(wanted))

describe.each(chosen)("$mistake", (broken) => {
  it(
    `breaks ${broken.breaks}, and only the other laws that it names`,
    () =>
      Effect.gen(function* () {
        const subjects = yield* makeSubjects(broken.subject)
        const named = new Set([broken.breaks, ...Object.keys(broken.follows)])
        const others = laws.filter(({ name }, index) => !named.has(name) && isTried(broken.place, index))
        const own = laws.filter(({ name }) => name === broken.breaks)
        const results = [
          ...(yield* Effect.forEach(own, (law) => runLaw(law, subjects, { seeds }))),
          ...(yield* Effect.forEach(others, (law) => runLaw(law, subjects, { seeds: oneSeed(broken.place) })))
        ]
        const found = results.filter(({ verdict }) => verdict === "broken")
        const breaches = found.map(({ broken: trial, law }) => `${law}: ${trial?.breach}`).join("\n")
        assert.include(
          found.map(({ law }) => law),
          broken.breaks,
          `the mistake was not found\n${breaches}`
        )
        assert.deepStrictEqual(
          found.filter(({ law }) => law !== broken.breaks).map(({ broken: trial, law }) => `${law}: ${trial?.breach}`),
          []
        )
      }).pipe(Effect.runPromise),
    300_000
  )
})

describe("the laws", () => {
  it.each(laws.map(({ name }) => name))("%s has a broken adapter", (name) => {
    assert.include(
      brokenAdapters.map(({ breaks }) => breaks),
      name
    )
  })
})
