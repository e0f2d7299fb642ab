import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { beforeAll, describe, expect, it } from "vitest"
import { at, errorOf, jsonLines, type Outcome, runHuidan } from "./runHuidan.ts"
import { shopIdOf, useStoreShops } from "./storeShops.ts"

const { environment, makeFolder, run, sandbox } = useStoreShops()

const ordersOfXiaoe = (): number =>
  sandbox()
    .shops.find(({ platform }) => platform === "xiaoe")
    ?.twin.orders().length ?? 0

describe("a store", () => {
  let folder = ""
  let key = ""

  /** Of an order that is not forgotten. */
  const otherKey = (): string =>
    `xiaoe/${shopIdOf(sandbox(), "xiaoe")}/${
      sandbox()
        .shops.find(({ platform }) => platform === "xiaoe")
        ?.twin.truth().orderIds[1]
    }`

  /** Looks for the name of the buyer of an order of Xiaoe. */
  const find = async (of: string, json = true) => {
    const twin = sandbox().shops.find(({ platform }) => platform === "xiaoe")?.twin
    const order = twin?.orders().find(({ orderId }) => of.endsWith(`/${orderId}`))
    if (twin === undefined || order === undefined) throw new Error("there is no such order")
    const name = String(at(twin.expected("order.detail@2.0", order), "buyer", "name", "value"))
    expect(name).toMatch(/^\S{2,}/u)
    const found = await run(folder, ["store", "find", ...(json ? ["--json"] : [])], ` ${name}\n`)
    expect([found.stdout, found.stderr].some((text) => text.includes(name))).toBe(false)
    return found
  }

  beforeAll(async () => {
    folder = makeFolder(["xiaoe", "wshoto"])
    const synced = await run(folder, ["store", "sync", "--json"])
    expect(synced.code).toBe(0)
    const shops = jsonLines(synced.stdout)
    expect(shops.map((shop) => at(shop, "shop")).toSorted()).toEqual(["my-wshoto", "my-xiaoe"])
    const orderId = sandbox()
      .shops.find(({ platform }) => platform === "xiaoe")
      ?.twin.truth().orderIds[0]
    key = `xiaoe/${shopIdOf(sandbox(), "xiaoe")}/${orderId}`
    // It says how far back it read, and how fast.
    expect(at(jsonLines(synced.stderr), 0, "note")).toMatch(/last \d+ days.*orders a minute by the quota/)
  }, 120_000)

  it("is a file that nobody else can read, without a name or a telephone number in it", () => {
    expect(statSync(join(folder, "huidan.db")).mode & 0o777).toBe(0o600)
  })

  it("shows an order masked, and what the platform says of it now", async () => {
    const [stored, now, unknown] = await Promise.all([
      run(folder, ["store", "order", key, "--json"]),
      run(folder, ["store", "order", key, "--now"]),
      run(folder, ["store", "order", "xiaoe/elsewhere/1"])
    ])
    expect(at(jsonLines(stored.stdout), 0, "order", "key")).toBe(key)
    expect(at(jsonLines(stored.stdout), 0, "order", "buyer", "name", "state")).not.toBe("plain")
    expect(now).toMatchObject({ code: 0, stderr: "" })
    expect(now.stdout).toMatch(/^Order .*\n[\s\S]*\nVersion \d+, stored /)
    expect(unknown).toMatchObject({ code: 65, stdout: "" })
    expect(unknown.stderr).toContain("huidan store why xiaoe 1")
  })

  it("asks for the orders whose numbers it is given, in any writing", async () => {
    const [first, second] =
      sandbox()
        .shops.find(({ platform }) => platform === "wshoto")
        ?.twin.truth().orderIds ?? []
    const wanted = await run(folder, ["store", "want", "my-wshoto"], `${first}，\t${second} ${first}\n`)
    expect(wanted).toMatchObject({ code: 0, stderr: "" })
    // On a slow machine the moment comes meanwhile from which on an answer is enough: they are asked for again.
    expect(wanted.stdout).toMatch(/^my-wshoto: .*asked for [2-9]\n$/)
    const mixed = await run(folder, ["store", "want", "my-wshoto", "--json"], `订单号\n${first}\n6.9E+18`)
    expect(mixed.code).toBe(65)
    expect(jsonLines(mixed.stderr).map((line) => at(line, "note"))).toEqual([
      "not taken: 订单号 has characters that no number of an order has",
      expect.stringMatching(/^not taken: 6\.9E\+18 was shortened by a spreadsheet/)
    ])
    const why = await run(folder, ["store", "why", "wshoto", `${first}`, "--json"])
    expect(at(jsonLines(why.stdout), 0)).toMatchObject({ reason: "here", isCertain: true })
  })

  it("says how far it is right, sums days, and contradicts itself nowhere", async () => {
    const [status, text, daily, check, quarantine] = await Promise.all([
      run(folder, ["store", "status", "--json"]),
      run(folder, ["store", "status"]),
      run(folder, ["store", "daily", "my-xiaoe", "--from", "2024-04-01", "--to", "2024-06-30", "--json"]),
      run(folder, ["store", "check"]),
      run(folder, ["store", "quarantine", "list", "--json"])
    ])
    const [xiaoe, , writer] = jsonLines(status.stdout)
    expect(xiaoe).toMatchObject({ shop: "my-xiaoe", configured: true, state: "ok", authorisation: "ok", failures: 0 })
    expect(at(xiaoe, "lagSeconds")).toBeLessThan(600)
    expect(writer).toEqual({ writer: null })
    expect(text.stdout).toMatch(/^Shop +State +Right as of.*\nmy-xiaoe +ok +2/)
    const counted = jsonLines(daily.stdout).reduce<number>((sum, day) => sum + Number(at(day, "orders")), 0)
    expect(counted).toBe(ordersOfXiaoe())
    expect(check).toMatchObject({ code: 0, stderr: "" })
    expect(check.stdout).toMatch(/^\d+ orders computed again from the answers: nothing differs\n$/)
    expect(jsonLines(quarantine.stdout).length).toBe(at(xiaoe, "quarantined"))
  })

  it("keeps a row in the quarantine that the adapter still cannot decode", async () => {
    const listed = jsonLines((await run(folder, ["store", "quarantine", "list", "--json"])).stdout)
    const first = String(at(listed, 0, "fingerprint"))
    const one = await run(folder, ["store", "quarantine", "replay", first.slice(0, 16), "--json"])
    expect(one).toMatchObject({ code: 0, stderr: "" })
    expect(jsonLines(one.stdout)).toEqual([
      { fingerprint: first, order: null, why: expect.stringContaining("the answer is not as documented") },
      { stored: 0, left: 1 }
    ])
    const all = await run(folder, ["store", "quarantine", "replay"])
    expect(all.stdout.trim().split("\n").at(-1)).toBe(`0 rows stored, ${listed.length} rows left in quarantine`)
    const again = jsonLines((await run(folder, ["store", "quarantine", "list", "--json"])).stdout)
    expect(again.length).toBe(listed.length)
    expect(at(again, 0, "tries")).toBe(2)
  })

  it("is exported masked, and imported again without a change", async () => {
    const [exported, csv] = await Promise.all([
      run(folder, ["store", "export", "orders.ndjson", "--shop", "my-xiaoe", "--json"]),
      run(folder, ["store", "export", "orders.csv", "--rows", "line", "--language", "en"])
    ])
    expect(exported).toMatchObject({ code: 0, stderr: "" })
    expect(statSync(join(folder, "orders.ndjson")).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, "orders.ndjson"), "utf8")).not.toContain('"state":"plain"')
    expect(csv.code).toBe(0)
    expect(readFileSync(join(folder, "orders.csv"), "utf8").startsWith("\ufeff")).toBe(true)
    const [again, imported] = await Promise.all([
      run(folder, ["store", "export", "orders.ndjson"]),
      run(folder, ["store", "import", "orders.ndjson", "--json"])
    ])
    expect(again).toMatchObject({ code: 64, stdout: "" })
    expect(again.stderr).toContain("exists already")
    expect(at(jsonLines(imported.stdout), 0)).toMatchObject({ changed: 0, rejected: 0 })
  })

  it("is copied and restored, with all its orders", async () => {
    const copied = await run(folder, ["store", "backup", "copy.db", "--json"])
    expect(copied).toMatchObject({ code: 0, stderr: "" })
    const elsewhere = makeFolder(["xiaoe"], { store: { file: "restored.db" } })
    const restored = await run(elsewhere, ["store", "restore", join(folder, "copy.db"), "--json"])
    const rows = at(jsonLines(copied.stdout), 0, "rows")
    expect(at(jsonLines(restored.stdout), 0, "rows")).toEqual(rows)
    // Orders of the other shop may have been asked for by their numbers.
    expect(at(rows, "orders")).toBeGreaterThanOrEqual(ordersOfXiaoe())
  })

  it("finds orders by a name on standard input, which it never shows", async () => {
    const [found, text] = await Promise.all([find(key), find(key, false)])
    expect(found).toMatchObject({ code: 0, stderr: "" })
    expect(jsonLines(found.stdout).map((row) => at(row, "key"))).toContain(key)
    expect(text.stdout).toMatch(/^Order +Created.*\n[\s\S]*\n\d+ orders?\n$/)
  }, 120_000)

  it("forgets an order, and shows another one with its private text", async () => {
    const other = otherKey()
    const revealed = await run(folder, ["store", "reveal", other, "--json"])
    expect(revealed.code).toBe(0)
    expect(revealed.stdout).toContain('"state":"plain"')
    expect((await run(folder, ["store", "forget", key])).code).toBe(0)
    const lost = await find(key)
    expect(jsonLines(lost.stdout).map((row) => at(row, "key"))).not.toContain(key)
    const gone = await run(folder, ["store", "reveal", key, "--json"])
    expect(gone).toMatchObject({ code: 65, stdout: "" })
    expect(errorOf(gone)).toMatchObject({ reason: "NotRevealed" })
  }, 120_000)

  it("is exported with private text, except what is forgotten, and the audit has all of it", async () => {
    const other = otherKey()
    const exported = await run(folder, [
      "store",
      "export",
      "revealed.ndjson",
      "--shop",
      "my-xiaoe",
      "--reveal",
      "--json"
    ])
    expect(exported).toMatchObject({ code: 0, stderr: "" })
    const file = join(folder, "revealed.ndjson")
    expect(at(jsonLines(exported.stdout), 0)).toEqual({
      file: "revealed.ndjson",
      orders: expect.any(Number),
      bytes: statSync(file).size
    })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const plain = jsonLines(readFileSync(file, "utf8"))
      .filter((order) => JSON.stringify(order).includes('"state":"plain"'))
      .map((order) => at(order, "key"))
    expect(plain).toContain(other)
    expect(plain).not.toContain(key)
    const [again, audit] = await Promise.all([
      run(folder, ["store", "export", "revealed.ndjson", "--reveal"]),
      run(folder, ["store", "audit", "--json"])
    ])
    expect(again.stderr).toContain("exists already")
    const entries = jsonLines(audit.stdout)
    expect(entries.map((entry) => [at(entry, "action"), at(entry, "subject")])).toEqual([
      ["export", `orders of xiaoe/${shopIdOf(sandbox(), "xiaoe")}`],
      ["forget", key],
      ["reveal", other]
    ])
  })

  it("keeps the orders of a shop that was removed from the configuration, and says that it is not configured", async () => {
    const without = makeFolder(["wshoto"], { store: { file: join(folder, "huidan.db") } })
    const status = await run(without, ["store", "status", "--json"])
    expect(status.code).toBe(0)
    const shops = jsonLines(status.stdout)
    expect(shops.find((shop) => at(shop, "platform") === "xiaoe")).toMatchObject({
      configured: false,
      state: "not configured"
    })
    expect((await run(without, ["store", "order", key])).code).toBe(0)
  })

  it("says of a shop whose adapter cannot be loaded that it may be that, and of another one that it is not configured", async () => {
    const wshoto = sandbox().shops.find(({ platform }) => platform === "wshoto")
    const other = { name: "my-wshoto", adapter: wshoto?.package, options: wshoto?.shopOptions.options }
    const reasons = [["@huidan/adapter-none"], []].map(async (adapters) => {
      const shops = [other, ...adapters.map((adapter) => ({ name: "my-xiaoe", adapter }))]
      const asked = makeFolder([], { shops, store: { file: join(folder, "huidan.db") } })
      const why = await run(asked, ["store", "why", "xiaoe", "690000009", "--json"])
      return at(jsonLines(why.stdout), 0)
    })
    expect(await Promise.all(reasons)).toMatchObject([
      { reason: "notOpened", isCertain: false, action: "correct the configuration" },
      { reason: "notConfigured", isCertain: true, action: "configure the shop" }
    ])
  }, 120_000)

  it("says of an order that is older than the platform's lists go back that it can only be named or imported", async () => {
    const xiaoe = sandbox().shops.find(({ platform }) => platform === "xiaoe")
    const shop = { name: "my-xiaoe", adapter: xiaoe?.package, options: xiaoe?.shopOptions.options }
    const ask = async (sync: object) => {
      const asked = makeFolder([], { shops: [{ ...shop, sync }], store: { file: join(folder, "huidan.db") } })
      const why = await run(asked, ["store", "why", "xiaoe", "690000009", "--created", "2010-01-01", "--json"])
      return at(jsonLines(why.stdout), 0)
    }
    expect(await ask({})).toMatchObject({ reason: "outsideWindow", action: "backfill" })
    expect(await ask({ historyDays: 180 })).toMatchObject({ reason: "beyondHistory", action: "import" })
  }, 120_000)

  it("is read masked with another key, but not written, and refused with text that is no key, which is never shown", async () => {
    const other = "1e".repeat(32)
    const noKey = "no key at all"
    const huidan = (text: string, ...words: ReadonlyArray<string>) =>
      runHuidan(["store", ...words], { folder, env: { ...environment(), HUIDAN_STORE_KEY: text } })
    const [reading, refused, none, missing] = await Promise.all([
      huidan(other, "status"),
      huidan(other, "pause", "my-wshoto"),
      huidan(noKey, "status"),
      huidan("", "export", "revealed.ndjson", "--reveal")
    ])
    expect(reading.code).toBe(0)
    for (const outcome of [refused, missing]) {
      expect(outcome).toMatchObject({ code: 64, stdout: "" })
      expect(outcome.stderr).toMatch(/encrypted with the master key [0-9a-f]{16}.*Set HUIDAN_STORE_KEY/)
    }
    expect(none.code).toBe(64)
    expect(none.stderr).toContain("HUIDAN_STORE_KEY is not a key")
    for (const { stderr, stdout } of [reading, refused, none])
      expect([other, noKey].some((text) => `${stderr}${stdout}`.includes(text))).toBe(false)
  })

  it("counts days by the zone of its first opening, and refuses another one", async () => {
    const zone = "Pacific/Kiritimati"
    const far = makeFolder(["xiaoe"], { store: { dayZone: zone } })
    const dayThere = () => new Intl.DateTimeFormat("sv", { timeZone: zone }).format(Date.now())
    await run(far, ["store", "import"])
    const before = dayThere()
    const daily = await run(far, ["store", "daily"])
    expect(daily.code).toBe(0)
    expect([before, dayThere()].map((day) => daily.stdout.endsWith(` to ${day}\n`))).toContain(true)
    const elsewhere = makeFolder(["xiaoe"], { store: { file: join(far, "huidan.db"), dayZone: "Asia/Shanghai" } })
    const refused = await run(elsewhere, ["store", "daily"])
    expect(refused).toMatchObject({ code: 64, stdout: "" })
    expect(refused.stderr).toMatch(/counts days by Pacific\/Kiritimati, for ever .*`store\.dayZone`/)
  })

  it("says so, and ends with 65, if there is nothing that it could change or show", async () => {
    const nothing = `xiaoe/${shopIdOf(sandbox(), "xiaoe")}/none`
    const commands: ReadonlyArray<readonly [words: string, input?: string]> = [
      [`forget ${nothing}`],
      ["forget -", "13900000000"],
      ["find", "13900000000"],
      [`reveal ${nothing}`],
      ["quarantine replay 0000"]
    ]
    const outcomes: Array<Outcome> = []
    // One process writes at a time.
    for (const [words, input] of commands) {
      outcomes.push(await run(folder, ["store", ...words.split(" "), "--json"], input))
    }
    expect(outcomes.map(({ code, stdout }) => [code, stdout])).toEqual(outcomes.map(() => [65, ""]))
    expect(outcomes.map((outcome) => at(errorOf(outcome), "reason"))).toEqual([
      "NothingForgotten",
      "NothingForgotten",
      "NothingFound",
      "NotRevealed",
      "NoSuchRow"
    ])
    expect(at(errorOf(outcomes[0] as Outcome), "message")).toContain("its private text will not be stored")
    const shops = await Promise.all(["pause", "want"].map((word) => run(folder, ["store", word, "no-shop"], "1")))
    for (const { code, stderr } of shops) {
      expect(code).toBe(64)
      expect(stderr).toContain('no shop "no-shop". There are the shops my-xiaoe, my-wshoto')
    }
  }, 120_000)

  it("counts orders that are to be read without those that are parked", async () => {
    const database = new DatabaseSync(join(folder, "huidan.db"))
    const wshoto = "(SELECT id FROM shops WHERE platform = 'wshoto')"
    database.exec(`DELETE FROM wants WHERE shop = ${wshoto};
      INSERT INTO wants (shop, order_id, wanted, due, parked) VALUES (${wshoto}, 'a', 1, 9e15, 'NotFound'),
        (${wshoto}, 'b', 1, 9e15, NULL)`)
    const status = await run(folder, ["store", "status", "--json"])
    expect(jsonLines(status.stdout)[1]).toMatchObject({ shop: "my-wshoto", wants: 1, parked: 1 })
    const [columns = "", ...lines] = (await run(folder, ["store", "status"])).stdout.split("\n")
    const line = lines.find((each) => each.startsWith("my-wshoto")) ?? ""
    const numberUnder = (title: string) => line.slice(0, columns.indexOf(title) + title.length).match(/\d+$/)?.[0]
    expect(["To read", "Parked"].map(numberUnder)).toEqual(["1", "1"])
    database.close()
  })

  it("drops orders that are not to be read any more, in any writing", async () => {
    const database = new DatabaseSync(join(folder, "huidan.db"))
    const wshoto = "(SELECT id FROM shops WHERE platform = 'wshoto')"
    database.exec(`DELETE FROM wants WHERE shop = ${wshoto};
      INSERT INTO wants (shop, order_id, wanted, due, parked) VALUES (${wshoto}, 'drop1', 1, 9e15, 'NotFound'),
        (${wshoto}, 'drop2', 1, 9e15, NULL), (${wshoto}, 'keep3', 1, 9e15, NULL)`)
    const dropped = await run(folder, ["store", "want", "my-wshoto", "--drop", "--json"], "drop1，drop2\tother4")
    expect(dropped).toMatchObject({ code: 0, stderr: "" })
    expect(jsonLines(dropped.stdout)).toEqual([{ named: 3, dropped: 2 }])
    expect(database.prepare(`SELECT order_id FROM wants WHERE shop = ${wshoto}`).all()).toEqual([{ order_id: "keep3" }])
    const last = await run(folder, ["store", "want", "my-wshoto", "--drop"], "keep3")
    expect(last.stdout).toBe("Dropped 1 of 1 order\n")
    database.close()
  })

  it.each<readonly [words: string, says: RegExp]>([
    ["export a.csv --trade open", /--trade.*"pending" \| "active" \| "completed" \| "closed" \| "unknown"/],
    ["daily --from 2026-02-30", /--from is not a day: "2026-02-30"/],
    ["daily --from 2026-11-02 --to 2026-11-01", /--from is after --to/],
    ["quarantine replay ab", /at least the first 4 characters/]
  ])("refuses `%s` with 64 and a sentence", async (words, says) => {
    const refused = await run(folder, ["store", ...words.split(" ")])
    expect(refused).toMatchObject({ code: 64, stdout: "" })
    expect(refused.stderr).toMatch(says)
  })

  it("compares and reads periods of the shops that have a list, and says which ones it skips", async () => {
    // The orders of the platform are of these days; each day is a call.
    const period = ["--since", "2024-05-12", "--until", "2024-06-02"]
    const compared = await run(folder, ["store", "reconcile", ...period, "--json"])
    expect(compared).toMatchObject({ code: 0, stderr: "" })
    const [wshoto, xiaoe] = jsonLines(compared.stdout).toSorted((one, other) =>
      String(at(one, "shop")).localeCompare(String(at(other, "shop")))
    )
    expect(wshoto).toEqual({ shop: "my-wshoto", skipped: expect.stringContaining("no list of orders") })
    expect(xiaoe).toMatchObject({
      shop: "my-xiaoe",
      compared: ordersOfXiaoe(),
      different: 0,
      notListed: 0,
      unlisted: []
    })
  })

  it("compares the last hour up to where the list is settled, and reads a period again", async () => {
    const period = ["--since", "2024-05-13", "--until", "2024-05-14"]
    const hour = new Date(Date.now() - 3_600_000).toISOString()
    const recent = await run(folder, ["store", "reconcile", "my-xiaoe", "--since", hour])
    const read = await run(folder, ["store", "backfill", ...period])
    const named = await run(folder, ["store", "backfill", "my-wshoto", ...period])
    expect(read.stdout).toMatch(/^my-wshoto: skipped, it has no list/m)
    expect(named).toMatchObject({ code: 64, stdout: "" })
    expect(named.stderr).toMatch(/lists no orders.*store want my-wshoto/)
    // The list settles a minute before now.
    const [, until] = /^my-xiaoe: 0 orders compared up to (.*?) \(Shanghai\), 0 differ/.exec(recent.stdout) ?? []
    expect(Date.parse(`${until?.replace(" ", "T")}+08:00`)).toBeLessThan(Date.now() - 30_000)
  })
})

