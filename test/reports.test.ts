/**
 * What public bug reports, SDKs and programs of others showed of orders: each case of `reports/cases.json` names an answer
 * (published or invented), JSON pointers into its order with the right values, and its source. `#` as the last step of a
 * pointer is the length of a list.
 */
import { assert, describe, it } from "@effect/vitest"
import { fixtureRecords } from "@huidan/conformance/fixtures"
import type { Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import { inTimeZone, type MachineZone } from "../packages/conformance/src/law/trial/timeZone.ts"
import { bodyOf, type ReportCase, reportCases } from "./reports/cases.ts"
import { subjects } from "./support.ts"

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

const found = (report: ReportCase) =>
  Effect.gen(function* () {
    const { expect, operation, platform, row = 0 } = report
    const adapter = yield* subjects.find((subject) => subject.platform === platform)!.make
    const records = yield* fixtureRecords(adapter, { operation, body: bodyOf(report) })
    const record = Array.isArray(records) ? records[row] : records
    return Object.fromEntries(Object.keys(expect).map((pointer) => [pointer, valueAt(record, pointer)]))
  })

describe.each(zones)("in $name", (zone) => {
  for (const report of reportCases) {
    it.effect(report.name, () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* inTimeZone(zone, found(report)), report.expect)
      })
    )
  }
})
