/**
 * Every answer kept as a fixture decodes to its reviewed records, and `explain` names a rule for each field of them.
 *
 * After a change of mapping: `UPDATE_FIXTURES=1 pnpm vitest run test/fixtures.test.ts`, then read what it wrote.
 */
import { assert, describe, it } from "@effect/vitest"
import { fixtureRecords, unexplainedFields, writeExpected } from "@huidan/conformance/fixtures"
import { registerAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { subjects } from "./support.ts"

describe.each(subjects)("$platform", (subject) => {
  it("is an adapter that apps take in", () => {
    const { package: name, version } = subject.package.manifest
    assert.isTrue(Result.isSuccess(registerAdapter({ adapter: subject.package }, { package: name, version })))
  })

  it.effect.each(subject.fixtures)("$operation, $case", (fixture) =>
    Effect.gen(function* () {
      const adapter = yield* subject.make
      const records = yield* fixtureRecords(adapter, fixture)
      if (process.env["UPDATE_FIXTURES"] === "1") writeExpected(fixture, records)
      else assert.deepStrictEqual(records, fixture.expected)
      const unexplained = yield* Effect.orElseSucceed(unexplainedFields(adapter, fixture), () => [])
      assert.deepStrictEqual(unexplained, [])
    }).pipe(Effect.scoped)
  )
})
