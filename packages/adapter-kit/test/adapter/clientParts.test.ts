/** What a promise client takes beside its options: a token store, a push log, a logger. */
import { assert, describe, it } from "@effect/vitest"
import { isAdapterError, isQuarantined, type OrderAdapter } from "@huidan/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import {
  type LogEntry,
  type PromisePushLog,
  type PromiseTokenStore,
  redisPushLog,
  redisTokenStore
} from "../../src/client.ts"
import { Calls, defineAdapter, operation, optionFields, Push, Wire } from "../../src/index.ts"
import { fakeRedis, nodeRedisOf } from "../push/fakeRedis.ts"
import { json, manifest as manifestOfTests } from "../support.ts"

const { one, token: tokenEntry } = manifestOfTests.operations
const needs = ["shopId", "secret"] as const
const manifest = {
  ...manifestOfTests,
  shopOption: "shopId",
  capabilities: { getOrder: true, listOrders: null, receivePush: true },
  operations: {
    one: { ...one, needs },
    token: { ...tokenEntry, answers: "token", needs },
    push: { ...one, answers: "other", use: "receive", needs: ["secret"] }
  }
} as const

const ShopOptions = Schema.Struct({ shopId: optionFields.text, secret: optionFields.secret, ...optionFields.client })
type ShopOptions = typeof ShopOptions.Type

class Orders extends Context.Service<Orders, OrderAdapter>()("adapter-kit/test/clientParts/Orders") {}

const detail = operation(manifest, "one", {
  at: "/data",
  wire: Wire.object({ id: Wire.id, shop: Wire.id }),
  toOrder: (row) => ({ orderId: row.id, shop: { id: row.shop } }),
  call:
    (orderId: string): Calls.MakeRequest<ShopOptions> =>
    ({ url }, token) =>
      Effect.succeed(
        HttpClientRequest.get(url, {
          urlParams: { id: orderId, token: token === null ? "" : Redacted.value(token.value) }
        })
      )
})

const token = operation(manifest, "token", {
  answer: Wire.object({ token: Wire.text, refresh: Wire.text }),
  call: (): Calls.MakeRequest<ShopOptions> => (context) =>
    Effect.map(context.require("secret"), (secret) =>
      HttpClientRequest.get(context.url, { urlParams: { secret: Redacted.value(secret) } })
    )
})

const { createClient } = defineAdapter({
  manifest,
  Options: ShopOptions,
  Service: Orders,
  baseUrl: "http://parts.test",
  envelope: { code: "code", messages: ["msg"], success: ["0"] },
  operations: [detail],
  token: (shop) => ({
    name: "token",
    life: 7200,
    fetch: () =>
      Calls.requestToken(shop, token, undefined, (answer) => ({
        value: answer.token,
        expiresIn: 7200,
        refresh: answer.refresh
      }))
  }),
  pushes: (shop) => ({
    keys: (request) =>
      Effect.map(shop.require("secret"), (secret) => [{ secret, text: Effect.sync(() => Push.textOf(request) ?? "") }]),
    split: (text) => Push.messagesIn(shop, text, null),
    read: (_, { json: id }) => Effect.succeed({ id: String(id), type: "paid", orderId: String(id), key: null }),
    answer: { status: 200, headers: {}, body: "ok" }
  }),
  calls: (shop) => ({ getOrder: (orderId) => shop.order(detail, orderId, orderId) })
})

interface Parts {
  readonly tokenStore?: PromiseTokenStore
  readonly pushLog?: PromisePushLog
  readonly logger?: (entry: LogEntry) => void
}

let addresses = 0

/** A platform, and clients of it: each `start` is a program that starts again. */
const openPlatform = () => {
  const baseUrl = `http://parts-${++addresses}.test`
  const asked: Array<string> = []
  const fetch = async (input: RequestInfo | URL) => {
    const { pathname, searchParams } = new URL(String(input))
    asked.push(pathname)
    return pathname === "/token"
      ? json({ code: 0, token: `t${asked.length}`, refresh: "r1" })
      : json({ code: 0, data: { id: searchParams.get("id"), shop: "s1" } })
  }
  const start = (more: Parts, secret = "s-of-shop") => createClient({ shopId: "s1", secret, baseUrl, fetch, ...more })
  return { asked, start }
}

/** The few commands that a token store sends. */
const fakeCommands = () => {
  const kept = new Map<string, string>()
  const lifetimes = new Map<string, number>()
  const answer = async ([command, key = "", value = "", ...rest]: ReadonlyArray<string>): Promise<unknown> => {
    if (command === "GET") return kept.get(key) ?? null
    if (command === "EVAL") return kept.get(rest[0]!) === rest[1] ? Number(kept.delete(rest[0]!)) : 0
    if (rest.includes("NX") && kept.has(key)) return null
    kept.set(key, value)
    lifetimes.set(key, Number(rest.at(-1)))
    return "OK"
  }
  return { kept, lifetimes, answer }
}

