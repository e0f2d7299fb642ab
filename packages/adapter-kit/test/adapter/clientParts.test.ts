/** What a promise client takes beside its options: a token store, a logger. */
import { assert, describe, it } from "@effect/vitest"
import { isAdapterError, type OrderAdapter } from "@huidan/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { type LogEntry, type PromiseTokenStore, redisTokenStore } from "../../src/client.ts"
import { Calls, defineAdapter, operation, optionFields, Wire } from "../../src/index.ts"
import { json, manifest as manifestOfTests } from "../support.ts"

const { one, token: tokenEntry } = manifestOfTests.operations
const needs = ["shopId", "secret"] as const
const manifest = {
  ...manifestOfTests,
  shopOption: "shopId",
  operations: { one: { ...one, needs }, token: { ...tokenEntry, answers: "token", needs } }
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
    fetch: () =>
      Calls.requestToken(shop, token, undefined, (answer) => ({
        value: answer.token,
        expiresIn: 7200,
        refresh: answer.refresh
      }))
  }),
  calls: (shop) => ({ getOrder: (orderId) => shop.order(detail, orderId, orderId) })
})

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
  const start = (more: { tokenStore?: PromiseTokenStore; logger?: (entry: LogEntry) => void }, secret = "s-of-shop") =>
    createClient({ shopId: "s1", secret, baseUrl, fetch, ...more })
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
    ["rejects", () => Promise.reject(new Error("13800000000"))],
    ["gives nonsense", () => Promise.resolve("{}")],
    ["gives no promise", () => "{}"]
  ])("that %s costs no call: the client keeps its token itself, and says so", async (_what, fail) => {
    const entries: Array<LogEntry> = []
    const { asked, start } = openPlatform()
    const tokenStore = { get: fail, set: fail } as never
    await using client = start({ tokenStore, logger: (entry) => entries.push(entry) })
    for (const id of ["5", "6", "7"]) await client.getOrder(id)
    assert.deepStrictEqual(asked, ["/token", "/order", "/order", "/order"])
    assert.isAbove(entries.length, 0)
    assert.deepStrictEqual([...new Set(entries.map(({ level }) => level))], ["warn"])
    assert.match(entries[0]!.message, /the token store \(option `tokenStore`\) cannot be read: this process goes on/)
    assert.strictEqual(entries[0]!.fields["platform"], "shop")
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
