/** How a shop is followed, by a platform in memory. Each test says what the store holds, and which calls were made. */
import { assert, describe, it } from "@effect/vitest"
import { AdapterError, type OrderQuery, plainText } from "@huidan/core"
import { Effect, Fiber, Stream } from "effect"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { makeShopSync, type ShopSettings, Store, StoreWriter } from "../../src/index.ts"
import { detailPage, inMemory, orderOf, shop } from "../store/orders.ts"
import { type Lists, makeFakePlatform } from "./FakePlatform.ts"

const start = Date.UTC(2026, 5, 1)
const minute = 60_000
const day = 86_400_000
const everything = { lists: "updated", pushes: true, historyDays: null } as const

/** A shop that is followed until the scope ends. */
const followed = Effect.fnUntraced(function* (lists: Lists = "updated", settings: ShopSettings = {}, aheadMillis = 0) {
  yield* TestClock.setTime(start)
  const platform = makeFakePlatform(lists, aheadMillis)
  const sync = yield* makeShopSync({ name: shop, adapter: platform.adapter, settings })
  const begin = Effect.forkScoped(sync.run)
  return { platform, sync, begin, store: yield* Store }
})

const rowsOf = (statement: string) => Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(statement).values)

const push = (orderId: string) => ({ method: "POST", url: orderId, headers: {}, body: new Uint8Array() })

const shows = Effect.fnUntraced(function* (orderId: string) {
  const view = yield* (yield* Store).order(shop, orderId)
  return view === null ? null : [view.order["amounts"], view.wanted === null ? "confirmed" : "wanted"]
})

const paid = (amount: number) => ({ amounts: { payable: amount, paid: amount } })

