import { execFile } from "node:child_process"
import { createHash } from "node:crypto"
import { promisify } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { readFixtures } from "@huidan/conformance/fixtures"
import * as Effect from "effect/Effect"
import { make } from "../src/index.ts"

const fixtures = readFixtures(new URL("../fixtures/", import.meta.url))

describe("every fixture decodes to its reviewed records", () => {
  it("under any time zone", async () => {
    const script = `
      import { fixtureRecords, readFixtures } from "@huidan/conformance/fixtures"
      import { make } from "./src/index.ts"
      import { createHash } from "node:crypto"
      import * as Effect from "effect/Effect"
      const fixtures = readFixtures(new URL("fixtures/", import.meta.url + "/../"))
      const adapter = await Effect.runPromise(make({}))
      for (const fixture of fixtures) {
        const records = JSON.stringify(await Effect.runPromise(fixtureRecords(adapter, fixture)))
        console.log(fixture.operation, fixture.case, createHash("sha256").update(records).digest("hex"))
      }`
    const zones = ["UTC", "Asia/Shanghai", "America/New_York"]
    const outputs = await Promise.all(
      zones.map((TZ) =>
        promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
          cwd: new URL("../", import.meta.url),
          env: { ...process.env, TZ }
        })
      )
    )
    // Records hold private texts: a process prints what they hash to.
    const digestOf = (text: string) => createHash("sha256").update(text).digest("hex")
    const expected = fixtures
      .map((fixture) => `${fixture.operation} ${fixture.case} ${digestOf(JSON.stringify(fixture.expected))}`)
      .join("\n")
    for (const { stdout } of outputs) assert.strictEqual(stdout.trim(), expected)
  })
})

describe("explain", () => {
  it.effect("names the keys that nothing read", () =>
    Effect.gen(function* () {
      const adapter = yield* make({})
      const published = fixtures.find(
        ({ case: name, operation }) => `${operation} ${name}` === "order.list@1.0 published"
      )!
      const { unread } = yield* adapter.explain(published.operation, published.body)
      assert.deepStrictEqual(unread, ["/data/0/order_type", "/data/0/system_info"])
    })
  )
})
