/** The answers that the document shows, and answers made from its tables, give the records beside them. */
import { assert, describe, it } from "@effect/vitest"
import { fixtureRecords, readFixtures, unexplainedFields, writeExpected } from "@huidan/conformance/fixtures"
import * as Effect from "effect/Effect"
import { make } from "../src/index.ts"

describe.each(readFixtures(new URL("../fixtures/", import.meta.url)))("$operation, $case", (fixture) => {
  it.effect("decodes to its reviewed records", () =>
    Effect.gen(function* () {
      const records = yield* fixtureRecords(yield* make({}), fixture)
      if (process.env["UPDATE_FIXTURES"] === "1") writeExpected(fixture, records)
      else assert.deepStrictEqual(records, fixture.expected)
    })
  )

  it.effect("is explained in every field", () =>
    Effect.gen(function* () {
      const adapter = yield* make({})
      const unexplained = yield* Effect.orElseSucceed(unexplainedFields(adapter, fixture), () => [])
      assert.deepStrictEqual(unexplained, [])
    })
  )
})
