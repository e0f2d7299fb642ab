import { fileURLToPath } from "node:url"
import { orderJsonSchema } from "@huidan/core"
import { describe, expect, it } from "vitest"
import { SyncMembers } from "../src/configuration/StoreSettings.ts"
import { at, makeFolder, runHuidan } from "./runHuidan.ts"

const folder = makeFolder()
const logLoadedModules = fileURLToPath(new URL("./fixtures/logLoadedModules.mjs", import.meta.url))

describe("the command", () => {
  it("loads no command, adapter, core or barrel to answer --help", async () => {
    const { code, stdout, stderr } = await runHuidan(["--help"], { folder, node: ["--import", logLoadedModules] })
    expect(code).toBe(0)
    for (const command of [
      "adapters",
      "normalize",
      "explain",
      "get",
      "list",
      "schema",
      "doctor",
      "record",
      "sandbox"
    ]) {
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"))
    }
    const loaded = stderr.trimEnd().split("\n")
    expect(
      loaded.filter((url) => /\/effect\/dist\/(cli\/|http\/)?index\.js$|platform-node\/dist\/index\.js$/.test(url))
    ).toEqual([])
    expect(
      loaded.filter((url) => /packages\/|\/commands\/|huidan-adapter|effect\/dist\/http\/HttpClient/.test(url))
    ).toEqual([])
    expect(loaded.length).toBeGreaterThan(20)
    expect(loaded.length).toBeLessThan(260)
  })

  it("prints its version, completions and the schemas of an order and of the configuration", async () => {
    const [version, completions, schema, configuration] = await Promise.all([
      runHuidan(["--version"], { folder }),
      runHuidan(["--completions", "bash"], { folder }),
      runHuidan(["schema"], { folder: "/" }),
      runHuidan(["schema", "configuration"], { folder: "/" })
    ])
    expect(version.stdout).toMatch(/^huidan v\d+\.\d+\.\d+\n$/)
    expect(completions.stdout).toContain("--since")
    expect(JSON.parse(schema.stdout)).toEqual(JSON.parse(JSON.stringify(orderJsonSchema())))
    const members = at(
      JSON.parse(configuration.stdout),
      "properties",
      "shops",
      "items",
      "properties",
      "sync",
      "properties"
    )
    expect(Object.keys(Object(members))).toEqual(Object.keys(SyncMembers.fields))
    for (const member of Object.values(Object(members)))
      expect(at(member, "description")).toMatch(/second|minute|hour|day|number|many/)
  })
})
