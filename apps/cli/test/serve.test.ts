import { readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { at, errorOf, jsonLines } from "./runHuidan.ts"
import { type Serving, startServe } from "./startServe.ts"
import { shopIdOf, useStoreShops } from "./storeShops.ts"

const { environment, makeFolder, run, sandbox } = useStoreShops()

/** Asks again until it holds. */
const eventually = async <A>(read: () => Promise<A>, holds: (value: A) => boolean): Promise<A> => {
  for (;;) {
    const value = await read()
    if (holds(value)) return value
  }
}

describe("serve", () => {
  let folder = ""
  let address = ""
  let serving: Serving | undefined

  beforeAll(async () => {
    folder = makeFolder(["xiaoe", "doudian"], { serve: { port: 0 }, console: { listen: "127.0.0.1:0" } })
    // The platform of one shop refuses it.
    serving = await startServe(folder, { ...environment(), HUIDAN_MY_DOUDIAN_APP_SECRET: "no-secret-of-the-shop" })
    address = String(at(serving.started, "address"))
  }, 120_000)

  afterAll(() => {
    serving?.child.kill("SIGKILL")
  })

  const statusOf = async (shop: string): Promise<unknown> =>
    jsonLines((await run(folder, ["store", "status", "--json"])).stdout).find((line) => at(line, "shop") === shop)

  it("answers monitoring, and says of each shop how it is", { timeout: 120_000 }, async () => {
    const labels = `huidan_platform="xiaoe",huidan_shop="${shopIdOf(sandbox(), "xiaoe")}"`
    const text = (path: string) => fetch(`${address}${path}`).then((response) => response.text())
    expect(await text("/health")).toBe('{"healthy":true}')
    expect(await text("/ready")).toBe('{"ready":true,"unopened":[]}')
    const metrics = await eventually(
      () => text("/metrics"),
      (all) =>
        new RegExp(`huidan_shop_lag_seconds\\{${labels}\\} \\d`).test(all) &&
        // A shop has the same labels in the metrics of the sync.
        new RegExp(`huidan_sync_order_stored\\{${labels}\\} \\d`).test(all)
    )
    expect(metrics).toMatch(new RegExp(`huidan_shop_authorised\\{${labels}\\} 1`))
    expect(metrics).toMatch(new RegExp(`huidan_shop_info\\{${labels},name="my-xiaoe"\\} 1`))
  })

  it("has a console whose first account is made by the link that it prints", async () => {
    const link = new URL(String(at(serving?.started, "console", "firstLink")))
    const body = { token: link.hash.slice(1), name: "lin", password: "correct horse battery" }
    const headers = { "content-type": "application/json" }
    const entered = await fetch(`${link.origin}/api/session/link`, {
      method: "POST",
      headers,
      body: JSON.stringify(body)
    })
    expect(entered.status).toBe(200)
    const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? ""
    const shops = await fetch(`${link.origin}/api/shops`, { headers: { cookie } }).then((answer) => answer.json())
    expect(shops).toMatchObject({ shops: [{ name: "my-xiaoe" }, { name: "my-doudian" }] })
    expect((await fetch(`${link.origin}/api/shops`)).status).toBe(401)
    // Its quota is of ten minutes: the request for the token of the first sync still counts.
    expect(at(shops, "shops", 0, "quotas")).toContainEqual({
      operation: "token",
      title: "Access token",
      used: 1,
      requests: 100,
      seconds: 600,
      verified: false
    })
  }, 120_000)

  it("takes pushes of the shop's platform, and nothing else", async () => {
    const push = `${address}/push/my-xiaoe`
    expect(at(serving?.started, "pushes", "my-xiaoe")).toBe(push)
    const statuses = await Promise.all(
      [
        fetch(push, { method: "POST", body: "not signed" }),
        fetch(push, { method: "POST", body: "x".repeat(1_048_577) }),
        fetch(`${address}/push/my-doudian/more`, { method: "POST", body: "" }),
        fetch(`${address}/push/nobody`, { method: "POST", body: "" })
      ].map((response) => response.then(({ status }) => status))
    )
    expect(statuses).toEqual([400, 413, 404, 404])
  })

  it("does what other processes want of the store, which they cannot do themselves beside it", async () => {
    const period = ["--since", "2024-05-01", "--until", "2024-06-01"]
    const [wanted, earlier] = await Promise.all([
      run(folder, ["store", "want", "my-xiaoe", "--json"], "1, 2"),
      run(folder, ["store", "backfill", "my-xiaoe", ...period, "--json"])
    ])
    expect(wanted).toMatchObject({ code: 0, stderr: "" })
    expect(jsonLines(wanted.stdout)).toEqual([{ wanted: 2 }])
    expect(earlier).toMatchObject({ code: 0, stderr: "" })
    const synced = await run(folder, ["store", "sync", "my-xiaoe", "--json"])
    expect(synced).toMatchObject({ code: 0, stderr: "" })
    expect(jsonLines(synced.stdout)).toMatchObject([{ shop: "my-xiaoe" }])
    // Who asks for the unknown numbers first, this command or the shop that is followed, is not decided.
    expect(at(jsonLines(synced.stdout), 0, "parked")).toBeLessThanOrEqual(2)
    expect((await run(folder, ["store", "pause", "my-xiaoe"])).stdout).toBe("my-xiaoe is paused\n")
    expect(await statusOf("my-xiaoe")).toMatchObject({ state: "paused" })
    expect((await run(folder, ["store", "sync", "my-xiaoe"])).stderr).toMatch(
      /my-xiaoe is paused\. Run `huidan store resume/
    )
    expect((await run(folder, ["store", "resume", "my-xiaoe"])).code).toBe(0)
  }, 120_000)

  it("refuses what only one process can do, and says which one has the store", async () => {
    const [days, imported, second] = await Promise.all([
      run(folder, ["store", "sync", "--days", "3"]),
      run(folder, ["store", "import", "--json"]),
      run(folder, ["serve", "--json"])
    ])
    expect(days.code).toBe(64)
    expect(days.stderr).toContain("huidan store backfill")
    for (const refused of [imported, second]) {
      expect(refused).toMatchObject({ code: 75, stdout: "" })
      expect(errorOf(refused)).toMatchObject({
        reason: "StoreTaken",
        message: expect.stringMatching(/`huidan serve` writes to the store \(process \d+ on /)
      })
    }
  }, 120_000)

  it("takes commands with the token of the store only", async () => {
    const { DatabaseSync } = await import("node:sqlite")
    const database = new DatabaseSync(`${folder}/huidan.db`, { readOnly: true })
    const row = database.prepare("SELECT address, token FROM writer").get()
    database.close()
    const door = String(at(row, "address"))
    expect(new URL(door).hostname).toBe("127.0.0.1")
    const statuses = await Promise.all(
      [{}, { authorization: "Bearer x" }].map((headers) =>
        fetch(door, { method: "POST", headers, body: "{}" }).then(({ status }) => status)
      )
    )
    expect(statuses).toEqual([401, 401])
    const known = await fetch(door, { headers: { authorization: `Bearer ${at(row, "token")}` } })
    expect(known.status).toBe(405)
  })

  it("goes on beside a shop that its platform refuses, which says so", async () => {
    const dead = await eventually(
      () => statusOf("my-doudian"),
      (shop) => at(shop, "error") !== null
    )
    expect(at(dead, "state")).toMatch(/^(?:failing|authorisation dead)$/)
    expect(await statusOf("my-xiaoe")).toMatchObject({ state: "ok", authorisation: "ok" })
    // The process that has the store notes it in the audit.
    const [orders, csv] = await Promise.all([
      run(folder, ["store", "export", "all.ndjson", "--reveal", "--json"]),
      run(folder, ["store", "export", "none.csv", "--reveal", "--since", "2025-01-01", "--language", "en"])
    ])
    expect(orders).toMatchObject({ code: 0, stderr: "" })
    expect(at(jsonLines(orders.stdout), 0, "orders")).toBe(
      sandbox()
        .shops.find(({ platform }) => platform === "xiaoe")
        ?.twin.orders().length
    )
    expect(readFileSync(join(folder, "all.ndjson"), "utf8")).toContain('"state":"plain"')
    expect(csv.stdout).toMatch(/^0 orders in none\.csv \(\d+ bytes\), private text shown\n$/)
    const audit = jsonLines((await run(folder, ["store", "audit", "--json"])).stdout)
    expect(audit.map((entry) => at(entry, "action"))).toEqual(["export", "export"])
  })

  it("gives the store up when it is stopped, and its log has nothing private", async () => {
    serving?.child.kill("SIGTERM")
    expect(await serving?.ended).toBe(130)
    const lines = (await run(folder, ["store", "status", "--json"])).stdout
    expect(jsonLines(lines).at(-1)).toEqual({ writer: null })
    const log = jsonLines(serving?.log() ?? "")
    expect(log.length).toBeGreaterThan(1)
    for (const line of log) expect(line).toMatchObject({ time: expect.any(String), level: expect.any(String) })
    expect(serving?.log()).not.toContain("no-secret-of-the-shop")
  })
})
