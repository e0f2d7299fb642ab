/**
 * Every answer in fixtures/ decodes to its reviewed records, and `explain` names a rule for each of their fields.
 *
 * After a change of the mapping, run `UPDATE_FIXTURES=1 npx vitest run test/fixtures.test.ts` and review what it wrote.
 */
import { assert, describe, it } from "@effect/vitest"
import { fixtureRecords, readFixtures, unexplainedFields, writeExpected } from "@huidan/conformance/fixtures"
import * as Effect from "effect/Effect"
import { make } from "../src/index.ts"

describe("fixtures", () => {
  it.effect.each(readFixtures(new URL("../fixtures/", import.meta.url)))("$operation, $case", (fixture) =>
    Effect.gen(function* () {
      const adapter = yield* make({ appId: "fixture-app" })
      const records = yield* fixtureRecords(adapter, fixture)
      if (process.env["UPDATE_FIXTURES"] === "1") writeExpected(fixture, records)
      else assert.deepStrictEqual(records, fixture.expected)
      const unexplained = yield* Effect.orElseSucceed(unexplainedFields(adapter, fixture), () => [])
      assert.deepStrictEqual(unexplained, [])
    })
  )
})