const clients = [
  ["redis", (answer: (command: ReadonlyArray<string>) => Promise<unknown>) => ({ sendCommand: answer })],
  [
    "ioredis",
    (answer: (command: ReadonlyArray<string>) => Promise<unknown>) => ({
      call: (command: string, ...parameters: ReadonlyArray<string>) => answer([command, ...parameters]),
      sendCommand: () => Promise.reject(new TypeError("a Command is needed"))
    })
  ]
] as const

describe("a token store", () => {
  it.each(clients)(
    "in Redis by the client of %s: a program that starts again has its token",
    async (_name, clientOf) => {
      const { answer, kept, lifetimes } = fakeCommands()
      const { asked, start } = openPlatform()
      for (let count = 0; count < 3; count++) {
        await using client = start({ tokenStore: redisTokenStore(clientOf(answer), { prefix: "app:" }) })
        assert.strictEqual((await client.getOrder("5")).key, "shop/s1/5")
      }
      assert.deepStrictEqual(asked, ["/token", "/order", "/order", "/order"])
      const [[key, text] = ["", ""], ...others] = kept
      assert.deepStrictEqual(others, [])
      assert.match(key, /^app:shop\/http:\/\/parts-\d+\.test\/s1\/token$/)
      assert.notInclude(text, "s-of-shop")
      // The refresh token outlives the access token.
      assert.isAbove(lifetimes.get(key) ?? 0, 30 * 86_400_000)
    }
  )

  it("of a program's own needs no locks, and another secret finds nothing in it to use", async () => {
    const texts = new Map<string, string>()
    const tokenStore: PromiseTokenStore = {
      get: async (key) => texts.get(key),
      set: async (key, text) => texts.set(key, text)
    }
    const { asked, start } = openPlatform()
    for (const secret of ["s-of-shop", "s-of-shop", "another-secret"]) {
      await using client = start({ tokenStore }, secret)
      await client.getOrder("5")
    }
    assert.deepStrictEqual(asked, ["/token", "/order", "/order", "/token", "/order"])
  })

  it.each([
    [
      "throws",
      () => {
        throw new Error("13800000000")
      }
    ],
    ["rejects", () => Promise.reject(new Error("13800000000"))]
  ])("that %s costs no call: the client keeps its token itself, and says so", async (_what, fail) => {
    const entries: Array<LogEntry> = []
    const { asked, start } = openPlatform()
    const tokenStore = { get: fail, set: fail } as never
    await using client = start({ tokenStore, logger: (entry) => entries.push(entry) })
    for (const id of ["5", "6", "7"]) await client.getOrder(id)
    assert.deepStrictEqual(asked, ["/token", "/order", "/order", "/order"])
    assert.isAbove(entries.length, 0)
    assert.deepStrictEqual([...new Set(entries.map(({ level }) => level))], ["warn"])
    const [{ message, fields }] = entries as [LogEntry]
    const isNoToken = message.startsWith("an entry of the token store (option `tokenStore`) is no token")
    assert.isTrue(
      isNoToken ||
        message.includes(
          "token store (option `tokenStore`) is out of reach: this process goes on with tokens of its own"
        )
    )
    assert.match(String(fields["detail"]), isNoToken ? /^2 characters$/ : /^it cannot be read/)
    assert.strictEqual(entries[0]!.fields["platform"], "shop")
    assert.notInclude(JSON.stringify(entries), "13800000000")
  })

  it.each([
    ["another text", () => Promise.resolve("13800000000")],
    ["another text at once", () => "13800000000"],
    ["no text", () => Promise.resolve(13_800_000_000)]
  ])("that gives %s has no token: the next one takes its place", async (_what, get) => {
    const entries: Array<LogEntry> = []
    const { asked, start } = openPlatform()
    const tokenStore = { get, set: () => Promise.resolve() } as never
    await using client = start({ tokenStore, logger: (entry) => entries.push(entry) })
    for (const id of ["5", "6", "7"]) await client.getOrder(id)
    assert.deepStrictEqual(asked, ["/token", "/order", "/order", "/order"])
    assert.match(entries[0]?.message ?? "", /an entry of the token store \(option `tokenStore`\) is no token/)
    assert.notInclude(JSON.stringify(entries), "13800000000")
  })

  it.each([7, {}, { get: 1, set: 2 }, { get: () => null, set: () => null, lock: () => true }])(
    "that is none is refused: %j",
    async (tokenStore) => {
      const { start } = openPlatform()
      const client = start({ tokenStore: tokenStore as never })
      const error = await client.ready().catch((failure: unknown) => failure)
      assert.isTrue(isAdapterError(error) && error.message.includes("tokenStore"), String(error))
      await client.close()
    }
  )
})

const pushOf = (...ids: ReadonlyArray<string>) => ({
  method: "POST",
  url: "/",
  headers: {},
  body: new TextEncoder().encode(JSON.stringify(ids))
})

