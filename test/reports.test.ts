/**
 * What public bug reports, SDKs and programs of others showed of orders: each case of `reports/cases.json` names an answer
 * (published or invented), JSON pointers into its order with the right values, and its source. `#` as the last step of a
 * pointer is the length of a list.
 */
import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { fixtureRecords } from "@huidan/conformance/fixtures"
import type { Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import { inTimeZone, type MachineZone } from "../packages/conformance/src/law/trial/timeZone.ts"
import { pending } from "./reports/pending.ts"
import { subjects } from "./support.ts"

interface Case {
  readonly name: string
  readonly platform: string
  readonly operation: string
  /** Which of the answer's orders; the first one unless given. */
  readonly row?: number
  readonly expect: { readonly [pointer: string]: Json }
  readonly source: string
}

const folder = new URL("./reports/", import.meta.url)
const cases: ReadonlyArray<Case> = JSON.parse(readFileSync(new URL("cases.json", folder), "utf8"))

const zones: ReadonlyArray<MachineZone> = [
  { name: "UTC", behindUtc: 0 },
  { name: "Asia/Shanghai", behindUtc: -480 },
  { name: "America/Los_Angeles", behindUtc: 480 }
]

const valueAt = (order: Json, pointer: string): Json | undefined =>
  pointer
    .split("/")
    .slice(1)
    .reduce<Json | undefined>(
      (node, key) =>
        typeof node !== "object" || node === null
          ? undefined
          : key === "#" && Array.isArray(node)
            ? node.length
            : (Reflect.get(node, key) as Json | undefined),
      order
    )

const found = ({ expect, name, operation, platform, row = 0 }: Case) =>
  Effect.gen(function* () {
    const adapter = yield* subjects.find((subject) => subject.platform === platform)!.make
    const body = readFileSync(new URL(`fixtures/${name}.json`, folder), "utf8")
    const records = yield* fixtureRecords(adapter, { operation, body })
    const record = Array.isArray(records) ? records[row] : records
    return Object.fromEntries(Object.keys(expect).map((pointer) => [pointer, valueAt(record, pointer)]))
  })

describe.each(zones)("in $name", (zone) => {
  for (const report of cases) {
    it.effect.skipIf(pending.has(report.name))(report.name, () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* inTimeZone(zone, found(report)), report.expect)
      })
    )
  }
})
