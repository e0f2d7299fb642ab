/** Adapters that do not fit the program: each is a real package in its own folder, and the command says what to do. */
import { cpSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, extname, join } from "node:path"
import { describe, expect, it } from "vitest"
import { errorOf, jsonLines, makeFolder, runHuidan } from "./runHuidan.ts"

const effect = dirname(createRequire(import.meta.url).resolve("effect/package.json"))
const effectVersion: string = JSON.parse(readFileSync(join(effect, "package.json"), "utf8")).version
const name = "huidan-adapter-odd"

const fitting = { contract: "huidan/adapter@1", twin: "huidan/twin@1", imports: "", effectRange: "^4.1.0" }

/** A folder with one shop, whose adapter differs from a fitting one only in this. It shares the repository's `effect`. */
const folderWith = (differences: Partial<typeof fitting>): string => {
  const { contract, effectRange, imports, twin } = { ...fitting, ...differences }
  const folder = makeFolder({ shops: [{ name: "odd", adapter: name }] })
  const home = join(folder, "node_modules", name)
  mkdirSync(home)
  symlinkSync(effect, join(folder, "node_modules", "effect"))
  writeFileSync(
    join(home, "package.json"),
    JSON.stringify({
      name,
      version: "3.2.1",
      type: "module",
      exports: {
        ".": { default: "./index.js" },
        "./twin": { default: "./twin.js" },
        "./conformance.json": "./conformance.json"
      },
      peerDependencies: { effect: effectRange }
    })
  )
  writeFileSync(
    join(home, "index.js"),
    `${imports}
    import * as Redacted from "effect/Redacted"
    import * as Schema from "effect/Schema"
    const manifest = {
      contract: "huidan/adapter@1", platform: "odd", name: { zh: "怪", en: "Odd" }, package: "${name}", version: "3.2.1",
      capabilities: { getOrder: true, listOrders: null, receivePush: false },
      operations: {}, errors: [], secrets: [], shopOption: null
    }
    const contract = ${JSON.stringify(contract)}
    export const adapter = { contract, manifest, Options: Schema.Struct({}), make: () => {}, redactedProbe: Redacted.make("huidan/adapter@1") }`
  )
  writeFileSync(
    join(home, "twin.js"),
    `${imports}
    export const twin = { contract: ${JSON.stringify(twin)}, platform: "odd" }`
  )
  return folder
}

/** Gives the adapter its own copy of `effect`: the real one, or one of another version that exports almost nothing. */
const bringEffect = (folder: string, version: string): void => {
  const own = join(folder, "node_modules", name, "node_modules", "effect")
  if (version === effectVersion) {
    cpSync(realpathSync(effect), own, {
      recursive: true,
      filter: (path) => !path.endsWith("/src") && ![".ts", ".map"].includes(extname(path))
    })
    return
  }
  mkdirSync(own, { recursive: true })
  const exports = { ".": "./index.js", "./*": "./index.js", "./package.json": "./package.json" }
  writeFileSync(join(own, "package.json"), JSON.stringify({ name: "effect", version, type: "module", exports }))
  writeFileSync(
    join(own, "index.js"),
    "export const make = (value) => ({ value }); export const Struct = (fields) => ({ fields })"
  )
}

const expectRefusal = async (folder: string, says: ReadonlyArray<string>, command: string, args = ["adapters"]) => {
  const outcome = await runHuidan([...args, "--json"], { folder })
  expect(outcome).toMatchObject({ code: 64, stdout: "" })
  const error = Object(errorOf(outcome))
  const message = `${error.message} ${error.advice ?? ""}`
  for (const part of [name, "3.2.1", ...says]) expect(message).toContain(part)
  expect(message).toContain(`Run: ${command}`)
}

const own = `node_modules/${name}/node_modules/effect`

