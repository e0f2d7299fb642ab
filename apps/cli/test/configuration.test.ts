import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { at, errorOf, jsonLines, makeFolder, makeWorkspaceFolder, runHuidan, secret } from "./runHuidan.ts"

const shop = (options: object, adapter = "huidan-adapter-fake") => ({ shops: [{ name: "my-shop", adapter, options }] })

const wrong: ReadonlyArray<readonly [name: string, configuration: unknown, says: RegExp]> = [
  [
    "an option of the wrong kind",
    shop({ api: "3.0", baseUrl: 7 }),
    /my-shop.*api: Expected "1\.0" \| "2\.0"; baseUrl: Expected string/
  ],
  ["an unknown option", shop({ api: "2.0", shopID: secret }), /shopID: unknown key/],
  [
    "a secret in the file",
    shop({ api: "2.0", clientSecret: secret }),
    /clientSecret is a secret.*HUIDAN_MY_SHOP_CLIENT_SECRET or FAKE_CLIENT_SECRET/
  ],
  [
    "a missing package",
    shop({}, "huidan-adapter-none"),
    /huidan-adapter-none is not installed.*npm install huidan-adapter-none/
  ],
  ["a part of Node.js", shop({}, "fs"), /fs is not installed/],
  ["text that is not JSON", `{"shops": [ "${secret}": 1 ]}`, /not JSON, see (line|position)/],
  ["an unknown member of the store", { shops: [], store: { fyle: "a.db" } }, /store\.fyle: unknown key/],
  [
    "a lag that is no whole number",
    { shops: [{ name: "a", adapter: "b", sync: { replicaLagSeconds: 1.5 } }] },
    /shops\.0\.sync\.replicaLagSeconds: /
  ],
  ["an offset for the zone of days", { shops: [], store: { dayZone: "+08:00" } }, /store\.dayZone: .*Asia\/Shanghai/],
  ["a time of day that is none", { shops: [], serve: { dailyAt: "at four" } }, /serve\.dailyAt: /],
  ["an unknown key", { shops: [{ name: "a", adaptr: "b" }] }, /shops\.0\.adapter: is missing/],
  [
    "names that share variables",
    { shops: [...shop({}).shops, { ...shop({}).shops[0], name: "My Shop" }] },
    /share environment variables/
  ]
]

describe.concurrent("a configuration with", () => {
  it.each(wrong)("%s is refused with 64, without showing a value", async (_name, configuration, says) => {
    const outcome = await runHuidan(["get", "fake", "5"], { folder: makeFolder(configuration) })
    expect(outcome).toMatchObject({ code: 64, stdout: "" })
    expect(outcome.stderr).toMatch(says)
    expect(outcome.stderr).not.toContain(secret)
  })
})

describe("a call that lacks several options", () => {
  const lacking = (name: string, options: object) =>
    makeWorkspaceFolder({ shops: [{ name, adapter: "@huidan/adapter-wshoto", options }] })

  it("names all of them, a blank secret too, each in a whole sentence", async () => {
    const [blank, missing] = await Promise.all([
      runHuidan(["get", "wshoto", "1"], { folder: lacking("wshoto", {}), env: { WSHOTO_APP_SECRET: " " } }),
      runHuidan(["get", "wshoto", "1"], { folder: lacking("main", { appId: "a" }) })
    ])
    expect(blank).toMatchObject({ code: 64, stdout: "" })
    expect(blank.stderr).toMatch(/^wshoto: .*appSecret \(environment variable WSHOTO_APP_SECRET\): /)
    expect(blank.stderr).toMatch(
      /appId: is missing \(set it in the `options` of the shop wshoto in the configuration\)\. \w/
    )
    expect(missing.stderr).toMatch(/^wshoto main: .* HUIDAN_MAIN_APP_SECRET or WSHOTO_APP_SECRET\. \w/)
  })

  it("is no shop of which doctor says that something is right", async () => {
    const options = { folder: lacking("wshoto", {}), env: { WSHOTO_APP_SECRET: "\u200b" } }
    const outcome = await runHuidan(["doctor", "wshoto", "--json"], options)
    expect(outcome.code).toBe(64)
    const findings = jsonLines(outcome.stdout).flatMap((line) => at(line, "findings"))
    expect(findings.map((finding) => at(finding, "status"))).not.toContain("ok")
    expect(JSON.stringify(findings)).toContain("appId is not set")
    expect(JSON.stringify(findings)).toContain("appSecret (environment variable WSHOTO_APP_SECRET): ")
  })
})

describe("adapters", () => {
  it("are found next to a configuration in a folder above, one line each, even if another one cannot be loaded", async () => {
    const folder = makeFolder({
      shops: [...shop({}, "huidan-adapter-none").shops, { name: "other", adapter: "huidan-adapter-fake" }]
    })
    const below = join(folder, "a", "b")
    mkdirSync(below, { recursive: true })
    const [text, json] = await Promise.all([
      runHuidan(["adapters"], { folder: below }),
      runHuidan(["adapters", "--json"], { folder: below })
    ])
    expect(text.code).toBe(64)
    expect(text.stdout).toMatch(/huidan-adapter-fake +1\.2\.3 +fake +假平台 Fake +yes +by created +- +- +- +1\n/)
    expect(text.stdout).toMatch(/order\.detail +call +订单详情 +10 in 1 s \(unverified\) +- +- +1\n/)
    expect(text.stdout).toMatch(/order\.list +call +订单列表 +120 in 1 min +2 +1 d +0\n/)
    expect(jsonLines(json.stdout)).toMatchObject([
      { contract: "huidan/adapter@1", package: "huidan-adapter-fake", conformance: null }
    ])
    expect(errorOf(json)).toMatchObject({ reason: "Usage", message: expect.stringContaining("huidan-adapter-none") })
  })
})
