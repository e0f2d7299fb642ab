import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { promisify } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { fixtureRecords, readFixtures, writeExpected } from "@huidan/conformance/fixtures"
import { isOrder, type OrderRecord } from "@huidan/core"
import * as Effect from "effect/Effect"
import { make } from "../src/index.ts"

const folder = new URL("../fixtures/", import.meta.url)
const fixtures = readFixtures(folder)

describe("every fixture decodes to its reviewed records", () => {
  it.effect.each(fixtures)("$operation, $case", (fixture) =>
    Effect.gen(function* () {
      const adapter = yield* make({})
      const records = yield* fixtureRecords(adapter, fixture)
      if (process.env["UPDATE_FIXTURES"] === "1") writeExpected(fixture, records)
      else assert.deepStrictEqual(records, fixture.expected)
    })
  )

  it("under any time zone", async () => {
    const script = `
      import { fixtureRecords, readFixtures } from "@huidan/conformance/fixtures"
      import { make } from "./src/index.ts"
      import * as Effect from "effect/Effect"
      const fixtures = readFixtures(new URL("fixtures/", import.meta.url + "/../"))
      const adapter = await Effect.runPromise(make({}))
      for (const fixture of fixtures) console.log(JSON.stringify(await Effect.runPromise(fixtureRecords(adapter, fixture))))`
    const zones = ["UTC", "Asia/Shanghai", "America/New_York"]
    const outputs = await Promise.all(
      zones.map((TZ) =>
        promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
          cwd: new URL("../", import.meta.url),
          env: { ...process.env, TZ }
        })
      )
    )
    const expected = fixtures.map((fixture) => JSON.stringify(fixture.expected)).join("\n")
    for (const { stdout } of outputs) assert.strictEqual(stdout.trim(), expected)
  })
})

const decoded = (fixture: (typeof fixtures)[number]) =>
  Effect.flatMap(make({}), (adapter) =>
    Effect.map(
      Effect.orElseSucceed(adapter.decode(fixture.operation, fixture.body), (): ReadonlyArray<OrderRecord> => []),
      (records) => ({ adapter, records })
    )
  )

describe("explain", () => {
  it.effect.each(fixtures)("names a rule for every field of $operation, $case", (fixture) =>
    Effect.gen(function* () {
      const { adapter, records } = yield* decoded(fixture)
      if (records.length === 0) return
      const explanation = yield* adapter.explain(fixture.operation, fixture.body)
      for (const [index, order] of records.entries()) {
        if (!isOrder(order)) continue
        const fields = explanation.records[index]?.fields ?? []
        const known = fields.map(({ path }) => path)
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
          (path) => !known.some((field) => path === field || path.startsWith(`${field}/`))
        )
        assert.deepStrictEqual(unexplained, [])
        for (const { pointers, rule } of fields) {
          assert.isNotEmpty(rule)
          for (const pointer of pointers) assert.isTrue(stands(JSON.parse(fixture.body), pointer), pointer)
        }
      }
    })
  )

  it.effect("names the keys that nothing read", () =>
    Effect.gen(function* () {
      const adapter = yield* make({})
      const { unread } = yield* adapter.explain("order.list@1.0", read("order.list@1.0.published.json"))
      assert.deepStrictEqual(unread, ["/data/0/order_type", "/data/0/system_info"])
    })
  )
})

describe("private text", () => {
  it.effect.each(fixtures)("nothing of $operation, $case shows without the right to it", (fixture) =>
    Effect.gen(function* () {
      const { adapter, records } = yield* decoded(fixture)
      for (const order of records.filter(isOrder)) {
        const secrets = privateValues(adapter.encode(order, { reveal: true, raw: "omit" })).filter(
          (value) => value.length > 1
        )
        const shown = JSON.stringify(adapter.encode(order, { reveal: false, raw: "masked" }))
        for (const secret of secrets) assert.notInclude(shown, secret)
      }
    })
  )
})

const read = (file: string): string => readFileSync(new URL(file, folder), "utf8")

const leaves = (node: unknown, path: string): ReadonlyArray<string> =>
  node === null || node === undefined
    ? []
    : typeof node === "object"
      ? Object.entries(node).flatMap(([key, child]) => leaves(child, `${path}/${key}`))
      : [path]

const stands = (document: unknown, pointer: string): boolean =>
  pointer
    .slice(1)
    .split("/")
    .reduce<unknown>(
      (node, key) => (typeof node === "object" && node !== null ? Reflect.get(node, key) : undefined),
      document
    ) !== undefined

const privateValues = (node: unknown): ReadonlyArray<string> =>
  typeof node !== "object" || node === null
    ? []
    : "state" in node && node.state === "plain" && "value" in node
      ? [String(node.value)]
      : Object.values(node).flatMap(privateValues)
