import { execFile } from "node:child_process"
import { globSync, readFileSync } from "node:fs"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { describe, expect, it } from "vitest"
import { chooseSample } from "../mutants/chooseSample.ts"
import { readKnownSurvivors } from "../mutants/knownSurvivors.ts"
import type { MutantText } from "../mutants/MutantText.ts"
import { mutationReport, type TriedMutant } from "../mutants/mutationReport.ts"
import { repositoryRoot } from "../support/Check.ts"

const price = `import { fixed, lookup } from "./kit.ts"
export const states = { 1: "paid" }
export const total = (goods, freight) => fixed(goods + freight, "goods and freight")
export const stateOf = (code) => lookup(code, states, "status", { unknown: "unknown" })
export const paging = { title: "Orders", unverified: ["Nobody knows."], method: "GET" }
`

const kit = `export const fixed = (value, _rule) => value
export const lookup = (code, table, _rule, options) => table[code] ?? options.unknown
`

const check = `import { paging, stateOf, states, total } from "./price.ts"
if (total(2, 3) !== 5 || states[1] !== "paid" || stateOf("1") !== "paid" || paging.method !== "GET") process.exit(1)
`

const plant = async (limit: number): Promise<{ readonly all: number; readonly outcomes: ReadonlyArray<string> }> => {
  const folder = await mkdtemp(join(tmpdir(), "huidan-planted-"))
  try {
    const files = { "price.ts": price, "kit.ts": kit, "check.ts": check, "package.json": '{"type":"module"}' }
    await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)))
    const program = fileURLToPath(new URL("support/plantMutants.ts", import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [program, String(limit)], { cwd: folder })
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "")
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

describe("mutants of a small file", () => {
  it("are noticed or survive, none is in prose, and at most `limit` are tried", {
    timeout: 120_000
  }, async () => {
    const { all, outcomes } = await plant(8)
    const expected = [
      '"GET" → "": Killed',
      '"paid" → "": Killed',
      '"unknown" → "": Survived',
      '(code) => lookup(code, states, "status", { unknown: "unknown" }) → () => undefined: Killed',
      '(goods, freight) => fixed(goods + freight, "goods and freight") → () => undefined: Killed',
      "goods + freight → goods - freight: Killed",
      '{ 1: "paid" } → {}: Killed',
      '{ title: "Orders", unverified: ["Nobody knows."], method: "GET" } → {}: Killed',
      '{ unknown: "unknown" } → {}: Survived'
    ]
    expect([all, outcomes.length]).toStrictEqual([9, 8])
    expect(expected).toStrictEqual(expect.arrayContaining([...outcomes]))
  })
})

describe("the sample", () => {
  const all = Array.from({ length: 100 }, (_, index) => `mutant ${index}`)
  const choose = (from: ReadonlyArray<string>, seed: number) => chooseSample(from, (one) => one, { seed, limit: 20 })

  it("is the same for a seed in any order, and another one for another seed", () => {
    expect(choose(all.toReversed(), 1)).toStrictEqual(choose(all, 1))
    expect(choose(all, 2)).not.toStrictEqual(choose(all, 1))
    expect(new Set(choose(all, 1)).size).toBe(20)
  })

  it("loses at most one mutant to a new one", () => {
    const after = new Set(choose([...all, "a new one"], 1))
    expect(choose(all, 1).filter((one) => !after.has(one)).length).toBeLessThanOrEqual(1)
  })
})

describe("the report", () => {
  const text: MutantText = { file: "a.ts", line: "const a = 1 + 2", original: "1 + 2", replacement: "1 - 2" }
  const tried = (killed: number, survived: number): ReadonlyArray<TriedMutant> => [
    ...Array.from({ length: killed }, () => ({ text, at: "a.ts:1", status: "Killed" })),
    ...Array.from({ length: survived }, () => ({ text, at: "a.ts:1", status: "Survived" }))
  ]
  const known = { ...text, reason: "a is never read" }

  it.each([
    ["97 of 100 are noticed", 97, 3, [known], true],
    ["fewer are noticed", 96, 4, [known], false],
    ["a survivor is not explained", 99, 1, [], false],
    ["the explanation is for another mutant", 99, 1, [{ ...known, replacement: "0" }], false],
    ["nothing was tried", 0, 0, [], false]
  ])("passes only if it may: %s", (_case, killed, survived, explained, passed) => {
    expect(mutationReport(tried(killed, survived), explained).passed).toBe(passed)
  })

  it("names the survivors with the reason why they may survive", () => {
    expect(mutationReport(tried(9, 1), [known]).text).toBe(
      "a.ts:1\n  - 1 + 2\n  + 1 - 2\n  a is never read\n10 mutants, 9 killed, 1 survivors (0 unexplained), 90.0 % of at least 97 %"
    )
  })

  it("counts a mutant that no test runs as a survivor, and one that never ends as noticed", () => {
    const mutants = ["Timeout", "NoCoverage"].map((status) => ({ text, at: "a.ts:1", status }))
    expect(mutationReport(mutants, [known]).text).toContain("2 mutants, 1 killed, 1 survivors")
  })
})

it("every explained survivor is still in the code", () => {
  const gone = readKnownSurvivors().filter(
    ({ file, line }) =>
      !globSync(file, { cwd: repositoryRoot }).some((path) =>
        readFileSync(join(repositoryRoot, path), "utf8")
          .split("\n")
          .some((each) => each.trim() === line)
      )
  )
  expect(gone).toStrictEqual([])
})
