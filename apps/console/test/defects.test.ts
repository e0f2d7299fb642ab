/** What an operator is told when something is not as it should be. */
import { assert, describe, it } from "@effect/vitest"
import { mostRead, type OrderFilter, type SearchPage } from "@huidan/sync"
import { Deferred, Effect, Result } from "effect"
import { SqlError } from "effect/sql"
import type { Attention, Job, OrderPage, ShopView, UnloadedShop, WhyAnswer } from "../src/api/index.ts"
import type { ConsoleShop } from "../src/server/ConsoleShops.ts"
import { defectText, privateTexts } from "./support/FakeShop.ts"
import { ask, makeWorld, others, own, personOf, type World } from "./support/world.ts"

const why = (answer: { readonly json: { readonly answers: ReadonlyArray<WhyAnswer> } }) =>
  answer.json.answers.map(({ action, reason, shop }) => [shop, reason, action])

const searchPath = "/api/orders/search"
type Found = OrderPage & { readonly isPartial: boolean }
const searches = [
  { by: "title", text: "皮影戏" },
  { by: "sku", text: "sku_puppets" },
  { by: "name", text: privateTexts[0] }
]

/** A console whose store stops reading without a row where `stops` says so, and after which places it was asked. */
const stopping = (stops: (after: number | null) => boolean) =>
  Effect.gen(function* () {
    const asked: Array<number | null> = []
    const stopped: SearchPage = { rows: [], next: mostRead, scannedTo: mostRead }
    const stoppedAt = { at: 8_640_000_000_000_000, id: mostRead }
    const world = yield* makeWorld({
      seen: (store) => {
        const through =
          <Asked, E>(read: (asked: Asked, filter: OrderFilter, after: number | null, size: number) => Page<E>) =>
          (text: Asked, filter: OrderFilter, after: number | null, size: number): Page<E> => {
            asked.push(after)
            return stops(after) ? Effect.succeed(stopped) : read(text, filter, after, size)
          }
        return {
          ...store,
          search: through(store.search),
          searchSku: through(store.searchSku),
          findByPrivate: through(store.findByPrivate),
          orders: (filter, after, size) =>
            stops(after?.id ?? null)
              ? Effect.succeed({ rows: [], next: stoppedAt, scannedTo: stoppedAt })
              : store.orders(filter, after, size)
        }
      }
    })
    return { asked, world }
  })

type Page<E> = Effect.Effect<SearchPage, E>

