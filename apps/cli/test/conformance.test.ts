import { mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { jsonLines, makeFolder, makeWorkspaceFolder, runHuidan } from "./runHuidan.ts"

const folder = makeWorkspaceFolder()

const conformance = (...args: ReadonlyArray<string>) =>
  runHuidan(["conformance", "@huidan/adapter-wshoto", ...args], { folder })

describe.concurrent("conformance", () => {
  it.each([
    [["--seed", "2"], "1 law, 1 seed, 0 broken"],
    [["--seeds", "2"], "1 law, 2 seeds, 0 broken"],
    [[], "1 law, 10 seeds, 0 broken"]
  ])("with %s says how much was tried", async (seeds, says) => {
    const outcome = await conformance("--law", "fidelity", ...seeds)
    expect(outcome).toMatchObject({ code: 0, stderr: "" })
    expect(outcome.stdout).toMatch(/^kept +fidelity /)
    expect(outcome.stdout.trimEnd().split("\n").at(-1)).toBe(says)
  })

  it("takes one seed or a number of seeds, not both", async () => {
    const outcome = await conformance("--law", "fidelity", "--seed", "7", "--seeds", "10")
    expect(outcome).toMatchObject({ code: 64, stdout: "" })
    expect(outcome.stderr).toMatch(/--seed names .*--seeds how many.*one or the other\.\n$/)
  })
})

const modules = fileURLToPath(new URL("../../../node_modules", import.meta.url))

/** The Wshoto adapter, changed so that it explains nothing, and a report with this verdict on the law. */
const withUnexplaining = (verdict: "kept" | "deviates", triedVersion = "1.0.0") => {
  const folder = makeFolder()
  const own = join(folder, "node_modules", "huidan-adapter-mute")
  mkdirSync(own)
  for (const name of ["effect", "@huidan"]) symlinkSync(join(modules, name), join(folder, "node_modules", name))
  const report = {
    contract: "huidan/conformance@1",
    adapter: { version: triedVersion },
    seeds: 10,
    laws: [{ law: "explain-covers", verdict, reason: verdict === "kept" ? null : "it cannot say" }]
  }
  const files = {
    "package.json": JSON.stringify({
      name: "huidan-adapter-mute",
      version: "1.0.0",
      type: "module",
      exports: { ".": "./index.js", "./twin": "./twin.js", "./conformance.json": "./conformance.json" }
    }),
    "conformance.json": JSON.stringify(report),
    "twin.js": `export { twin } from "@huidan/adapter-wshoto/twin"`,
    "index.js": `
      import { adapter as sound } from "@huidan/adapter-wshoto"
      import { Effect } from "effect"
      const mute = ({ records, ...explanation }) => ({ ...explanation, records: records.map((record) => ({ ...record, fields: [] })) })
      const explainingNothing = (adapter) => ({ ...adapter, explain: (...answer) => Effect.map(adapter.explain(...answer), mute) })
      export const adapter = { ...sound, make: (options) => Effect.map(sound.make(options), explainingNothing) }
    `
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text)
  return folder
}

describe.concurrent("a law that the adapter does not keep", () => {
  const tryLaw = (folder: string, ...flags: ReadonlyArray<string>) =>
    runHuidan(["conformance", "huidan-adapter-mute", "--law", "explain-covers", "--seeds", "2", ...flags], { folder })

  it("is broken if its report does not declare a deviation", async () => {
    const outcome = await tryLaw(withUnexplaining("kept"))
    expect(outcome).toMatchObject({ code: 65, stderr: "" })
    expect(outcome.stdout).toMatch(/^broken +explain-covers .*no rule for .*1 law, 2 seeds, 1 broken\n$/s)
  })

  it("is a deviation, with the author's reason, if the report declares one", async () => {
    const outcome = await tryLaw(withUnexplaining("deviates"))
    expect(outcome).toMatchObject({ code: 0, stderr: "" })
    expect(outcome.stdout).toMatch(
      /^deviates +explain-covers +it cannot say\n\n1 law, 2 seeds, 0 broken, 1 deviating\n$/
    )
  })

  it("is broken if the report is for another version, and a notice says so", async () => {
    const folder = withUnexplaining("deviates", "0.9.0")
    const [outcome, machine] = await Promise.all([tryLaw(folder), tryLaw(folder, "--json")])
    const says =
      "The conformance.json of huidan-adapter-mute is for version 0.9.0, not 1.0.0: its deviations do not count"
    expect(outcome).toMatchObject({ code: 65, stderr: `${says}.\n` })
    expect(outcome.stdout).toMatch(/1 law, 2 seeds, 1 broken\n$/)
    expect(machine.code).toBe(65)
    expect(jsonLines(machine.stderr)).toEqual([{ notice: { message: says } }])
  })
})
