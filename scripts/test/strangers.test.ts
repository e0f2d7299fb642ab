import { laws } from "@huidan/conformance"
import { describe, expect, it } from "vitest"
import { applyChange, readEdited } from "../strangers/applyEdit.ts"
import type { Catch, Edit, Outcome } from "../strangers/Edit.ts"
import { edits } from "../strangers/edits.ts"
import { strangersReport } from "../strangers/strangersReport.ts"
import { tryEdits } from "../strangers/tryEdits.ts"
import { repositoryRoot } from "../support/Check.ts"

const edit: Edit = {
  adapter: "examples/adapter-paperboat",
  name: "a mistake",
  file: "src/index.ts",
  from: "const paperboat = defineAdapter({",
  to: "const paperboat = defineAdapter({",
  expects: "fidelity",
  names: "/amounts/paid",
  by: "guide",
  why: "A test needs it."
}

const fidelity: Catch = {
  law: "fidelity",
  seed: 3,
  door: "standard",
  breach: "order 1:\n  /amounts/paid: 1, true is 2"
}

const outcome = (changes: Partial<Edit> = {}, result: Partial<Outcome> = {}): Outcome => ({
  edit: { ...edit, ...changes },
  caught: fidelity,
  stuck: null,
  unusable: null,
  milliseconds: 1,
  ...result
})

describe("the mistakes", () => {
  it("have names of their own, and each expects a law that there is", () => {
    expect(edits.map(({ adapter, name }) => `${adapter} ${name}`)).toStrictEqual([
      ...new Set(edits.map(({ adapter, name }) => `${adapter} ${name}`))
    ])
    const names = laws.map(({ name }) => name)
    expect(edits.filter(({ expects }) => !names.includes(expects))).toStrictEqual([])
  })

  it("are at least 60, twelve of each adapter, and fifteen by the guide alone", () => {
    expect(edits.length).toBeGreaterThanOrEqual(60)
    expect(edits.filter(({ by }) => by === "guide").length).toBeGreaterThanOrEqual(15)
    const adapters = ["packages/adapter-doudian", "packages/adapter-wshoto", "packages/adapter-xiaoe"]
    for (const folder of [...adapters, "examples/adapter-paperboat"])
      expect(edits.filter(({ adapter }) => adapter === folder).length, folder).toBeGreaterThanOrEqual(12)
  })

  it("name a place: a call, a list, an operation, a field, a parameter or a code", () => {
    const places = /^(getOrder|receivePush|list by \w+|with the states)|[./_\d]|^(shops|nonce)$/
    expect(
      edits.filter(({ names }) => !places.test(names)).map(({ name, names }) => `${name}: ${names}`)
    ).toStrictEqual([])
  })

  it.each(edits)("$adapter: $name: fits the source", (each) => {
    expect([...readEdited(each, repositoryRoot).keys()]).toContain(each.file)
  })
})

describe("a change", () => {
  it("replaces its text, as it is written", () => {
    expect(applyChange({ file: "a.ts", from: "b", to: "$& $1" }, "a b c")).toBe("a $& $1 c")
  })

  it.each([
    ["a text that the file does not have", "x", 0],
    ["a text that the file has twice", "a", 2]
  ])("does not fit with %s", (_, from, times) => {
    expect(() => applyChange({ file: "a.ts", from, to: "y" }, "a b a")).toThrow(`${times} times, not once`)
  })
})

describe("the report", () => {
  it("counts what a law catches, and names the place of", () => {
    const { lines, problems } = strangersReport([outcome()])
    expect(lines[0]).toContain("a mistake | fidelity, seed 3, standard: order 1: /amounts/paid: 1, true is 2")
    expect(lines.at(-1)).toBe("1 edits: 1 caught (100.0 %), 0 missed")
    expect(problems).toStrictEqual([])
  })

  it.each([
    ["what no law catches", outcome({}, { caught: null }), "no law catches it, and the edit gives no reason"],
    [
      "a message that does not name the place",
      outcome({ names: "/amounts/goods" }),
      'the message of fidelity does not have "/amounts/goods"'
    ],
    ["what does not end", outcome({}, { caught: null, stuck: "the law quota hangs" }), "the law quota hangs"],
    ["a reason that is out of date", outcome({ missed: "too rare" }), "remove its reason"],
    [
      "an edit that does not fit, whatever its reason",
      outcome({ missed: "too rare" }, { caught: null, unusable: "0 times" }),
      "cannot be used: 0 times"
    ]
  ])("complains about %s", (_, found, complaint) => {
    const caught = Array.from({ length: 19 }, () => outcome())
    const { problems } = strangersReport([...caught, found])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(complaint)
  })

  it("accepts a missed edit with a reason among twenty, but not among nineteen", () => {
    const missed = outcome({ name: "a rare one", missed: "no twin has it" }, { caught: null })
    const report = (caught: number) => strangersReport([...Array.from({ length: caught }, () => outcome()), missed])
    expect(report(19).problems).toStrictEqual([])
    expect(report(19).lines).toContain("missed: a rare one: no twin has it (fidelity should see it)")
    expect(report(18).problems).toStrictEqual(["94.7 % of the edits are caught, 95 % must be"])
  })
})

describe("edits in processes of their own", () => {
  const planted = (to: string): Edit => ({ ...edit, name: to, to: `${to}\n${edit.from}` })

  it("do not stop the others if they cannot be used, end the process, or never end", { timeout: 60_000 }, async () => {
    const found = await tryEdits(
      [
        { ...edit, from: "no such text" },
        planted("process.exit(3)"),
        planted("await new Promise(() => {})"),
        planted('throw new Error("not written yet")'),
        { ...edit, from: "account: ({ key }) => key ?? null,", to: "" }
      ],
      { seeds: 1, processes: 1, limit: 6, expectedOnly: true }
    )
    expect(found.map(({ caught, stuck, unusable }) => caught?.law ?? stuck ?? unusable)).toStrictEqual([
      expect.stringContaining("0 times, not once"),
      "the process ended with 3 at the law none",
      "the law none hangs: it takes longer than 6 s",
      "not written yet",
      null
    ])
  })
})