describe("texts that the platform encrypted", () => {
  it("are decrypted when the order is revealed, unless that is not wanted, and the audit says so", async () => {
    const shop = sandbox().shops.find(({ platform }) => platform === "doudian")
    const door = shop?.twin.definition.doors?.find(({ name }) => name === "official")
    const folder = makeFolder([], {
      shops: [
        {
          name: "my-doudian",
          adapter: shop?.package,
          options: { baseUrl: shop?.baseUrl, ...door?.options },
          sync: { replicaLagSeconds: 0 }
        }
      ]
    })
    const orderId = shop?.twin
      .orders()
      .find((order) => JSON.stringify(shop.twin.expected("order.orderDetail", order)).includes('"encrypted"'))?.orderId
    const key = `doudian/${String(Object(door?.options).shopId)}/${orderId}`
    const env = { ...environment(), HUIDAN_MY_DOUDIAN_APP_SECRET: String(Object(door?.secrets).appSecret) }
    const huidan = (...words: ReadonlyArray<string>) => runHuidan(["store", ...words, "--json"], { folder, env })
    expect((await huidan("order", key, "--now")).code).toBe(0)
    const stored = await huidan("reveal", key, "--stored-only")
    const revealed = await huidan("reveal", key)
    const decrypts = () => shop?.twin.journal().filter(({ operation }) => operation === "order.batchDecrypt").length
    const asked = decrypts()
    const again = await huidan("reveal", key)
    expect(stored.stdout).toContain('"state":"encrypted"')
    expect(revealed).toMatchObject({ code: 0, stderr: "" })
    expect(revealed.stdout).not.toContain('"state":"encrypted"')
    expect(again.stdout).toBe(revealed.stdout)
    expect([asked, decrypts()]).toEqual([asked, asked])
    const actions = jsonLines((await huidan("audit")).stdout).map((entry) => at(entry, "action"))
    expect(actions).toEqual(["decrypt", "decrypt", "reveal"])
  }, 120_000)
})

