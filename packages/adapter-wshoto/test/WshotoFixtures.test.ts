import { assert, describe, it } from "@effect/vitest"
import { fixtureRecords, readFixtures, writeExpected } from "@huidan/conformance/fixtures"
import { isOrder, type OrderRecord } from "@huidan/core"
import * as Effect from "effect/Effect"
import { make } from "../src/index.ts"

const fixtures = readFixtures(new URL("../fixtures/", import.meta.url))

describe("every fixture decodes to its reviewed records", () => {
  it.effect.each(fixtures)("$operation, $case", (fixture) =>
    Effect.gen(function* () {
      const adapter = yield* make({ appId: "wx-shop" })
      const records = yield* fixtureRecords(adapter, fixture)
      if (process.env["UPDATE_FIXTURES"] === "1") writeExpected(fixture, records)
      else assert.deepStrictEqual(records, fixture.expected)
    })
  )
})

describe("explain", () => {
  it.effect("names a rule for every field that is not null", () =>
    Effect.gen(function* () {
      const adapter = yield* make({ appId: "wx-shop" })
      for (const fixture of fixtures) {
        const records = yield* Effect.orElseSucceed(
          adapter.decode(fixture.operation, fixture.body),
          (): ReadonlyArray<OrderRecord> => []
        )
        for (const [index, order] of records.filter(isOrder).entries()) {
          const explained =
            (yield* adapter.explain(fixture.operation, fixture.body)).records[index]?.fields.map(({ path }) => path) ??
            []
          const {
            contract: _1,
            key: _2,
            platform: _3,
            shop: _4,
            warnings: _5,
            source: _6,
            ...rest
          } = adapter.encode(order, { reveal: false, raw: "omit" })
          const unexplained = leaves(rest, "").filter(
            (path) => !explained.some((known) => path === known || path.startsWith(`${known}/`))
          )
          assert.deepStrictEqual(unexplained, ["/amounts/currency"])
        }
      }
    })
  )
})

const leaves = (node: unknown, path: string): ReadonlyArray<string> =>
  node === null || node === undefined
    ? []
    : typeof node === "object"
      ? Object.entries(node).flatMap(([key, child]) => leaves(child, `${path}/${key}`))
      : [path]
