/** A trial that does not end is ended, by a breach or with its process, and the call is named. */
import { assert, describe, it } from "@effect/vitest"
import { laws, makeSubjects, runLaw } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import { afterAll, beforeAll } from "vitest"
import { endlessCalls, endlessMakes } from "./broken/endlessCalls.ts"
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

describe.each(endlessMakes)("$mistake", ({ says, subject }) => {
  it("fails before any law is tried", async () => {
    const { message } = await Effect.runPromise(Effect.flip(makeSubjects(subject)))
    assert.match(message, says)
  }, 60_000)
})

describe("a process that ends by a function taken earlier", () => {
  it("names the trial and fails", async () => {
    const { code, output } = await runCommand("endlessCalls.ts", "earlyExit", ["--law", "fidelity", "--seed", "1"], {})
    assert.match(output, /^fidelity is broken by .* Seed 1, .*, running: getOrder\.\nIt ends the process\.$/m)
    assert.strictEqual(code, 1)
  }, 60_000)
})

describe("an adapter that blocks its thread while it is made", () => {
  it("ends the command, which names the door", async () => {
    const { code, output } = await runCommand("endlessCalls.ts", "blockingMake", [], { [limit]: "1" })
    assert.match(output, /^@huidan\/adapter-wshoto cannot be made at the door standard, running: make\.$/m)
    assert.strictEqual(code, null)
  }, 60_000)
})

describe("a call that never yields", () => {
  const variables = { HUIDAN_LAW: "fidelity", HUIDAN_SEED: "1", [limit]: "1" }
  const says =
    /^fidelity is broken by .* Seed 1, door standard.*, running: getOrder\.\nIt has not ended after \d+ seconds, and blocks/m

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