describe("a file that cannot be used", () => {
  const status = async (prepare: (file: string) => void) => {
    const folder = makeFolder(["xiaoe"])
    prepare(join(folder, "huidan.db"))
    const outcome = await run(folder, ["store", "status", "--json"])
    expect(outcome.stdout).toBe("")
    return { code: outcome.code, error: errorOf(outcome) }
  }

  it.each<readonly [string, number, RegExp, (file: string) => void]>([
    ["that is missing", 64, /There is no store at .*huidan\.db/, () => undefined],
    [
      "that is damaged",
      74,
      /huidan\.db is not a SQLite database, or it is damaged/,
      (file) => writeFileSync(file, "not a database at all".repeat(100), { mode: 0o600 })
    ],
    [
      "of another program",
      64,
      /the file is the database of another program/i,
      (file) => {
        const database = new DatabaseSync(file)
        database.exec("CREATE TABLE notes (text TEXT)")
        database.close()
        chmodSync(file, 0o600)
      }
    ],
    [
      "that others can read",
      64,
      /Other users can read or write the store/,
      (file) => writeFileSync(file, "", { mode: 0o644 })
    ]
  ])("%s ends with %i, and says what to do", async (_name, code, says, prepare) => {
    const refused = await status(prepare)
    expect(refused.code).toBe(code)
    expect(at(refused.error, "message")).toMatch(says)
    expect(at(refused.error, "advice")).toMatch(/^\S.*\.$|^Run: /)
  })
})
