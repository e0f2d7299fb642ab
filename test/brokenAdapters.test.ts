/**
 * The laws can fail: for every law there is an adapter of ours with one mistake that breaks this law, and no other law
 * except those that follow from the mistake.
 *
 * Only some: `HUIDAN_BROKEN=<words of the mistake> pnpm vitest run test/brokenAdapters.test.ts`.
 */
import { assert, describe, it } from "@effect/vitest"
import { laws, makeSubjects, runLaw } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import { brokenAdapters } from "./broken/brokenAdapters.ts"

const seeds = { from: 1, count: 10 }
/** For the laws that it should keep. */
const fewSeeds = { from: 1, count: 5 }
const wanted = process.env["HUIDAN_BROKEN"] ?? ""

describe.each(brokenAdapters.filter(({ mistake }) => mistake.includes(wanted)))("$mistake", (broken) => {
  it(
    `breaks ${broken.breaks}, and only the other laws that it names`,
    () =>
      Effect.gen(function* () {
        const subjects = yield* makeSubjects(broken.subject)
        const results = yield* Effect.forEach(laws, (law) =>
          runLaw(law, subjects, { seeds: law.name === broken.breaks ? seeds : fewSeeds })
        )
        const found = results.filter(({ verdict }) => verdict === "broken")
        const breaches = found.map(({ broken: trial, law }) => `${law}: ${trial?.breach}`).join("\n")
        assert.include(
          found.map(({ law }) => law),
          broken.breaks,
          `the mistake was not found\n${breaches}`
        )
        const named = new Set([broken.breaks, ...Object.keys(broken.follows)])
        assert.deepStrictEqual(
          found.filter(({ law }) => !named.has(law)).map(({ broken: trial, law }) => `${law}: ${trial?.breach}`),
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
