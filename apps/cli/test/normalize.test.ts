import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { at, errorOf, jsonLines, makeFolder, runHuidan } from "./runHuidan.ts"

const folder = makeFolder()
const row = { id: "3418491419818650316", title: "课程", name: "张三丰", fen: 1999, at: "2022-03-30 16:23:02" }
const answer = JSON.stringify({ orders: [row, { ...row, id: "2", name: "李四光", fen: "abc" }, { ...row, id: "3" }] })
writeFileSync(join(folder, "answer.json"), answer)
const normalize = (...args: ReadonlyArray<string>) => ["normalize", "fake", "order.list", ...args]

describe.concurrent("normalize", () => {
  it("prints one order per line, a quarantined row at its place, and needs no secret", async () => {
    const outcome = await runHuidan(normalize("answer.json"), { folder })
    expect(outcome).toMatchObject({ code: 65, stderr: "" })
    const [first, second, third] = jsonLines(outcome.stdout)
    expect(first).toMatchObject({ contract: "huidan/order@1", key: "fake/s1/3418491419818650316" })
    expect(second).toEqual({
      quarantined: {
        reason: "ResponseDecode",
        pointer: "/orders/1/fen",
        message: expect.any(String),
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        raw: { ...row, id: "2", name: "•••", fen: "abc" }
      }
    })
    expect(at(third, "orderId")).toBe("3")
  })

  it("masks private text everywhere unless --reveal is given", async () => {
    const [masked, revealed, omitted] = await Promise.all([
      runHuidan(normalize("answer.json"), { folder }),
      runHuidan(normalize("answer.json", "--reveal"), { folder }),
      runHuidan(normalize("answer.json", "--reveal", "--raw", "omit"), { folder })
    ])
    expect(masked.stdout).not.toMatch(/张三丰|李四光/)
    const [order, quarantined] = jsonLines(revealed.stdout)
    expect(at(order, "buyer", "name")).toEqual({ state: "plain", value: "张三丰" })
    expect(at(order, "source", "raw", "name")).toBe("张三丰")
    expect(at(quarantined, "quarantined", "raw", "name")).toBe("李四光")
    const [without, quarantinedWithout] = jsonLines(omitted.stdout)
    expect([at(without, "source", "raw"), at(quarantinedWithout, "quarantined", "raw")]).toEqual([null, null])
  })

  it("prints the same in every time zone, from a file and from standard input", async () => {
    const runs = await Promise.all([
      runHuidan(normalize("answer.json"), { folder, env: { TZ: "America/New_York" } }),
      runHuidan(normalize("-"), { folder, env: { TZ: "Asia/Shanghai" }, input: answer }),
      runHuidan(normalize(), { folder, env: { TZ: "UTC" }, input: answer })
    ])
    expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1)
    expect(at(jsonLines(runs[0].stdout), 0, "times", "created")).toBe("2022-03-30T08:23:02.000Z")
  })

  it("takes the shop from --shop: a name, an id of the configuration, or any other id", async () => {
    const keyOf = async (shop: string) => {
      const { stdout } = await runHuidan(normalize("answer.json", "--shop", shop), { folder })
      return at(jsonLines(stdout), 2, "key")
    }
    expect(await Promise.all(["main", "s1", "小店", "a/b"].map(keyOf))).toEqual([
      "fake/s1/3",
      "fake/s1/3",
      "fake/-/3",
      "fake/a%2Fb/3"
    ])
  })

  it("says where a body is not JSON", async () => {
    const outcome = await runHuidan(normalize(), { folder, input: `{"orders":[` })
    expect(outcome).toMatchObject({ code: 65, stdout: "" })
    expect(errorOf(outcome)).toMatchObject({ reason: "ResponseDecode", platform: "fake", shop: "s1", pointer: "" })
  })
})

describe.concurrent("explain", () => {
  it("prints sources, rules and unread keys, for people and as JSON", async () => {
    const args = ["explain", "fake", "order.list", "answer.json"]
    const [text, json] = await Promise.all([runHuidan(args, { folder }), runHuidan([...args, "--json"], { folder })])
    expect(text).toMatchObject({ code: 65, stderr: "" })
    expect(text.stdout).toMatch(/\/orderId +\/id +as it is/)
    expect(text.stdout).toMatch(/Record 2 was not decoded/)
    expect(text.stdout).toContain("/订单/extra")
    expect(jsonLines(json.stdout)).toMatchObject([{ operation: "order.list", unread: ["/订单/extra"] }])
  })
})
