/** A trial that does not end is ended, by a breach or with its process, and the call is named. */
import { assert, describe, it } from "@effect/vitest"
import { laws, makeSubjects, runLaw } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import { afterAll, beforeAll } from "vitest"
import { endlessCalls } from "./broken/endlessCalls.ts"
import { runCommand, runTests } from "./kitRuns/runKit.ts"

const limit = "HUIDAN_TRIAL_SECONDS"

describe.each(endlessCalls)("$mistake", ({ law: name, says, seconds, subject }) => {
  const before = process.env[limit]

  beforeAll(() => {
    process.env[limit] = String(seconds)
  })

  afterAll(() => {
    if (before === undefined) delete process.env[limit]
    else process.env[limit] = before
  })

  it(`breaks ${name}`, async () => {
    const subjects = await Effect.runPromise(makeSubjects(subject))
    const results = await Effect.runPromise(
      Effect.forEach(
        laws.filter((law) => law.name === name),
        (law) => runLaw(law, subjects, { seeds: { from: 1, count: 10 } })
      )
    )
    assert.match(results[0]?.broken?.breach ?? "kept", says)
  }, 300_000)
})

describe("a call that never yields", () => {
  const variables = { HUIDAN_LAW: "fidelity", HUIDAN_SEED: "1", [limit]: "1" }
  const says =
    /^fidelity is broken by .* Seed 1, door standard.*, running: getOrder\.\nThe trial neither ends nor yields/m

  it.each(["forks", "threads"])(
    "ends the tests of vitest, with %s",
    async (pool) => {
      const { code, output } = await runTests("blocking", ["--pool", pool], variables)
      assert.match(output, says)
      assert.notStrictEqual(code, 0)
    },
    60_000
  )

  it("ends the command", async () => {
    const { code, output } = await runCommand(
      "endlessCalls.ts",
      "blockingCall",
      ["--law", "fidelity", "--seed", "1"],
      variables
    )
    assert.match(output, says)
    assert.strictEqual(code, null)
  }, 60_000)
})
