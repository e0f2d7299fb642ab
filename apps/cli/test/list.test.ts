import { describe, expect, it } from "vitest"
import { at, jsonLines, makeFolder, runHuidan, secret } from "./runHuidan.ts"

const folder = makeFolder()
const env = { FAKE_CLIENT_SECRET: secret }
const list = (...args: ReadonlyArray<string>) => [
  "list",
  "fake",
  "--since",
  "2026-11-01",
  "--until",
  "2026-11-02 08:00",
  ...args
]

describe.concurrent("list", () => {
  it("stops at --limit records without reading a further page", async () => {
    const journal = { ...env, FAKE_JOURNAL: "1", TZ: "America/New_York" }
    const outcome = await runHuidan(list("--limit", "4", "--json"), { folder, env: journal })
    expect(outcome.code).toBe(65)
    expect(jsonLines(outcome.stdout).map((line) => at(line, "orderId") ?? at(line, "quarantined", "pointer"))).toEqual([
      "1",
      "2",
      "3",
      "/orders/1/fen"
    ])
    const page = "by created 2026-10-31T16:00:00.000Z 2026-11-02T00:00:00.000Z"
    expect(outcome.stderr).toBe(`page 1 ${page}\npage 2 ${page}\n`)
  })

  it("shows a person a table with the quarantined row at its place, and totals", async () => {
    const outcome = await runHuidan(list(), { folder, env: { ...env, FAKE_LAST: "3" } })
    expect(outcome).toMatchObject({ code: 65, stderr: "" })
    const lines = outcome.stdout.split("\n")
    expect(lines.slice(0, 2)).toEqual([
      "Order  Created (Shanghai)   Trade   Payment  Fulfilment  After-sale     Payable        Paid  Goods",
      "1      2026-11-01 08:00:00  active  paid     -           -                 0.01        0.01  课程"
    ])
    expect(lines[4]).toContain("! not decoded: fake s1 order.list: the answer is not as documented at /orders/1/fen")
    expect(lines.slice(-4)).toEqual([
      "orders: 5, not decoded: 1",
      "trade: active 5",
      "payable 0.17 CNY, paid 0.17 CNY",
      ""
    ])
  })

  it("says up to where a list that is not settled until its end is right", async () => {
    const unsettled = { ...env, FAKE_LAST: "1", FAKE_SETTLED: "2026-11-01T23:59:00Z" }
    const [person, program, cut] = await Promise.all([
      runHuidan(list(), { folder, env: unsettled }),
      runHuidan(list("--json"), { folder, env: unsettled }),
      runHuidan(list("--limit", "1"), { folder, env: { ...unsettled, FAKE_LAST: "2" } })
    ])
    const note = "complete until 2026-11-02 07:59:00 (Shanghai) only: list again later for what comes after"
    expect(person).toMatchObject({ code: 0, stderr: "" })
    expect(person.stdout.split("\n").at(-2)).toBe(note)
    expect(jsonLines(program.stderr)).toEqual([{ note }])
    expect(cut.stdout).not.toContain("complete until")
  })

  it("prints what was read before a failure, and ends with the more serious exit code", async () => {
    const outcome = await runHuidan(list("--json"), { folder, env: { ...env, FAKE_PAGES: "2" } })
    expect(outcome.code).toBe(69)
    expect(jsonLines(outcome.stdout)).toHaveLength(4)
    expect(jsonLines(outcome.stderr)).toMatchObject([{ error: { reason: "PlatformUnavailable" } }])
  })

  it("ends without an error when the reader closes its output, and at once when interrupted", async () => {
    const [closed, interrupted] = await Promise.all([
      runHuidan(list("--json"), { folder, env, hangUp: true }),
      runHuidan(list("--json"), { folder, env, signal: "SIGINT" })
    ])
    expect(closed).toMatchObject({ stderr: "" })
    expect([0, 65]).toContain(closed.code)
    expect(interrupted).toMatchObject({ code: 130, stderr: "" })
  })
})
