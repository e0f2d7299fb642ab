/**
 * Every answer that is a fixture decodes to its reviewed records, and `explain` names a rule for each of their fields.
 *
 * After a change of a mapping run `UPDATE_FIXTURES=1 pnpm vitest run test/fixtures.test.ts`, then review what it wrote.
 */
import { assert, describe, it } from "@effect/vitest"
import { fixtureRecords, unexplainedFields, writeExpected } from "@huidan/conformance/fixtures"
import { isOrder, type Json, type Quarantined, registerAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { parseLossless } from "../packages/adapter-kit/src/answer/LosslessJson.ts"
import { placesOf } from "./mutate.ts"
import { subjects } from "./support.ts"

describe.each(subjects)("$platform", (subject) => {
  it("is an adapter that apps accept", () => {
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

  it.effect.each(subject.fixtures)(
    "$operation, $case: a row that is kept as JSON is the same record again",
    (fixture) =>
      Effect.gen(function* () {
        const adapter = yield* subject.make
        for (const record of yield* Effect.orElseSucceed(adapter.decode(fixture.operation, fixture.body), () => [])) {
          const { raw, rawNumbers } = isOrder(record) ? record.source : record
          const kept = JSON.parse(JSON.stringify(raw === null ? null : Redacted.value(raw))) as Json
          const again = yield* adapter.decodeRow!(fixture.operation, kept, Redacted.value(rawNumbers), null)
          if (isOrder(record)) assert.deepStrictEqual(again, record)
          else assert.strictEqual((again as Quarantined).fingerprint, record.fingerprint)
        }
      }).pipe(Effect.scoped)
  )

  it.effect.each(subject.fixtures)("$operation, $case: the places that explain names exist and were read", (fixture) =>
    Effect.gen(function* () {
      const adapter = yield* subject.make
      const { records, unread } = yield* adapter.explain(fixture.operation, fixture.body)
      const named = new Set(records.flatMap(({ fields }) => fields.flatMap(({ pointers }) => pointers)))
      const places = new Set(placesOf(Result.getOrThrow(parseLossless(fixture.body))).map(({ pointer }) => pointer))
      assert.deepStrictEqual(
        [...named].filter((pointer) => !places.has(pointer)),
        []
      )
      assert.deepStrictEqual(
        unread.filter((pointer) => named.has(pointer)),
        []
      )
      assert.isTrue(records.every(({ fields }) => fields.every(({ rule }) => rule !== "")))
    }).pipe(
      Effect.catch(() => Effect.void),
      Effect.scoped
    )
  )
})
