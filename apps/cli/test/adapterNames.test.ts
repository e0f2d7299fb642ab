/** Adapters are loaded by package name only: code that a path names is never run. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { pathToFileURL } from "node:url"
import { describe, expect, it } from "vitest"
import { jsonLines, makeFolder, runHuidan } from "./runHuidan.ts"

const shop = (adapter: string, index = 0) => ({ name: `shop ${index}`, adapter })

const run = "hostile code was run"

/** A folder with code that writes to standard error if it is run, and a configuration that names it by these paths. */
const folderWithCode = (adapters: (folder: string) => ReadonlyArray<string>): string => {
  const folder = makeFolder()
  const code = `process.stderr.write(${JSON.stringify(run)})`
  writeFileSync(join(folder, "hostile.cjs"), code)
  mkdirSync(join(folder, "node_modules", "plain"))
  writeFileSync(join(folder, "node_modules", "plain", "index.js"), code)
  mkdirSync(join(folder, "hostile"))
  writeFileSync(join(folder, "hostile", "twin.js"), code)
  const imports = { name: "here", imports: { "#hostile": "./hostile.cjs" } }
  writeFileSync(join(folder, "package.json"), JSON.stringify(imports))
  writeFileSync(
    join(folder, "huidan.config.json"),
    JSON.stringify({ shops: adapters(folder).map((adapter, index) => shop(adapter, index)) })
  )
  return folder
}

describe("an adapter that is named by a path or an address", () => {
  it("is refused with 64, and the message says what to do", async () => {
    const paths = (folder: string) => [
      "./hostile.cjs",
      `../${basename(folder)}/hostile.cjs`,
      join(folder, "hostile.cjs"),
      pathToFileURL(join(folder, "hostile.cjs")).href,
      `data:text/javascript,process.stderr.write("${run}")`,
      "C:\\hostile.cjs",
      "plain/index.js",
      "plain/../../hostile.cjs",
      "@scope/../hostile.cjs",
      "#hostile",
      ".",
      ".."
    ]
    const folder = folderWithCode(paths)
    const outcome = await runHuidan(["adapters", "--json"], { folder })
    expect(outcome).toMatchObject({ code: 64, stdout: "" })
    expect(outcome.stderr).not.toContain(run)
    const refusal = {
      reason: "Usage",
      message: expect.stringContaining("by the name of its package, not by a path"),
      advice: expect.stringContaining("npm install FOLDER")
    }
    expect(jsonLines(outcome.stderr)).toMatchObject(paths(folder).map(() => ({ error: refusal })))
  })
})

describe.concurrent("such an adapter is refused", () => {
  it.each([
    ["sandbox", "--json"],
    ["record", "--file", "-", "--operation", "order.detail", "--adapter", "./hostile.cjs"],
    ["conformance", "./hostile.cjs"]
  ])("by %s", async (...args) => {
    const outcome = await runHuidan(args, { folder: folderWithCode(() => ["./hostile"]), input: "{}" })
    expect(outcome).toMatchObject({ code: 64, stdout: "" })
    expect(outcome.stderr).toContain("by the name of its package, not by a path")
    expect(outcome.stderr).not.toContain(run)
  })
})

describe("an adapter that is loaded by name", () => {
  it("may be a link, as in a workspace, or the package that the configuration is in", async () => {
    const outside = makeFolder({ shops: [shop("huidan-adapter-fake")] })
    const inside = makeFolder({ shops: [shop("huidan-adapter-own")] })
    writeFileSync(
      join(inside, "package.json"),
      JSON.stringify({ name: "huidan-adapter-own", version: "1.0.0", type: "module", exports: "./own.js" })
    )
    writeFileSync(join(inside, "own.js"), 'export * from "huidan-adapter-fake"\n')
    symlinkSync(join(import.meta.dirname, "../../../node_modules/effect"), join(inside, "node_modules", "effect"))
    const [linked, own] = await Promise.all([
      runHuidan(["adapters", "--json"], { folder: outside }),
      runHuidan(["adapters", "--json"], { folder: inside })
    ])
    for (const outcome of [linked, own]) {
      expect(outcome).toMatchObject({ code: 0, stderr: "" })
      expect(jsonLines(outcome.stdout)).toMatchObject([{ platform: "fake" }])
    }
  })
})
