import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { at, errorOf, jsonLines, makeFolder, runHuidan } from "./runHuidan.ts"

const folder = makeFolder()
const row = { id: "1", title: "课程", name: "张三丰", fen: 1999, at: "2022-03-30 16:23:02" }

/** Writes what `huidan normalize` prints of these rows. */
const ordersOf = async (file: string, rows: ReadonlyArray<object>, ...flags: ReadonlyArray<string>) => {
  const { stdout } = await runHuidan(["normalize", "fake", "order.list", "-", ...flags], {
    folder,
    input: JSON.stringify({ orders: rows })
  })
  writeFileSync(join(folder, file), stdout)
  return stdout
}

const before = [row, { ...row, id: "2" }, { ...row, id: "3", fen: "abc" }, { ...row, id: "4" }]
const after = [
  { ...row, name: "李四光" },
  { ...row, id: "2", fen: 1899 },
  { ...row, id: "3", fen: "abc" },
  { ...row, id: "5" }
]
const shown = await ordersOf("before.ndjson", before, "--reveal")
await ordersOf("after.ndjson", after, "--reveal")

const diff = (...args: ReadonlyArray<string>) => runHuidan(["diff", ...args], { folder: "/", input: shown })
const file = (name: string) => join(folder, name)

describe.concurrent("diff", () => {
  it("shows what is different, without private text, and ends with 1", async () => {
    const outcome = await diff(file("before.ndjson"), file("after.ndjson"))
    expect(outcome).toMatchObject({ code: 1, stderr: "" })
    expect(outcome.stdout).toMatch(/^Order fake\/s1\/1\nField +First +Second\n\/buyer\/name +••• +•••\n\n/)
    expect(outcome.stdout).toMatch(/\/amounts\/payable +1999 +1899\n/)
    expect(outcome.stdout).toMatch(/Only in the second file: fake\/s1\/5\n\nOnly in the first file: fake\/s1\/4\n/)
    expect(outcome.stdout).toMatch(/5 orders, 1 the same, 2 different, 2 in one file only\n$/)
    expect(outcome.stdout).not.toContain("张三丰")
  })

  it("prints one line for each order that is different with --json, and reveals on demand", async () => {
    const outcome = await diff(file("before.ndjson"), file("after.ndjson"), "--json", "--reveal")
    const [first, , third, fourth] = jsonLines(outcome.stdout)
    expect(outcome.code).toBe(1)
    expect(first).toEqual({
      key: "fake/s1/1",
      differences: [
        {
          path: "/buyer/name",
          first: { state: "plain", value: "张三丰" },
          second: { state: "plain", value: "李四光" }
        }
      ]
    })
    expect([third, fourth]).toEqual([
      { key: "fake/s1/5", only: "second" },
      { key: "fake/s1/4", only: "first" }
    ])
  })

  it("ends with 0 if nothing is different: from standard input, as a list, as one order", async () => {
    writeFileSync(file("list.json"), JSON.stringify(jsonLines(shown), null, 2))
    const [line] = shown.split("\n")
    writeFileSync(file("one.json"), `${line}\n`)
    const runs = await Promise.all([
      diff("-", file("before.ndjson")),
      diff(file("list.json"), "-"),
      diff(file("one.json"), file("one.json"), "--json")
    ])
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(runs[0].stdout).toBe("4 orders, 4 the same, 0 different, 0 in one file only\n")
    expect(runs[2].stdout).toBe("")
  })

  it.each([
    ["no JSON", "{", /file .*wrong\.json is not JSON, nor one JSON object a line.*huidan normalize --reveal/],
    ["another object", '{"a":1}', /wrong\.json: object 1 is no order \(huidan\/order@1\): /],
    ["a damaged order", shown.split("\n")[0]?.replace('"quantity":1', '"quantity":"one"') ?? "", /lines\.0\.quantity/]
  ])("says what is wrong with a file that is %s", async (_, text, says) => {
    const wrong = makeFolder()
    writeFileSync(join(wrong, "wrong.json"), text)
    const outcome = await diff(join(wrong, "wrong.json"), file("before.ndjson"), "--json")
    expect(outcome).toMatchObject({ code: 64, stdout: "" })
    expect(`${at(errorOf(outcome), "message")} ${at(errorOf(outcome), "advice")}`).toMatch(says)
    expect(outcome.stderr).not.toContain("张三丰")
  })

  it("takes standard input once", async () => {
    const outcome = await diff("-", "-")
    expect(outcome).toMatchObject({ code: 64, stdout: "" })
    expect(outcome.stderr).toMatch(/Both files are standard input/)
  })
})
