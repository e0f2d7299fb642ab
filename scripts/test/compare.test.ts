import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { compareHashes, compareValues, type Difference } from "../compare/differences.ts"
import { makeReport } from "../compare/Report.ts"
import { withTemporaryFolder } from "../support/temporaryFolder.ts"

type Parts = Readonly<Record<string, unknown>>

const keyOf = (name: string) => `xiaoe\tstandard\torder.detail@2.0\t${name}`

/** Two collected files, from the parts of each case by its name. */
const inFiles = <A>(
  old: Readonly<Record<string, Parts>>,
  fresh: Readonly<Record<string, Parts>>,
  use: (oldFile: string, newFile: string) => Promise<A>
): Promise<A> =>
  withTemporaryFolder("compare-test", (folder) => {
    const [oldFile = "", newFile = ""] = [old, fresh].map((cases, index) => {
      const file = join(folder, `${index}.jsonl`)
      const lines = Object.entries(cases).map(([name, parts]) => ({ key: keyOf(name), parts, counts: { cases: 1 } }))
      writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""))
      return file
    })
    return use(oldFile, newFile)
  })

const differencesOf = (old: Parts, fresh: Parts): Promise<ReadonlyArray<Difference>> =>
  inFiles({ "seed 1": old }, { "seed 1": fresh }, async (oldFile, newFile) => {
    const found: Array<Difference> = []
    for await (const difference of compareValues(oldFile, newFile)) found.push(difference)
    return found
  })

describe("compare", () => {
  it("finds the parts that differ and the cases that only one tree has", async () => {
    const { differing, missing } = await inFiles(
      { same: { orders: "a" }, other: { orders: "a", body: "b" }, gone: { orders: "a" } },
      { same: { orders: "a" }, other: { error: "c", body: "b" }, added: { orders: "a" } },
      compareHashes
    )
    assert.deepStrictEqual(differing, { [keyOf("other")]: ["orders", "error"] })
    assert.deepStrictEqual(
      missing.map(({ name, new: fresh, old }) => [name, old, fresh]),
      [
        ["added", "nothing", "asked"],
        ["gone", "asked", "nothing"]
      ]
    )
  })

  it("names the pointer and both values, in an answer's text too", async () => {
    const found = await differencesOf(
      { orders: [{ amounts: { paid: 1 } }], body: '{"code":0}' },
      { orders: [{ amounts: { paid: 2 } }], body: '{"code":"0"}' }
    )
    assert.deepStrictEqual(
      found.map(({ new: fresh, old, part, pointer }) => [part, pointer, old, fresh]),
      [
        ["orders", "/0/amounts/paid", "1", "2"],
        ["body", "/code", "0", '"0"']
      ]
    )
  })

  it("finds another order of keys, and nothing in equal values", async () => {
    assert.strictEqual((await differencesOf({ orders: [{ a: 1, b: 2 }] }, { orders: [{ b: 2, a: 1 }] })).length, 1)
    assert.deepStrictEqual(await differencesOf({ orders: [{ a: 1 }] }, { orders: [{ a: 1 }] }), [])
  })

  it("counts declared and undeclared differences separately", async () => {
    const report = makeReport([{ reason: "plainer words", part: /error/, pointer: /^\/message$/, old: /stands/ }])
    const found = await differencesOf(
      { error: { message: "it stands", code: 1 }, orders: [1] },
      { error: { message: "it is", code: 2 }, orders: [1] }
    )
    found.forEach(report.addDifference)
    assert.strictEqual(report.undeclared(), 1)
    assert.include(report.text(), "on purpose, 1 × xiaoe order.detail@2.0, error /message: plainer words")
    assert.include(report.text(), "1 × xiaoe order.detail@2.0, error /code")
  })

  it("accepts a declared rewording only if nothing else changed", async () => {
    const declared = [{ reason: "plainer words", reworded: [["budget", "quota"]] as const }]
    const report = makeReport(declared)
    const found = await differencesOf(
      { error: { message: "the budget of 3", advice: "raise the budget" } },
      { error: { message: "the quota of 4", advice: "raise the quota" } }
    )
    found.forEach(report.addDifference)
    assert.strictEqual(report.undeclared(), 1)
    assert.include(report.text(), "differences: 1, and 1 on purpose")
  })
})