describe("the console", () => {
  it.live("lists a configured shop whose adapter cannot be loaded, with what to do", () =>
    Effect.gen(function* () {
      const unopened = {
        reason: "UsageError",
        message: "The package @huidan/adapter-none is not installed",
        advice: "Install it."
      }
      const closed = { platform: "fake", shopId: "s3" }
      const world = yield* makeWorld({
        more: [
          { name: "a lost shop", stored: null, platformName: null, opened: Result.fail(unopened) },
          { name: "a closed shop", stored: closed, platformName: null, opened: Result.fail(unopened) }
        ]
      })
      type Listed = { readonly shops: ReadonlyArray<ShopView>; readonly unloaded: ReadonlyArray<UnloadedShop> }
      const shops = yield* ask<Listed>(world, "/api/shops", world.tokens.reader)
      assert.deepStrictEqual([shops.json.shops.length, shops.json.unloaded], [3, [{ name: "a lost shop", unopened }]])
      assert.deepInclude(shops.json.shops[2], { ...closed, unopened, quotas: [] })
      type Overview = { readonly attention: ReadonlyArray<Attention>; readonly unloaded: ReadonlyArray<UnloadedShop> }
      const overview = yield* ask<Overview>(world, "/api/overview/attention", world.tokens.reader)
      assert.deepStrictEqual(overview.json.unloaded, shops.json.unloaded)
      // It could be another one's.
      for (const path of ["/api/shops", "/api/overview/attention"]) {
        assert.deepStrictEqual((yield* ask<Listed>(world, path, world.tokens.limited)).json.unloaded, [])
      }
    })
  )

  it.live("says of a configured shop that cannot be opened that it is so, and what is wrong", () =>
    Effect.gen(function* () {
      const unopened = { reason: "Configuration", message: "The option appId is missing", advice: "Set it." }
      const stored = { platform: "fake", shopId: "s3" }
      const world = yield* makeWorld({
        more: [{ name: "a closed shop", stored, platformName: null, opened: Result.fail(unopened) }]
      })
      const { json } = yield* ask<{ attention: ReadonlyArray<Attention> }>(
        world,
        "/api/overview/attention",
        world.tokens.reader
      )
      const ofShop = json.attention.filter(({ shop }) => shop.shopId === "s3")
      assert.deepStrictEqual(
        ofShop.map(({ kind, message }) => [kind, message]),
        [["notOpened", unopened.message]]
      )
    })
  )

  it.live("says of a job that died of a mistake of this program that it failed, and logs no text of it", () =>
    Effect.gen(function* () {
      const ended = yield* Deferred.make<void>()
      const lines: Array<string> = []
      const world = yield* makeWorld({
        breaks: true,
        logged: (line) => void lines.push(line),
        writing: (writer) => ({
          ...writer,
          endJob: (id, end) => Effect.tap(writer.endJob(id, end), Deferred.succeed(ended, undefined))
        })
      })
      const period = { ...own, since: 1000, until: 2000, repair: false }
      const job = yield* ask<Job>(world, "/api/jobs/reconcile", world.tokens.operator, period)
      assert.strictEqual(job.status, 202)
      yield* Deferred.await(ended)
      const { json, text } = yield* ask<Job>(world, `/api/jobs/${job.json.id}`, world.tokens.reader)
      assert.strictEqual(json.state, "failed")
      assert.deepInclude(json.failure, {
        reason: "InternalFault",
        message: "The program made a mistake (TypeError)."
      })
      assert.include(
        lines.join("\n"),
        `job ${job.json.id} failed by a mistake of this program (TypeError)\n    at Object.listOrders (`
      )
      for (const each of [text, ...lines]) assert.notInclude(each, defectText)
    })
  )

  it.live("logs where a request failed by a mistake of this program, and no text of it", () =>
    Effect.gen(function* () {
      const lines: Array<string> = []
      const breaking = (change: (error: Error) => void) =>
        makeWorld({
          logged: (line) => void lines.push(line),
          seen: (store) => ({
            ...store,
            detail: function read() {
              // A line of a message can look like one of the stack.
              const error = new RangeError(`it broke\n    at ${defectText} (x.ts:1:1)\n    at end (x.ts:1:1)`)
              change(error)
              throw error
            }
          })
        })
      const sent = (world: World) => ask(world, "/api/orders/fake/s1/o_1", world.tokens.reader)
      assert.strictEqual((yield* sent(yield* breaking(() => undefined))).status, 500)
      assert.match(lines.join("\n"), /^a request failed by a mistake of this program \(RangeError\)\n {4}at .*read/)
      const changed = yield* breaking((error) => {
        assert.include(error.stack, defectText)
        error.message = "another"
      })
      assert.strictEqual((yield* sent(changed)).status, 500)
      assert.strictEqual(lines[1], "a request failed by a mistake of this program (RangeError)")
      for (const each of lines) assert.notInclude(each, defectText)
    })
  )

  it.live("tries to write the end of a job until it is written", () =>
    Effect.gen(function* () {
      const written = yield* Deferred.make<void>()
      let tries = 0
      const full = { errno: 13, message: "the disk is full" }
      const reason = SqlError.classifySqliteError(full, { message: full.message, operation: "execute" })
      const world = yield* makeWorld({
        writing: (writer) => ({
          ...writer,
          endJob: (id, ended) =>
            Effect.suspend(() => {
              tries += 1
              if (tries < 4) return Effect.fail(new SqlError.SqlError({ reason }))
              return Effect.tap(writer.endJob(id, ended), Deferred.succeed(written, undefined))
            })
        })
      })
      const job = yield* ask<Job>(world, "/api/shops/fake/s1/sync", world.tokens.operator, "")
      assert.strictEqual(job.status, 202)
      yield* Deferred.await(written)
      const { json } = yield* ask<Job>(world, `/api/jobs/${job.json.id}`, world.tokens.reader)
      assert.deepInclude(json, { state: "done", failure: null })
    })
  )

  it.live("says where it stopped reading the orders of a SKU or of a person, and goes on there", () =>
    Effect.gen(function* () {
      const { asked, world } = yield* stopping((after) => after === null)
      for (const search of searches) {
        const first = yield* ask<Found>(world, searchPath, world.tokens.reader, search)
        assert.deepInclude(first.json, { rows: [], next: String(mostRead), isPartial: true })
        const next = yield* ask<Found>(world, searchPath, world.tokens.reader, { ...search, cursor: first.json.next })
        assert.deepStrictEqual([next.json.rows.length, next.json.isPartial], [6, false])
        assert.deepStrictEqual(asked.splice(0), [null, mostRead])
      }
    })
  )

  it.live("reads on for an account of some shops where it stopped at rows of others, at most ten times", () =>
    Effect.gen(function* () {
      const { asked, world } = yield* stopping((after) => after === null)
      const { limited } = world.tokens
      for (const search of searches) {
        const all = yield* ask<Found>(world, searchPath, limited, search)
        assert.deepInclude(all.json, { next: null, isPartial: false })
        assert.deepStrictEqual(
          all.json.rows.map(({ orderId }) => orderId),
          ["o_3", "o_2", "o_1"]
        )
        assert.deepStrictEqual(asked.splice(0), [null, mostRead])
        const page = yield* ask<Found>(world, searchPath, limited, { ...search, limit: 2 })
        assert.deepStrictEqual([page.json.rows.length, page.json.isPartial], [2, false])
        const rest = yield* ask<Found>(world, searchPath, limited, { ...search, limit: 2, cursor: page.json.next })
        assert.deepStrictEqual([rest.json.rows.map(({ orderId }) => orderId), rest.json.next], [["o_1"], null])
        asked.length = 0
      }
      const listed = yield* ask<OrderPage>(world, "/api/orders", limited)
      assert.deepStrictEqual([listed.json.rows.length, listed.json.next, listed.json.scannedTo], [3, null, null])
      const endless = yield* stopping(() => true)
      for (const search of searches) {
        const { json } = yield* ask<Found>(endless.world, searchPath, endless.world.tokens.limited, search)
        assert.deepInclude(json, { rows: [], next: String(mostRead), isPartial: true })
        assert.lengthOf(endless.asked.splice(0), 10)
      }
    })
  )

  it.live("says of a shop that could not be opened or loaded that it is so, not that it is not configured", () =>
    Effect.gen(function* () {
      const unopened = Result.fail({ reason: "UsageError", message: "It has no secret", advice: "Set it." })
      const closed: ConsoleShop = {
        name: "closed",
        stored: { platform: "fake", shopId: "s8" },
        platformName: null,
        opened: unopened
      }
      const lost: ConsoleShop = { name: "lost", stored: null, platformName: null, opened: unopened }
      const doorsBeside = (more: ReadonlyArray<ConsoleShop>) =>
        Effect.gen(function* () {
          const doors: Array<unknown> = []
          const world = yield* makeWorld({
            more,
            seen: (store) => ({
              ...store,
              why: (question) => {
                for (const shopId of ["s8", "s9"]) doors.push(question.doorOf({ platform: "fake", shopId }))
                return store.why(question)
              }
            })
          })
          yield* ask(world, "/api/why", world.tokens.reader, { number: "o_9", platform: "fake" })
          return doors
        })
      assert.deepStrictEqual(yield* doorsBeside([closed]), ["notOpened", "notConfigured"])
      assert.deepStrictEqual(yield* doorsBeside([lost]), ["perhapsNotOpened", "perhapsNotOpened"])
    })
  )

  it.live("says why an order is not there also to an account whose shops are none, or have nothing yet", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const boss = yield* personOf(world)
      const answerOf = (shops: ReadonlyArray<typeof own>) =>
        Effect.gen(function* () {
          const rights = { name: "asks", role: "reader", shops, expires: null }
          const made = yield* ask<{ token: string }>(world, "/api/accounts/tokens", boss, rights)
          type Answers = { readonly answers: ReadonlyArray<WhyAnswer>; readonly type: string }
          return yield* ask<Answers>(world, "/api/why", made.json.token, { number: "o_1" })
        })
      const none = yield* answerOf([])
      assert.deepStrictEqual([none.status, none.json.type], [403, "urn:huidan:problem:no-shop-seen"])
      const unread = yield* answerOf([{ platform: "fake", shopId: "s9" }])
      assert.deepStrictEqual(why(unread), [[null, "noShop", "configure the shop"]])
      assert.deepStrictEqual(
        why(yield* answerOf([others]))
          .flat()
          .includes("noShop"),
        false
      )
    })
  )
})