describe("a push log", () => {
  it("in Redis: a program that starts again knows what it handled, another secret does not", async () => {
    const { kept, redis } = fakeRedis()
    const client = await Effect.runPromise(nodeRedisOf(redis))
    const { start } = openPlatform()
    const handled: Array<string> = []
    for (const secret of ["s-of-shop", "s-of-shop", "another-secret"]) {
      await using own = start({ pushLog: redisPushLog(client, { prefix: "app:" }) }, secret)
      const answer = await own.receivePush(pushOf("5", "6"), (message) => {
        handled.push(isQuarantined(message) ? "" : `${secret} ${message.id}`)
      })
      assert.strictEqual(answer.status, 200)
    }
    assert.deepStrictEqual(handled, ["s-of-shop 5", "s-of-shop 6", "another-secret 5", "another-secret 6"])
    assert.isTrue([...kept.keys()].every((key) => /^app:[0-9a-f]{64}$/.test(key)))
  })

  it("that two processes share gives a message to one of them at a time", async () => {
    const { redis } = fakeRedis()
    const client = await Effect.runPromise(nodeRedisOf(redis))
    const { start } = openPlatform()
    await using one = start({ pushLog: redisPushLog(client) })
    await using other = start({ pushLog: redisPushLog(client) })
    const statuses: Array<number> = []
    const answer = await one.receivePush(pushOf("5"), async () => {
      statuses.push((await other.receivePush(pushOf("5"), () => assert.fail("handled twice"))).status)
    })
    assert.deepStrictEqual([...statuses, answer.status], [503, 200])
  })

  it.each([
    [
      "throws",
      () => {
        throw new Error("13800000000")
      }
    ],
    ["rejects", () => Promise.reject(new Error("13800000000"))],
    ["gives nonsense", () => Promise.resolve("perhaps")],
    ["gives no promise", () => 7]
  ])("that %s loses no message: it is handled, and the log says so", async (_what, fail) => {
    const entries: Array<LogEntry> = []
    const { start } = openPlatform()
    const pushLog = { claim: fail, done: fail, release: fail } as never
    await using own = start({ pushLog, logger: (entry) => entries.push(entry) })
    const handled: Array<unknown> = []
    const { status } = await own.receivePush(pushOf("5", "6"), (message) => void handled.push(message))
    assert.deepStrictEqual([status, handled.length], [200, 2])
    assert.deepStrictEqual([...new Set(entries.map(({ level }) => level))], ["warn"])
    assert.include(entries[0]?.message ?? "", "the push log is out of reach")
    assert.notInclude(JSON.stringify(entries), "13800000000")
  })

  it.each([7, {}, { claim: 1, done: 2, release: 3 }, { claim: () => null, done: () => null }])(
    "that is none is refused: %j",
    async (pushLog) => {
      const { start } = openPlatform()
      const client = start({ pushLog: pushLog as never })
      const error = await client.ready().catch((failure: unknown) => failure)
      assert.isTrue(isAdapterError(error) && error.message.includes("pushLog"), String(error))
      await client.close()
    }
  )
})

/** An object that throws whenever it is read, or from the second time on. */
const hostile = (readable = 0) => {
  const reads = new Map<PropertyKey, number>()
  return new Proxy(
    {},
    {
      get: (_, name) => {
        const count = (reads.get(name) ?? 0) + 1
        reads.set(name, count)
        if (count > readable) throw new Error("13800000000")
        return async () => null
      }
    }
  )
}

describe("what throws when it is read", () => {
  it.each([
    ["a token store", () => ({ tokenStore: hostile() })],
    ["a token store, the second time", () => ({ tokenStore: hostile(1) })],
    ["a push log", () => ({ pushLog: hostile() })],
    ["an option", () => ({ quota: hostile() })],
    ["a number", () => ({ retries: hostile() })]
  ])("throws nothing: with %s calls reject as Configuration", async (_, more) => {
    const client = openPlatform().start(more() as Parts)
    for (const call of [client.ready(), client.getOrder("5")]) {
      const error = await call.catch((failure: unknown) => failure)
      assert.isTrue(isAdapterError(error) && error.reason._tag === "Configuration", String(error))
      assert.notInclude(String(error), "13800000000")
    }
    await client.close()
  })

  it("is a Configuration error if it is the only one", async () => {
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    for (const input of [hostile(), revoked.proxy]) {
      const client = (createClient as (given: unknown) => ReturnType<typeof createClient>)(input)
      const error = await client.ready().catch((failure: unknown) => failure)
      assert.isTrue(isAdapterError(error) && error.reason._tag === "Configuration", String(error))
      await client.close()
    }
  })
})

describe("a logger", () => {
  it("that throws, or rejects, changes nothing of a call", async () => {
    for (const logger of [
      () => {
        throw new Error("full")
      },
      () => Promise.reject(new Error("full")) as never
    ]) {
      const { start } = openPlatform()
      const tokenStore = { get: () => Promise.reject("no"), set: () => Promise.reject("no") }
      await using client = start({ tokenStore, logger })
      assert.strictEqual((await client.getOrder("5")).orderId, "5")
    }
  })
})
