import { assert, describe, it } from "@effect/vitest"
import { type AdapterError, isAdapterError, type OrderAdapter, type OrderPage } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { assembleAdapter } from "../../src/adapter/assembleAdapter.ts"
import { makePromiseClient } from "../../src/adapter/PromiseClient.ts"
import { codec, manifest } from "../support.ts"

const page = (ids: ReadonlyArray<number>, complete: boolean): Effect.Effect<OrderPage, AdapterError> =>
  Effect.map(
    codec.decode(
      "many",
      JSON.stringify({
        code: 0,
        data: { list: ids.map((id) => (id === 0 ? { note: "no id" } : { id, name: "王小明" })) }
      })
    ),
    (records) => ({
      records,
      cursor: `after ${ids.at(-1)}`,
      window: { since: DateTime.makeUnsafe(0), until: DateTime.makeUnsafe(1) },
      settledUntil: DateTime.makeUnsafe(1),
      complete
    })
  )

/** Two pages and then one that never comes. */
const adapter = (seen: { pages: number; released: boolean }): OrderAdapter =>
  assembleAdapter({
    manifest,
    codec,
    needs: { check: () => Effect.void },
    calls: {
      getOrder: (orderId) =>
        orderId === "never" ? Effect.never : Effect.fail(codec.failure("one", { _tag: "NotFound" })),
      listOrders: () =>
        Stream.make([1, 2], [0, 3], []).pipe(
          Stream.mapEffect((ids) => {
            seen.pages++
            return ids.length === 0 ? Effect.never : page(ids, false)
          }),
          Stream.ensuring(Effect.sync(() => (seen.released = true)))
        )
    }
  })

const client = (seen = { pages: 0, released: false }) =>
  makePromiseClient({
    manifest,
    open: Effect.succeed({ adapter: adapter(seen), lacking: null, ending: Effect.void }),
    encoding: { reveal: false, raw: "omit" },
    logger: null,
    more: () => ({})
  })
const query = { by: "created", since: new Date(0), until: new Date(1) } as const

const pushRequest = { method: "POST", url: "/", headers: {}, body: new Uint8Array() }

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "no rejection",
    (error: unknown) => error
  )

describe("a promise client", () => {
  it("does what is left to do when it is closed, unless it was never used", async () => {
    for (const isUsed of [true, false]) {
      let ended = 0
      const own = makePromiseClient({
        manifest,
        open: Effect.succeed({
          adapter: adapter({ pages: 0, released: false }),
          lacking: null,
          ending: Effect.sync(() => void ended++)
        }),
        encoding: { reveal: false, raw: "omit" },
        logger: null,
        more: () => ({})
      })
      if (isUsed) await own.ready()
      for (let close = 0; close < 2; close++) await own.close()
      assert.strictEqual(ended, isUsed ? 1 : 0)
    }
  })

  it("rejects with an AdapterError, of a call that the adapter lacks too", async () => {
    await using own = client()
    const missing = await rejection(own.getOrder("1"))
    assert.isTrue(isAdapterError(missing) && missing.reason._tag === "NotFound")
    const push = await rejection(own.receivePush(pushRequest, () => {}))
    assert.isTrue(isAdapterError(push) && push.reason._tag === "NotSupported")
    // Programs without types can leave the handler out.
    const handlerless = await rejection(own.receivePush(pushRequest, JSON.parse("{}")))
    assert.isTrue(isAdapterError(handlerless) && handlerless.reason._tag === "InvalidRequest")
    const dates = await rejection(
      own
        .listOrders({ ...query, since: new Date("never") })
        [Symbol.asyncIterator]()
        .next()
    )
    assert.isTrue(isAdapterError(dates) && dates.reason._tag === "InvalidRequest")
  })

  it("says of each page up to where the list is right", async () => {
    await using own = client()
    const { value } = await own.listOrderPages(query)[Symbol.asyncIterator]().next()
    assert.deepStrictEqual(value?.settledUntil, new Date(1))
  })

  it("rejects with an AdapterError once it is closed", async () => {
    const own = client()
    await own.close()
    for (const call of [own.getOrder("1"), own.listOrders(query)[Symbol.asyncIterator]().next()]) {
      assert.isTrue(isAdapterError(await rejection(call)))
    }
  })

  it("ends a list between two pages when it is closed, and asks for no more", async () => {
    const seen = { pages: 0, released: false }
    const own = client(seen)
    const pages = own.listOrderPages(query)[Symbol.asyncIterator]()
    assert.isFalse((await pages.next()).done)
    await own.close()
    const refused = await rejection(pages.next())
    assert.isTrue(isAdapterError(refused) && refused.reason._tag === "Configuration", String(refused))
    assert.deepStrictEqual(seen, { pages: 1, released: true })
    assert.isTrue((await pages.next()).done)
  })

  it("rejects typed if the adapter itself fails unexpectedly, and repeats nothing that it says", async () => {
    const broken: OrderAdapter = {
      ...adapter({ pages: 0, released: false }),
      getOrder: () => Effect.die(new RangeError("13800000000"))
    }
    await using own = makePromiseClient({
      manifest,
      open: Effect.succeed({ adapter: broken, lacking: null, ending: Effect.void }),
      encoding: { reveal: false, raw: "omit" },
      logger: null,
      more: () => ({})
    })
    const error = await rejection(own.getOrder("1"))
    assert.isTrue(isAdapterError(error) && error.message.includes("unexpected RangeError"), String(error))
    assert.notInclude(String(error), "13800000000")
  })

  it("an abort rejects with the signal's reason and interrupts what was going on", async () => {
    const seen = { pages: 0, released: false }
    await using own = client(seen)
    const controller = new AbortController()
    const waiting = rejection(own.getOrder("never", { signal: controller.signal }))
    controller.abort("enough")
    assert.strictEqual(await waiting, "enough")

    const second = new AbortController()
    const results: Array<unknown> = []
    const list = rejection(
      (async () => {
        for await (const result of own.listOrders({ ...query, signal: second.signal })) {
          results.push(result)
          if (results.length === 4) queueMicrotask(() => second.abort("stop"))
        }
      })()
    )
    assert.strictEqual(await list, "stop")
    assert.deepStrictEqual([results.length, seen.released], [4, true])
  })

  it("lists plain objects, quarantined rows at their place, and reads no page before it is asked for", async () => {
    const seen = { pages: 0, released: false }
    await using own = client(seen)
    const kinds: Array<string> = []
    for await (const result of own.listOrders(query)) {
      kinds.push("order" in result ? result.order.orderId : result.quarantined.pointer)
      if (kinds.length <= 2) assert.strictEqual(seen.pages, 1)
      if (kinds.length === 4) break
    }
    assert.deepStrictEqual(kinds, ["1", "2", "/data/list/0/id", "3"])
    assert.deepStrictEqual(seen, { pages: 2, released: true })
  })

  it("gives pages with their cursors, and masks private text", async () => {
    await using own = client()
    for await (const { cursor, results } of own.listOrderPages(query)) {
      assert.strictEqual(cursor, "after 2")
      assert.include(JSON.stringify(results), "•••")
      break
    }
  })
})