describe("an order of a shop that is followed", () => {
  it.effect("is read when a list shows it, and once more when replicas have it for certain", () =>
    Effect.gen(function* () {
      const { begin, platform } = yield* followed()
      yield* begin
      yield* TestClock.adjust("1 minute")
      yield* platform.put("o_1", paid(500))
      yield* TestClock.adjust("35 seconds")
      assert.strictEqual((yield* shows("o_1"))?.[1], "wanted")
      yield* TestClock.adjust("90 seconds")
      assert.strictEqual((yield* shows("o_1"))?.[1], "confirmed")
      assert.isAtMost(platform.callsOf("order"), 3)
      const calls = platform.callsOf("order")
      yield* TestClock.adjust("10 minutes")
      assert.strictEqual(platform.callsOf("order"), calls)
      assert.deepStrictEqual(yield* (yield* Store).check, [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("is read at once after a push, which is stored before it is acknowledged", () =>
    Effect.gen(function* () {
      const { begin, platform, sync } = yield* followed()
      yield* begin
      yield* platform.put("o_1", paid(500))
      yield* TestClock.adjust("10 seconds")
      yield* platform.put("o_1", paid(700))
      assert.strictEqual((yield* sync.receivePush(push("o_1"))).status, 200)
      assert.deepStrictEqual(yield* rowsOf("SELECT type, order_id FROM inbox"), [["changed", "o_1"]])
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual((yield* shows("o_1"))?.[1], "wanted")
      assert.deepInclude((yield* shows("o_1"))?.[0], { paid: 700 })
      yield* TestClock.adjust("3 minutes")
      assert.deepStrictEqual((yield* shows("o_1"))?.[1], "confirmed")
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect.each([[3600], [-3600]])(
    "is wanted by the platform's clock, which is %i s ahead of this machine's",
    ([ahead]) =>
      Effect.gen(function* () {
        const { begin, platform, sync } = yield* followed("updated", {}, ahead! * 1000)
        yield* platform.put("o_1", paid(500))
        yield* sync.receivePush(push("o_1"))
        assert.deepStrictEqual(yield* rowsOf("SELECT wanted, machine_time FROM wants"), [[start, 1]])
        yield* begin
        yield* TestClock.adjust("5 seconds")
        const rows = yield* rowsOf("SELECT wanted, machine_time FROM wants")
        const [wanted, isMachineTime] = rows[0] ?? []
        assert.strictEqual(isMachineTime, 0)
        assert.approximately(Number(wanted), start + ahead! * 1000, 5000)
        yield* TestClock.adjust("3 minutes")
        assert.deepStrictEqual((yield* shows("o_1"))?.[1], "confirmed")
      }).pipe(Effect.provide(inMemory()))
  )

  it.effect.each([[false], [true]])(
    "is asked for after this machine's clock was set back (wanted by this machine's clock: %s)",
    ([isMachineTime]) =>
      Effect.gen(function* () {
        // A program before this one wanted the orders, when this machine's clock was an hour ahead of what it is now.
        const ahead = isMachineTime ? 0 : 3_600_000
        const { begin, platform } = yield* followed(null, {}, ahead)
        const wanted = { at: start + 3_600_000, isMachineTime: isMachineTime! }
        yield* (yield* StoreWriter).want(shop, ["o_1", "o_2"], wanted)
        yield* platform.put("o_1", paid(500))
        yield* platform.put("o_2", paid(500))
        yield* begin
        yield* TestClock.adjust("3 minutes")
        assert.deepStrictEqual((yield* shows("o_1"))?.[1], "confirmed")
        assert.deepStrictEqual((yield* shows("o_2"))?.[1], "confirmed")
        assert.isAtMost(platform.callsOf("order"), 5)
      }).pipe(Effect.provide(inMemory()))
  )

  it.effect("that cannot be read is not asked for before its next try to learn the platform's time", () =>
    Effect.gen(function* () {
      const { begin, platform } = yield* followed(null)
      const numbers = Array.from({ length: 20 }, (_, n) => `typed_wrong_${n}`)
      yield* (yield* StoreWriter).want(shop, numbers, { at: start, isMachineTime: false })
      yield* rowsOf(`UPDATE wants SET parked = 'NotFound', due = ${start + 86_400_000}`)
      yield* begin
      yield* TestClock.adjust("12 hours")
      assert.deepStrictEqual(platform.calls(), [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("whose call fails lets others tell the platform's time", () =>
    Effect.gen(function* () {
      const { begin, platform } = yield* followed(null)
      yield* (yield* StoreWriter).want(shop, ["o_1", "o_2"], { at: start + 3_600_000, isMachineTime: false })
      yield* platform.put("o_2", paid(500))
      platform.fail("order", { _tag: "PlatformUnavailable" })
      yield* begin
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(platform.calls().slice(0, 2), ["order o_1", "order o_2"])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("is not asked for before it is due while a list tells the platform's time", () =>
    Effect.gen(function* () {
      const { begin, platform } = yield* followed("created", {}, 0)
      yield* (yield* StoreWriter).want(shop, ["o_1"], { at: start + 3_600_000, isMachineTime: false })
      yield* platform.put("o_2", paid(500))
      platform.slow("list", 2)
      yield* TestClock.adjust("5 seconds")
      yield* begin
      yield* TestClock.adjust("3 minutes")
      assert.include(platform.calls(), "order o_2")
      assert.notInclude(platform.calls(), "order o_1")
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect(
    "that cannot be read is parked, tried again in a day, and marked gone if the platform does not know it",
    () =>
      Effect.gen(function* () {
        const { begin, platform, sync } = yield* followed("updated", { pollInterval: "1 hour" })
        yield* platform.put("o_1", paid(500))
        yield* platform.put("o_2", paid(500))
        yield* TestClock.adjust("2 seconds")
        yield* begin
        yield* TestClock.adjust("3 minutes")
        platform.remove("o_1")
        platform.fail("order", { _tag: "PermissionDenied" })
        yield* sync.want(["o_2"])
        yield* TestClock.adjust("3 seconds")
        yield* sync.want(["o_1", "o_9"])
        yield* TestClock.adjust("3 seconds")
        // A replica may not know them yet.
        assert.deepStrictEqual(yield* rowsOf("SELECT order_id FROM wants WHERE parked IS NOT NULL"), [])
        platform.fail("order", { _tag: "PermissionDenied" })
        yield* TestClock.adjust("70 seconds")
        assert.deepStrictEqual(yield* rowsOf("SELECT order_id, parked FROM wants ORDER BY order_id"), [
          ["o_1", "NotFound"],
          ["o_2", "PermissionDenied"],
          ["o_9", "NotFound"]
        ])
        assert.deepStrictEqual(yield* rowsOf("SELECT order_id FROM orders WHERE gone IS NOT NULL"), [["o_1"]])
        yield* platform.put("o_1", paid(600))
        const calls = platform.callsOf("order")
        yield* TestClock.adjust("1 day")
        assert.isAbove(platform.callsOf("order"), calls)
        yield* TestClock.adjust("5 minutes")
        assert.deepStrictEqual(yield* rowsOf("SELECT order_id, parked FROM wants"), [["o_9", "NotFound"]])
        assert.deepStrictEqual(yield* rowsOf("SELECT order_id FROM orders WHERE gone IS NOT NULL"), [])
      }).pipe(Effect.provide(inMemory()))
  )

  it.effect("that was stored while a list showed its changes is read again once no list does", () =>
    Effect.gen(function* () {
      const settings = { rereadOpen: "10 minutes", rereadClosed: "1 hour", keepClosed: "5 hours" } as const
      const [before, after] = [makeFakePlatform("updated"), makeFakePlatform("created")]
      yield* TestClock.setTime(start)
      for (const { put } of [before, after]) {
        yield* put("o_1", paid(500))
        yield* put("o_2", { status: { trade: "closed" } })
        yield* put("o_3", { status: { trade: "completed" } })
      }
      yield* TestClock.adjust("2 seconds")
      const first = yield* makeShopSync({ name: shop, adapter: before.adapter, settings })
      yield* first.catchUp
      yield* TestClock.adjust("1 hour")
      yield* first.catchUp
      assert.deepStrictEqual(yield* rowsOf("SELECT * FROM rereads"), [])
      const sql = yield* SqlClient.SqlClient
      // It was completed long ago, and the list was read since then.
      yield* sql`UPDATE facets SET asked_at = asked_at - 21600000 WHERE order_id = (SELECT id FROM orders WHERE order_id = 'o_3')`
      // More than one transaction handles.
      yield* sql`
        INSERT INTO orders (id, shop, order_id, created, trade, after_sale, kind, currency, version, changed, change)
        WITH RECURSIVE n (id) AS (SELECT 100 UNION ALL SELECT id + 1 FROM n WHERE id < 1299)
        SELECT id, 1, 'p_' || id, ${start}, 'active', 'none', 'standard', 'CNY', 1, ${start}, 1 FROM n`
      yield* sql`
        INSERT INTO facets (order_id, operation, json, asked_at, carried, meets_wants)
        SELECT id, 'detail', '{}', ${start}, 1, 1 FROM orders WHERE id >= 100`
      const second = yield* makeShopSync({ name: shop, adapter: after.adapter, settings })
      assert.deepStrictEqual(yield* rowsOf("SELECT order_id, closed IS NULL FROM rereads WHERE order_id < 'p'"), [
        ["o_1", 1],
        ["o_2", 0]
      ])
      assert.deepStrictEqual(yield* rowsOf("SELECT count(*) FROM rereads WHERE order_id >= 'p'"), [[1200]])
      yield* sql`DELETE FROM rereads WHERE order_id >= 'p'`
      yield* after.put("o_1", paid(900))
      yield* TestClock.adjust("20 minutes")
      yield* second.catchUp
      assert.deepInclude((yield* shows("o_1"))?.[0], { paid: 900 })
      // What is read again already, and what is too old, stays as it is.
      const rereads = yield* rowsOf("SELECT order_id, due, closed FROM rereads ORDER BY order_id")
      yield* makeShopSync({ name: shop, adapter: after.adapter, settings })
      assert.deepStrictEqual(yield* rowsOf("SELECT order_id, due, closed FROM rereads ORDER BY order_id"), rereads)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("that was imported before a list was read is read again, unless it was closed too long ago", () =>
    Effect.gen(function* () {
      const settings = { rereadOpen: "10 minutes", rereadClosed: "1 hour", keepClosed: "5 hours" } as const
      yield* TestClock.setTime(start)
      const store = yield* StoreWriter
      const lane = yield* store.claim(shop, "import")
      const states = { o_1: "active", o_2: "closed", o_3: "completed" } as const
      for (const [orderId, trade] of Object.entries(states)) {
        const askedAt = start - (orderId === "o_3" ? 6 : 1) * 3_600_000
        yield* store.commitPage(lane, detailPage(orderOf(orderId, { status: { trade } }), askedAt))
      }
      yield* makeShopSync({ name: shop, adapter: makeFakePlatform("created").adapter, settings })
      assert.deepStrictEqual(yield* rowsOf("SELECT order_id FROM rereads ORDER BY order_id"), [["o_1"], ["o_2"]])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("is read again and again if no list shows its changes: while it is open, and some time after", () =>
    Effect.gen(function* () {
      const settings = {
        rereadOpen: "10 minutes",
        rereadClosed: "1 hour",
        keepClosed: "5 hours",
        pollInterval: "1 hour"
      } as const
      const { begin, platform } = yield* followed("created", settings)
      yield* platform.put("o_1", paid(500))
      yield* TestClock.adjust("2 seconds")
      yield* begin
      yield* TestClock.adjust("5 minutes")
      yield* platform.put("o_1", paid(900))
      yield* TestClock.adjust("11 minutes")
      assert.deepInclude((yield* shows("o_1"))?.[0], { paid: 900 })
      yield* platform.put("o_1", { status: { trade: "completed" } })
      yield* TestClock.adjust("11 minutes")
      const calls = platform.callsOf("order")
      yield* TestClock.adjust("3 hours")
      assert.strictEqual(platform.callsOf("order"), calls + 3)
      yield* TestClock.adjust("4 hours")
      const ended = platform.callsOf("order")
      yield* TestClock.adjust("1 day")
      assert.strictEqual(platform.callsOf("order"), ended)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("is found and repaired by a comparison if something went wrong", () =>
    Effect.gen(function* () {
      const { begin, platform, store, sync } = yield* followed()
      for (const id of ["o_1", "o_2", "o_3"]) yield* platform.put(id, paid(500))
      yield* begin
      yield* TestClock.adjust("5 minutes")
      const lane = yield* (yield* StoreWriter).claim(shop, "test")
      const made = orderOf("o_4", { status: { trade: "active" } })
      const created = (yield* store.order(shop, "o_1"))?.order["times"]
      assert.isDefined(created)
      yield* (yield* StoreWriter).commitPage(lane, detailPage(made, 1, { operation: "detail" }))
      const sql = yield* SqlClient.SqlClient
      yield* sql`UPDATE orders SET created = ${start} WHERE order_id = 'o_4'`
      yield* sql`UPDATE facets SET json = json_set(json, '$.times.updated', '2020-01-01T00:00:00.000Z') WHERE operation = 'list'
        AND order_id = (SELECT id FROM orders WHERE order_id = 'o_2')`
      const period = { since: start - minute, until: start + minute }
      const found = yield* sync.reconcile(period, false)
      assert.deepStrictEqual(
        [found.compared, found.deviations.map(({ kind, orderId }) => [orderId, kind]), found.unlisted],
        [3, [["o_2", "different"]], ["o_4"]]
      )
      assert.deepStrictEqual((yield* sync.reconcile(period, false)).deviations, found.deviations)
      yield* sync.reconcile(period, true)
      yield* TestClock.adjust("3 minutes")
      assert.deepStrictEqual(yield* rowsOf("SELECT order_id FROM orders WHERE gone IS NOT NULL"), [["o_4"]])
      const repaired = yield* sync.reconcile(period, false)
      assert.deepStrictEqual([repaired.deviations, repaired.unlisted], [[], []])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("is not said to differ because it changed after the list was read, but is if that reading missed it", () =>
    Effect.gen(function* () {
      const { platform, sync } = yield* followed()
      for (const id of ["o_1", "o_2"]) yield* platform.put(id, paid(500))
      yield* TestClock.adjust("5 minutes")
      yield* sync.catchUp
      yield* TestClock.adjust("1 minute")
      yield* platform.put("o_1", { status: { trade: "completed" } })
      yield* TestClock.adjust("1 minute")
      const period = { since: start - minute, until: start + minute }
      const living = yield* sync.reconcile(period, false)
      assert.deepStrictEqual([living.compared, living.different, living.deviations], [2, 0, []])
      // A reading that comes after the change and does not bring it.
      const sql = yield* SqlClient.SqlClient
      yield* sql`UPDATE cursors SET settled = ${start + 7 * minute}, cursor = NULL WHERE lane = 'live'`
      const again = yield* makeShopSync({ name: shop, adapter: platform.adapter })
      assert.deepStrictEqual(
        (yield* again.reconcile(period, false)).deviations.map(({ kind, orderId }) => [orderId, kind]),
        [["o_1", "different"]]
      )
    }).pipe(Effect.provide(inMemory()))
  )
})

describe("a shop", () => {
  it.effect("is read from its first days in a lane of its own, while the live lane goes on", () =>
    Effect.gen(function* () {
      const { begin, platform, store, sync } = yield* followed("updated", { firstSync: "10 days" })
      for (let index = 0; index < 7; index++) {
        yield* platform.put(`old_${index}`)
        yield* TestClock.adjust("1 day")
      }
      yield* begin
      yield* TestClock.adjust("1 minute")
      assert.isNotNull(yield* store.order(shop, "old_0"))
      const cursors = "SELECT lane, since, settled >= coalesce(until, 0) FROM cursors ORDER BY lane"
      assert.deepStrictEqual(
        (yield* rowsOf(cursors)).map(([lane, since, isDone]) => [lane, Number(since) - start - 6 * 86_400_000, isDone]),
        [
          ["backfill", -9 * 86_400_000, 1],
          ["live", 0, 1]
        ]
      )
      yield* sync.backfill(start - minute, start + minute)
      yield* TestClock.adjust("1 minute")
      const [row] = yield* rowsOf("SELECT since, settled >= until FROM cursors WHERE lane = 'backfill'")
      assert.deepStrictEqual(row, [start - minute, 1])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("whose authorisation died says so, stops alone, and goes on without a restart", () =>
    Effect.gen(function* () {
      const { begin, platform, store } = yield* followed()
      const other = makeFakePlatform()
      yield* other.put("p_1")
      const otherName = { ...shop, shopId: "app2" }
      const otherSync = yield* makeShopSync({ name: otherName, adapter: other.adapter })
      platform.fail("list", ...Array.from({ length: 3 }, () => ({ _tag: "Authentication", kind: "token" }) as const))
      yield* platform.put("o_1")
      yield* begin
      yield* Effect.forkScoped(otherSync.run)
      yield* TestClock.adjust("2 minutes")
      const dead = yield* store.shopState(1)
      assert.deepStrictEqual([dead.authorisation, dead.error], ["dead", "Authentication"])
      assert.strictEqual((yield* store.shopState(2)).authorisation, "ok")
      assert.isNotNull(yield* store.order(otherName, "p_1"))
      assert.isAtMost(platform.callsOf("list"), 3)
      yield* TestClock.adjust("20 minutes")
      const alive = yield* store.shopState(1)
      assert.deepStrictEqual([alive.authorisation, alive.error, alive.failures], ["ok", null, 0])
      assert.isNotNull(yield* store.order(shop, "o_1"))
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect(
    "whose last call for an order failed is well again when no order is due any more and its list is read",
    () =>
      Effect.gen(function* () {
        const { begin, platform, store } = yield* followed()
        platform.fail("order", { _tag: "Authentication", kind: "token" })
        yield* (yield* StoreWriter).want(shop, ["o_1"], { at: start, isMachineTime: true })
        yield* begin
        yield* TestClock.adjust("30 seconds")
        assert.strictEqual((yield* store.shopState(1)).authorisation, "dead")
        yield* (yield* StoreWriter).dropWants(shop, ["o_1"])
        yield* TestClock.adjust("10 minutes")
        const alive = yield* store.shopState(1)
        assert.deepStrictEqual([alive.authorisation, alive.error, alive.failures], ["ok", null, 0])
        assert.strictEqual(platform.callsOf("order"), 1)
      }).pipe(Effect.provide(inMemory()))
  )

  it.effect("asks for no order that is not due while its list fails", () =>
    Effect.gen(function* () {
      const { begin, platform } = yield* followed()
      yield* (yield* StoreWriter).want(shop, ["o_1"], { at: start + 3_600_000, isMachineTime: false })
      platform.fail("list", ...Array.from({ length: 3 }, () => ({ _tag: "Authentication", kind: "token" }) as const))
      yield* begin
      yield* TestClock.adjust("90 seconds")
      assert.strictEqual(platform.callsOf("order"), 0)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("that cannot be read in one pass says so in the store", () =>
    Effect.gen(function* () {
      const { platform, store, sync } = yield* followed()
      platform.fail("list", { _tag: "Authentication", kind: "credentials" })
      assert.strictEqual((yield* Effect.flip(sync.catchUp))._tag, "AdapterError")
      assert.strictEqual((yield* store.shopState(1)).authorisation, "dead")
      yield* sync.catchUp
      assert.strictEqual((yield* store.shopState(1)).authorisation, "ok")
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("asks for the other orders if the call of one fails again and again", () =>
    Effect.gen(function* () {
      const { begin, platform, store } = yield* followed("updated", { concurrency: 1 })
      for (const id of ["o_1", "o_2", "o_3"]) yield* platform.put(id, paid(500))
      yield* TestClock.adjust("2 seconds")
      platform.fail("order", ...Array.from({ length: 2 }, () => ({ _tag: "PlatformUnavailable" }) as const))
      yield* begin
      yield* TestClock.adjust("10 seconds")
      assert.isNotNull(yield* store.order(shop, "o_3"))
      yield* TestClock.adjust("5 minutes")
      assert.deepStrictEqual(yield* rowsOf("SELECT order_id FROM wants"), [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("waits longer after each failure of its platform, and parks no order for it", () =>
    Effect.gen(function* () {
      const { begin, platform, store } = yield* followed()
      yield* platform.put("o_1")
      platform.fail("order", ...Array.from({ length: 3 }, () => ({ _tag: "PlatformUnavailable" }) as const))
      platform.fail("list", { _tag: "RateLimited", retryAfter: 40 })
      yield* begin
      yield* TestClock.adjust("39 seconds")
      assert.strictEqual(platform.callsOf("list"), 1)
      yield* TestClock.adjust("3 seconds")
      assert.deepStrictEqual([platform.callsOf("order"), (yield* store.shopState(1)).failures], [1, 1])
      yield* TestClock.adjust("4 seconds")
      assert.strictEqual(platform.callsOf("order"), 2)
      yield* TestClock.adjust("8 seconds")
      assert.strictEqual(platform.callsOf("order"), 2)
      yield* TestClock.adjust("3 minutes")
      assert.deepStrictEqual(yield* rowsOf("SELECT order_id FROM wants"), [])
      assert.isNull((yield* store.shopState(1)).error)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("reads its list again from a while before if the adapter does not know the cursor any more", () =>
    Effect.gen(function* () {
      const { begin, platform, store } = yield* followed()
      yield* begin
      yield* TestClock.adjust("1 minute")
      platform.fail("list", { _tag: "InvalidRequest", detail: "the cursor is of another version" })
      yield* platform.put("o_1")
      yield* TestClock.adjust("1 minute")
      assert.isNotNull(yield* store.order(shop, "o_1"))
      assert.isNull((yield* store.shopState(1)).error)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("reads a period again from its beginning if the adapter does not know the cursor any more", () =>
    Effect.gen(function* () {
      const { platform, store, sync } = yield* followed("updated", { firstSync: "10 days" })
      for (let index = 0; index < 5; index++) yield* platform.put(`old_${index}`)
      yield* TestClock.adjust("3 days")
      yield* sync.catchUp
      // The platform's last second is settled later.
      yield* TestClock.adjust("1 minute")
      yield* sync.catchUp
      yield* sync.backfill(start - minute, start + minute)
      yield* (yield* SqlClient.SqlClient)`UPDATE cursors SET cursor = '2' WHERE lane = 'backfill'`
      let isLost = false
      const adapter = {
        ...platform.adapter,
        listOrders: (query: OrderQuery) => {
          if (isLost || query.by !== "created" || query.after === undefined) return platform.adapter.listOrders(query)
          isLost = true
          return Stream.fail(
            new AdapterError({ platform: shop.platform, reason: { _tag: "InvalidRequest", detail: "the cursor" } })
          )
        }
      }
      const other = yield* makeShopSync({ name: shop, adapter })
      const { backfill } = yield* other.catchUp
      assert.deepStrictEqual([isLost, backfill.pages > 1], [true, true])
      const [row] = yield* rowsOf("SELECT since, settled >= until FROM cursors WHERE lane = 'backfill'")
      assert.deepStrictEqual(row, [start - minute, 1])
      // What the first sync read is still known to be read.
      const why = { platform: shop.platform, number: "o_9", now: start + 3 * day, doorOf: () => everything }
      const [answer] = yield* store.why({ ...why, created: start - 5 * day })
      assert.strictEqual(answer?.reason, "notKnown")
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("parks no order by this machine's clock, and asks for it less and less often", () =>
    Effect.gen(function* () {
      const { begin, platform, sync } = yield* followed(null, {}, -3_600_000)
      yield* sync.want(["o_1"])
      yield* begin
      yield* TestClock.adjust("2 minutes")
      assert.deepStrictEqual(yield* rowsOf("SELECT order_id, parked FROM wants"), [["o_1", null]])
      const calls = platform.callsOf("order")
      assert.isAtMost(calls, 5)
      // The replica knows it now.
      yield* platform.put("o_1", paid(500))
      yield* TestClock.adjust("10 minutes")
      assert.deepInclude((yield* shows("o_1"))?.[0], { paid: 500 })
      yield* sync.want(["o_2"])
      yield* TestClock.adjust("3 minutes")
      assert.deepStrictEqual(yield* rowsOf("SELECT parked FROM wants WHERE order_id = 'o_2'"), [["NotFound"]])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("asks for what is new before what a backfill wants, and leaves none of it for ever", () =>
    Effect.gen(function* () {
      const { platform, sync } = yield* followed("updated", { concurrency: 1 })
      const old = Array.from({ length: 60 }, (_, index) => `old_${index}`)
      for (const id of [...old, "o_new"]) yield* platform.put(id, paid(500))
      yield* sync.want(["o_new"])
      yield* TestClock.adjust("1 day")
      yield* sync.readOrder("o_new")
      yield* sync.want(old)
      yield* TestClock.adjust("1 minute")
      yield* sync.want(["o_new"])
      yield* sync.readNew
      const asked = platform.calls().filter((call) => call.startsWith("order "))
      assert.strictEqual(asked[1], "order o_new")
      for (const id of old) assert.include(asked, `order ${id}`)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("reads orders no longer again and again once its list shows every change", () =>
    Effect.gen(function* () {
      const { begin, platform } = yield* followed()
      yield* platform.put("o_1")
      yield* TestClock.adjust("2 seconds")
      yield* begin
      yield* TestClock.adjust("5 minutes")
      yield* (yield* SqlClient.SqlClient)`INSERT INTO rereads (shop, order_id, due) VALUES (1, 'o_1', 1)`
      const calls = platform.callsOf("order")
      yield* TestClock.adjust("10 minutes")
      assert.strictEqual(platform.callsOf("order"), calls + 1)
      assert.deepStrictEqual(yield* rowsOf("SELECT * FROM rereads"), [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("goes on beside an order that is damaged in the store", () =>
    Effect.gen(function* () {
      const { begin, platform, store } = yield* followed("updated", { concurrency: 1 })
      yield* platform.put("o_1", { buyer: { id: "u", name: plainText("王小明") } })
      yield* begin
      yield* TestClock.adjust("3 minutes")
      yield* (yield* SqlClient.SqlClient)`UPDATE facets SET json = '{' WHERE operation = 'detail'`
      yield* platform.put("o_1", paid(100))
      yield* platform.put("o_2", paid(200))
      yield* TestClock.adjust("3 minutes")
      assert.isNotNull(yield* store.order(shop, "o_2"))
      assert.deepStrictEqual(yield* rowsOf("SELECT order_id, parked FROM wants"), [["o_1", "DamagedRecord"]])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("makes no calls while it is paused", () =>
    Effect.gen(function* () {
      const { begin, platform } = yield* followed()
      const writer = yield* StoreWriter
      yield* writer.pause(shop, true)
      yield* begin
      yield* TestClock.adjust("10 minutes")
      assert.deepStrictEqual(platform.calls(), [])
      yield* writer.pause(shop, false)
      yield* TestClock.adjust("1 minute")
      assert.isAbove(platform.callsOf("list"), 0)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("is let go by a process that does not write to the store any more", () =>
    Effect.gen(function* () {
      const { sync } = yield* followed()
      const running = yield* Effect.forkChild(Effect.flip(sync.run))
      yield* TestClock.adjust("1 minute")
      yield* (yield* SqlClient.SqlClient)`UPDATE writer SET epoch = epoch + 1`
      yield* (yield* SqlClient.SqlClient)`UPDATE cursors SET epoch = epoch + 1`
      yield* TestClock.adjust("2 minutes")
      assert.include(["WriterLost", "LaneTaken"], (yield* Fiber.join(running))._tag)
    }).pipe(Effect.provide(inMemory()))
  )
})

/** A shop with an order for each of sixty days, and how many of them are stored. */
const sixty = Effect.fnUntraced(function* (aheadMillis = 0) {
  const platform = makeFakePlatform("updated", aheadMillis)
  for (let days = 60; days >= 1; days--) {
    yield* TestClock.setTime(start - aheadMillis - days * day)
    yield* platform.put(`o_${days}`)
  }
  yield* TestClock.setTime(start - aheadMillis)
  const sync = yield* makeShopSync({ name: shop, adapter: platform.adapter })
  return { platform, sync, stored: Effect.map(rowsOf("SELECT count(*) FROM orders"), ([row]) => row?.[0]) }
})

describe("the first days of a shop", () => {
  it.effect("reach back no further than the platform's lists", () =>
    Effect.gen(function* () {
      const { platform, sync } = yield* followed("updated", { firstSync: "90 days", history: "5 days" })
      yield* platform.put("o_1", paid(500))
      yield* TestClock.adjust("2 seconds")
      yield* sync.catchUp
      assert.strictEqual(sync.historyDays, 5)
      const [[since] = []] = yield* rowsOf("SELECT since FROM cursors WHERE lane = 'backfill'")
      assert.approximately(Number(since), start - 5 * day, minute)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("are read to their end after a backfill is asked for meanwhile", () =>
    Effect.gen(function* () {
      const { stored, sync } = yield* sixty()
      yield* Effect.forkScoped(sync.run)
      yield* TestClock.adjust("10 seconds")
      assert.isBelow(Number(yield* stored), 60)
      yield* sync.backfill(start - 5 * day, start - 3 * day)
      yield* TestClock.adjust("5 minutes")
      assert.strictEqual(yield* stored, 60)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("are read after a backfill is the first that is asked for", () =>
    Effect.gen(function* () {
      const { stored, sync } = yield* sixty()
      yield* sync.backfill(start - 45 * day, start - 40 * day)
      yield* Effect.forkScoped(sync.run)
      yield* TestClock.adjust("1 minute")
      yield* TestClock.adjust("5 minutes")
      assert.strictEqual(yield* stored, 60)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("are read beside two backfills that are asked for one after the other", () =>
    Effect.gen(function* () {
      const { stored, sync } = yield* sixty()
      yield* Effect.forkScoped(sync.run)
      yield* TestClock.adjust("20 seconds")
      yield* sync.backfill(start - 50 * day, start - 45 * day)
      yield* TestClock.adjust("20 seconds")
      yield* sync.backfill(start - 5 * day, start - 3 * day)
      yield* TestClock.adjust("5 minutes")
      assert.strictEqual(yield* stored, 60)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect.each([[3], [400], [-3], [-400]])(
    "end where the live lane begins, if the platform's clock is %i days ahead of this machine's",
    ([days]) =>
      Effect.gen(function* () {
        const ahead = days! * day
        const { platform, stored, sync } = yield* sixty(ahead)
        yield* Effect.forkScoped(sync.run)
        yield* TestClock.adjust("10 minutes")
        yield* platform.put("o_new", paid(5))
        yield* TestClock.adjust("2 minutes")
        const [[since, settled] = []] = yield* rowsOf("SELECT since, settled FROM cursors WHERE lane = 'live'")
        assert.isAtMost(Number(since), start)
        assert.isAtMost(Number(settled), start + 20 * minute)
        assert.deepInclude((yield* shows("o_new"))?.[0], { paid: 5 })
        yield* TestClock.adjust("5 minutes")
        assert.strictEqual(yield* stored, 61)
      }).pipe(Effect.provide(inMemory()))
  )

  it.effect("are asked for by the platform's clock also if it has no orders", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start + 3 * day)
      const platform = makeFakePlatform("updated", -3 * day)
      const sync = yield* makeShopSync({ name: shop, adapter: platform.adapter })
      yield* Effect.forkScoped(sync.run)
      yield* TestClock.adjust("10 minutes")
      yield* platform.put("o_1")
      yield* TestClock.adjust("2 minutes")
      assert.isNotNull(yield* shows("o_1"))
    }).pipe(Effect.provide(inMemory()))
  )
})
