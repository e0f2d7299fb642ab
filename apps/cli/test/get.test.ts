import { describe, expect, it } from "vitest"
import { at, errorOf, jsonLines, makeFolder, runHuidan, secret } from "./runHuidan.ts"

const folder = makeFolder()
const env = { FAKE_CLIENT_SECRET: secret }

describe.concurrent("get", () => {
  it("shows an order to a person, private text masked, amounts in yuan, times in Shanghai", async () => {
    const outcome = await runHuidan(["get", "fake", "5"], { folder, env: { ...env, TZ: "America/New_York" } })
    expect(outcome).toMatchObject({ code: 0, stderr: "" })
    expect(outcome.stdout).toContain("Key            fake/s1/5\n")
    expect(outcome.stdout).toContain("Buyer          u_1 · •••\n")
    expect(outcome.stdout).toContain("Created        2026-11-01 08:00:00\n")
    expect(outcome.stdout).toContain("Payable        19.99\n")
    expect(outcome.stdout).toMatch(/^ {2}Title +Specs +Quantity +Unit price/m)
  })

  it("prints one line with --json, and reveals on demand", async () => {
    const [masked, revealed, person] = await Promise.all([
      runHuidan(["get", "fake", "5", "--json"], { folder, env }),
      runHuidan(["--json", "--reveal", "get", "main", "5"], { folder, env }),
      runHuidan(["get", "fake", "5", "--reveal"], { folder, env })
    ])
    expect(jsonLines(masked.stdout)).toHaveLength(1)
    expect(masked.stdout).not.toContain("张三丰")
    expect(at(jsonLines(revealed.stdout), 0, "buyer", "name")).toEqual({ state: "plain", value: "张三丰" })
    expect(person.stdout).toContain("u_1 · 张三丰")
  })

  it("shows visibly what would steer the terminal, and escapes it in JSON", async () => {
    const runs = await Promise.all([
      runHuidan(["get", "fake", "steering"], { folder, env }),
      runHuidan(["get", "fake", "steering", "--json"], { folder, env }),
      runHuidan(["get", "fake", "steering error"], { folder, env }),
      runHuidan(["get", "fake", "steering error", "--json"], { folder, env })
    ])
    for (const { stderr, stdout } of runs) expect(stdout + stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}\p{Zl}]/u)
    const [text, json, error] = runs
    expect(text.stdout).toContain("书\\u001b[2J\\u009b1A\\u202e\\u2028👩‍🏫")
    expect(at(jsonLines(json.stdout), 0, "lines", 0, "title")).toBe("书\u001b[2J\u009b1A\u202e\u2028👩‍🏫")
    expect(error.stderr).toContain("no\\u009b2J\\u202e")
  })

  it("reads secrets from the shop's own variable first; an empty one is missing", async () => {
    const codeWith = async (environment: Readonly<Record<string, string>>, shop: string) =>
      (await runHuidan(["get", "fake", "5", "--shop", shop], { folder, env: environment })).code
    expect(
      await Promise.all([
        codeWith({ HUIDAN_MAIN_CLIENT_SECRET: secret }, "main"),
        codeWith({ HUIDAN_MAIN_CLIENT_SECRET: secret }, "小店"),
        codeWith({ HUIDAN_小店_CLIENT_SECRET: secret }, "小店"),
        codeWith({ FAKE_CLIENT_SECRET: "" }, "main")
      ])
    ).toEqual([0, 64, 0, 64])
    const { stderr } = await runHuidan(["get", "fake", "5", "--shop", "main"], { folder })
    expect(stderr).toMatch(/the shop main lacks clientSecret: .*HUIDAN_MAIN_CLIENT_SECRET or FAKE_CLIENT_SECRET/)
  })
})

describe.concurrent("a failing call", () => {
  it.each([
    ["missing", 65, "NotFound"],
    ["strange", 65, "PlatformRejected"],
    ["elsewhere", 65, "Configuration"],
    ["denied", 77, "PermissionDenied"],
    ["late", 69, "Timeout"]
  ])("%s ends with %i", async (orderId, code, reason) => {
    const outcome = await runHuidan(["get", "fake", orderId, "--json"], { folder, env })
    expect(outcome).toMatchObject({ code, stdout: "" })
    expect(errorOf(outcome)).toMatchObject({ reason, platform: "fake", shop: "s1", operation: "order.detail" })
  })

  it("is a sentence with what to do for people, and never shows a secret, even if the platform repeats it", async () => {
    const [text, json] = await Promise.all([
      runHuidan(["get", "fake", "leaking"], { folder, env }),
      runHuidan(["get", "fake", "leaking", "--json"], { folder, env })
    ])
    expect([text.code, json.code]).toEqual([77, 77])
    expect(text.stderr).toBe(`${at(errorOf(json), "message")}\n`)
    expect(text.stderr).toMatch(/bad secret <redacted>.*Check the application's id and secret/)
    expect(text.stderr + json.stderr).not.toContain(secret)
  })

  it("because of a fault of the program is one sentence, without a stack trace or a value", async () => {
    const [died, thrown] = await Promise.all([
      runHuidan(["get", "fake", "broken"], { folder, env }),
      runHuidan(["get", "fake", "throwing", "--json"], { folder, env })
    ])
    expect([died.code, thrown.code]).toEqual([70, 70])
    expect(died.stderr).toMatch(/^huidan failed with an internal error \(TypeError\)\. [^\n]+\n$/)
    expect(errorOf(thrown)).toMatchObject({ reason: "Fault", message: expect.stringContaining("RangeError") })
    expect(died.stderr + thrown.stderr).not.toMatch(/张三丰| at /)
  })
})
