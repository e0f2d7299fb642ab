import { describe, expect, it } from "vitest"
import { errorOf, makeFolder, runHuidan } from "./runHuidan.ts"

const folder = makeFolder()

const wrong: ReadonlyArray<readonly [args: ReadonlyArray<string>, says: RegExp]> = [
  [["nonsense"], /Unknown subcommand "nonsense".*huidan --help/],
  [["get", "fake"], /Missing required argument: order-id.*huidan get --help/],
  [["list", "fake", "--since", "2026-11-01"], /Missing required flag: --until/],
  [["list", "fake", "--since", "2026-11-01", "--until", "2026-11-02", "--limit", "0"], /--limit.*above 0/],
  [["list", "fake", "--since", "soon", "--until", "2026-11-02"], /--since is not a valid time.*2026-11-01/],
  [["list", "fake", "--since", "2026-11-02", "--until", "2026-11-02"], /--until is not after --since/],
  [["get", "unheard-of", "1"], /"unheard-of".*fake \(shop main\)/],
  [["get", "fake", "1", "--raw", "full"], /needs --reveal/],
  [["explain", "fake", "order.list", "no-such-file"], /no-such-file cannot be read/],
  [["explain", "fake", "token", "-"], /decodes no operation "token".*order\.detail, order\.list/],
  [
    ["adapters", "--config", "no-such-file.json", "--base-url", "http://x"],
    /no-such-file\.json cannot be read.*--config/
  ]
]

describe.concurrent("wrong usage", () => {
  it("names the variable that names a configuration that does not exist", async () => {
    const outcome = await runHuidan(["adapters"], { env: { HUIDAN_CONFIG: "no-such-file.json" } })
    expect(outcome).toMatchObject({ code: 64, stdout: "" })
    expect(outcome.stderr).toMatch(/no-such-file\.json, which HUIDAN_CONFIG names, cannot be read/)
    expect(outcome.stderr).not.toContain("--config")
  })

  it.each(wrong)("%s ends with 64 and a sentence", async (args, says) => {
    const outcome = await runHuidan(args, { folder })
    expect(outcome).toMatchObject({ code: 64, stdout: "" })
    expect(outcome.stderr).toMatch(says)
    expect(outcome.stderr.trimEnd().split("\n")).toHaveLength(1)
  })

  it("is one JSON object with --json, and always for normalize", async () => {
    const runs = await Promise.all([
      runHuidan(["get", "--json"], { folder }),
      runHuidan(["normalize", "fake"], { folder }),
      runHuidan(["normalize", "fake", "order.list", "no-such-file"], { folder })
    ])
    for (const run of runs) {
      expect(run).toMatchObject({ code: 64, stdout: "" })
      expect(errorOf(run)).toMatchObject({ reason: "Usage", message: expect.any(String), advice: expect.any(String) })
    }
  })

  it("without a command prints the help, and ends with 64", async () => {
    const { code, stdout, stderr } = await runHuidan([], { folder })
    expect(code).toBe(64)
    expect(stdout).toContain("SUBCOMMANDS")
    expect(stderr).toContain("No command was given")
  })

  it("without a configuration says where one was looked for", async () => {
    const outcome = await runHuidan(["adapters"], { folder: "/" })
    expect(outcome).toMatchObject({ code: 64, stdout: "" })
    expect(outcome.stderr).toContain("huidan.config.json in / or above")
    expect(outcome.stderr).toMatch(/Write one: \{ "shops": .*npm install PACKAGE.*--config/)
  })

  it.each([["adapters"], ["get", "fake", "1"]])(
    "with a configuration without a shop, %s says how to add one",
    async (...args) => {
      const empty = makeFolder({ shops: [] })
      const [text, json] = await Promise.all([
        runHuidan(args, { folder: empty }),
        runHuidan([...args, "--json"], { folder: empty })
      ])
      expect(text).toMatchObject({ code: 64, stdout: "" })
      expect(text.stderr).toMatch(/huidan\.config\.json names no shop\. Add one: \{ "shops": .*npm install PACKAGE/)
      expect(errorOf(json)).toMatchObject({ reason: "Usage", message: expect.stringMatching(/names no shop$/) })
    }
  )

  it("with adapters that are not installed shows no table, and says what to install", async () => {
    const missing = makeFolder({ shops: [{ name: "main", adapter: "huidan-adapter-none" }] })
    const outcome = await runHuidan(["adapters"], { folder: missing })
    expect(outcome).toMatchObject({ code: 64, stdout: "" })
    expect(outcome.stderr).toMatch(
      /^The adapter package huidan-adapter-none is not installed.*npm install huidan-adapter-none\n$/
    )
  })
})