describe("an adapter", () => {
  it("that fits is accepted", async () => {
    const outcome = await runHuidan(["adapters"], { folder: folderWith({}) })
    expect(outcome).toMatchObject({ code: 0, stderr: "" })
    expect(outcome.stdout).toMatch(/huidan-adapter-odd +3\.2\.1 +odd/)
  })

  it("is listed with the results of the laws from its conformance.json, and their version if it is another", async () => {
    const adaptersWith = (report: string, ...flags: ReadonlyArray<string>) => {
      const folder = folderWith({})
      writeFileSync(join(folder, "node_modules", name, "conformance.json"), report)
      return runHuidan(["adapters", ...flags], { folder })
    }
    const report = (version: string) =>
      JSON.stringify({
        contract: "huidan/conformance@1",
        adapter: { package: name, version, platform: "odd" },
        kit: { package: "@huidan/conformance", version: "0.0.0" },
        seeds: 10,
        doors: ["standard"],
        laws: ["kept", "kept", "skipped", "deviates"].map((verdict) => ({ law: "fidelity", verdict, reason: null }))
      })
    const [text, json, stale, unreadable] = await Promise.all([
      adaptersWith(report("3.2.1")),
      adaptersWith(report("3.2.1"), "--json"),
      adaptersWith(report("3.1.0")),
      adaptersWith("{}")
    ])
    expect(text.stdout).toMatch(/ 2\/4, 1 skipped, 1 deviates +0\n/)
    expect(jsonLines(json.stdout)).toMatchObject([
      { conformance: { laws: 4, kept: 2, skipped: 1, deviates: 1, broken: 0, seeds: 10, version: "3.2.1" } }
    ])
    expect(stale.stdout).toContain("1 deviates (of 3.1.0)")
    expect(unreadable.stdout).toMatch(/ yes +- +- +- +0\n/)
  })

  it("of a later contract needs a later program", () =>
    expectRefusal(
      folderWith({ contract: "huidan/adapter@2" }),
      ['huidan-adapter-odd@3.2.1 implements the adapter contract "huidan/adapter@2"', "needs huidan/adapter@1"],
      "npm install @huidan/cli@latest"
    ))

  it("of an earlier contract needs to be updated", () =>
    expectRefusal(
      folderWith({ contract: "huidan/adapter@0" }),
      ['huidan-adapter-odd@3.2.1 implements the adapter contract "huidan/adapter@0"', "needs huidan/adapter@1"],
      `npm install ${name}@latest`
    ))

  it("with a second copy of the same effect is refused, with its place and the command that removes it", async () => {
    const folder = folderWith({})
    bringEffect(folder, effectVersion)
    await expectRefusal(
      folder,
      [
        `huidan-adapter-odd@3.2.1 uses a second copy of effect ${effectVersion} (${own})`,
        `needs huidan/adapter@1 and effect ^4.1.0, the same copy that it uses itself: ${effectVersion}`
      ],
      `npm install effect@${effectVersion} && npm dedupe effect`
    )
  })

  it("on effect 3 that can be imported is refused, because its values cannot be read", async () => {
    const folder = folderWith({ effectRange: "^3.19.0" })
    bringEffect(folder, "3.22.4")
    await expectRefusal(
      folder,
      [`huidan-adapter-odd@3.2.1 uses effect 3.22.4 (${own})`, "effect ^4.1.0"],
      `npm install ${name}@latest`
    )
  })

  it("on effect 3 that cannot be imported is refused", async () => {
    const folder = folderWith({ imports: `import { optionalKey } from "effect/Schema"` })
    bringEffect(folder, "3.22.4")
    await expectRefusal(
      folder,
      [`huidan-adapter-odd@3.2.1 uses effect 3.22.4 (${own})`, "effect ^4.1.0"],
      `npm install ${name}@latest`
    )
  })

  it("made for effect 3, that finds effect 4 and cannot be loaded, is refused", () =>
    expectRefusal(
      folderWith({ effectRange: "^3.19.0", imports: `import { Tag } from "effect/Context"` }),
      ["huidan-adapter-odd@3.2.1 requires effect ^3.19.0", "effect ^4.1.0"],
      `npm install ${name}@latest`
    ))

  it("that is not an adapter is refused, with what is missing and the advice to name another package", async () => {
    const folder = makeFolder({ shops: [{ name: "odd", adapter: name }] })
    const home = join(folder, "node_modules", name)
    mkdirSync(home)
    writeFileSync(join(home, "package.json"), JSON.stringify({ name, version: "3.2.1", main: "index.js" }))
    for (const [text, lacks] of [
      ["exports.chunk = () => []", "exports no `adapter`"],
      ["exports.adapter = { of: 'plugs' }", "exports an `adapter` that names no contract"]
    ] as const) {
      writeFileSync(join(home, "index.js"), text)
      await expectRefusal(
        folder,
        [
          `huidan-adapter-odd@3.2.1 ${lacks}, so it is not an adapter`,
          "needs an exported `adapter` of the contract huidan/adapter@1",
          "Name the package of an adapter instead"
        ],
        `npm install ${name}@latest`
      )
    }
  })

  it("that cannot be loaded for another reason is refused with that reason", async () => {
    const folder = folderWith({ imports: `throw new Error("no such luck")` })
    const error = Object(errorOf(await runHuidan(["adapters", "--json"], { folder })))
    expect(error.message).toBe("The adapter package huidan-adapter-odd@3.2.1 cannot be loaded (no such luck)")
    expect(error.advice).toContain(`npm install ${name}@latest`)
  })
})

describe("a twin", () => {
  it.each([
    ["huidan/twin@0", name],
    ["huidan/twin@2", "@huidan/sandbox"]
  ])("of the contract %s is refused", (twin, renewed) =>
    expectRefusal(
      folderWith({ twin }),
      [`${name}/twin, version 3.2.1, implements the twin contract "${twin}"`, "needs huidan/twin@1"],
      `npm install ${renewed}@latest`,
      ["sandbox"]
    )
  )

  it("on effect 3 that cannot be imported is refused too", async () => {
    const folder = folderWith({ imports: `import { optionalKey } from "effect/Schema"` })
    bringEffect(folder, "3.22.4")
    await expectRefusal(
      folder,
      [`huidan-adapter-odd@3.2.1 uses effect 3.22.4 (${own})`, "effect ^4.1.0"],
      `npm install ${name}@latest`,
      ["sandbox"]
    )
  })
})
