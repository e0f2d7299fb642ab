/** The ways to use an adapter that `defineAdapter` gives: with Effect, as layers, by configuration, with promises. */
import { assert, describe, it } from "@effect/vitest"
import {
  type AdapterError,
  adapterContract,
  isAdapterError,
  isOrder,
  type Json,
  type OrderAdapter,
  type Pointer
} from "@huidan/core"
import type * as Config from "effect/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { TestClock } from "effect/testing"
import { Accounts, type Calls, defineAdapter, operation, optionFields, type Traced, Wire } from "../../src/index.ts"
import { fakeHttp, json, manifest as manifestOfTests } from "../support.ts"

const manifest = {
  ...manifestOfTests,
  shopOption: "shopId",
  operations: {
    one: { ...manifestOfTests.operations.one, needs: ["shopId", "secret"] },
    many: { ...manifestOfTests.operations.many, use: "decode" },
    token: { ...manifestOfTests.operations.token, use: "decode" }
  }
} as const

/** The same platform with a request that needs no option. */
const manifestWithoutNeeds = {
  ...manifest,
  operations: { ...manifest.operations, one: { ...manifest.operations.one, needs: [] } }
} as const

const ShopOptions = Schema.Struct({
  shopId: Schema.optionalKey(Schema.NonEmptyString),
  secret: Schema.optionalKey(Schema.RedactedFromValue(Schema.NonEmptyString)),
  ...optionFields.client
})
type ShopOptions = typeof ShopOptions.Type

class Orders extends Context.Service<Orders, OrderAdapter>()("adapter-kit/test/Orders") {}

const one = operation(manifest, "one", {
  at: "/data",
  wire: Wire.object({ id: Wire.id, shop: Wire.id }),
  toOrder: (row) => ({ orderId: row.id, shop: { id: row.shop } }),
  call:
    (orderId: string): Calls.MakeRequest<ShopOptions> =>
    ({ require, url }) =>
      Effect.map(Effect.all([require("shopId"), require("secret")]), ([shop, secret]) =>
        HttpClientRequest.get(url, { urlParams: { id: orderId, shop, secret: Redacted.value(secret) } })
      )
})

const definition = {
  manifest,
  Options: ShopOptions,
  Service: Orders,
  baseUrl: "http://shop.test",
  envelope: { code: "code", messages: ["msg"], success: ["0"] }
} as const

const shop = defineAdapter({
  ...definition,
  operations: [one],
  calls: (shop) => ({ getOrder: (orderId) => shop.order(one, orderId, orderId) })
})

const oneOfAnyShop = operation(manifestWithoutNeeds, "one", {
  at: "/data",
  wire: Wire.object({ id: Wire.id, shop: Wire.id }),
  toOrder: (row) => ({ orderId: row.id, shop: { id: row.shop } }),
  call:
    (orderId: string): Calls.MakeRequest<ShopOptions> =>
    ({ url }) =>
      Effect.succeed(HttpClientRequest.get(url, { urlParams: { id: orderId } }))
})

const anyShop = defineAdapter({
  ...definition,
  manifest: manifestWithoutNeeds,
  operations: [oneOfAnyShop],
  calls: (shop) => ({ getOrder: (orderId) => shop.order(oneOfAnyShop, orderId, orderId) })
})

/** A platform that answers every request with the order asked for, of the shop named here or else of the shop that asks. */
const platform = (shopOf: (index: number) => string | null = () => null) => {
  const { client, urls } = fakeHttp((index, _request, url) =>
    json({ code: 0, data: { id: url.searchParams.get("id"), shop: shopOf(index) ?? url.searchParams.get("shop") } })
  )
  return { urls, layer: Layer.merge(Layer.succeed(HttpClient.HttpClient, client), Accounts.layer()) }
}

const configured = (variables: Readonly<Record<string, string>>) =>
  ConfigProvider.layer(ConfigProvider.fromEnvRecord(variables))

const detailOf = (error: AdapterError | Config.ConfigError): string =>
  error._tag === "AdapterError" && error.reason._tag === "Configuration" ? error.reason.detail : `not: ${error._tag}`

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "no rejection",
    (error: unknown) => error
  )

describe("make", () => {
  it.effect("takes plain http for addresses of this machine only", () =>
    Effect.gen(function* () {
      const own = [
        "localhost.",
        "a.localhost",
        "127.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:127.9.8.7]"
      ]
      for (const host of own) yield* shop.make({ shopId: "s1", baseUrl: `http://${host}:1` })
      const others = [
        "localhost.evil.example",
        "[::ffff:128.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[::fffe:127.0.0.1]",
        "0.0.0.0"
      ]
      for (const host of others)
        assert.include(
          detailOf(yield* Effect.flip(shop.make({ shopId: "s1", baseUrl: `http://${host}:1` }))),
          "is plain http"
        )
    }).pipe(Effect.provide(platform().layer))
  )

  it.effect("refuses an impossible option as Configuration, which names the option and not its value", () =>
    Effect.gen(function* () {
      const impossible = [
        [{ retries: 77 }, "retries", "77"],
        [{ timeLimit: -30 }, "timeLimit", "-30"],
        [{ baseUrl: "gopher:hole" }, "baseUrl", "gopher"],
        [{ quota: { requests: 0.5, seconds: 1 } }, "quota.requests", "0.5"]
      ] as const
      for (const [options, named, value] of impossible) {
        const detail = detailOf(yield* Effect.flip(shop.make({ shopId: "s1", ...options })))
        assert.include(detail, `${named} (environment variable SHOP_`)
        assert.notInclude(detail, value)
      }
    })
  )

  it.effect("names all options that are wrong, and one that does not exist", () =>
    Effect.gen(function* () {
      const options = { retries: -1, timeLimit: 0, nonsense: true }
      const detail = detailOf(yield* Effect.flip(shop.make(options)))
      for (const part of ["retries (", "timeLimit (", "nonsense: unknown key"]) assert.include(detail, part)
    })
  )

  it.effect("needs no option to decode, and names the missing one when it calls", () =>
    Effect.gen(function* () {
      const { layer, urls } = platform()
      const adapter = yield* Effect.provide(shop.make({}), layer)
      const [order] = yield* adapter.decode("one", `{"code":0,"data":{"id":5,"shop":"s7"}}`)
      assert.isTrue(order !== undefined && isOrder(order) && order.key === "shop/s7/5")
      const { decodeRow, explainRow } = adapter
      assert.deepStrictEqual(yield* decodeRow!("one", { data: { id: 5, shop: "s7" } }, [], null), order)
      const wrong = yield* Effect.flip(decodeRow!("one", undefined as unknown as Json, [7 as unknown as Pointer], null))
      assert.match(wrong.message, /the row is not one that was kept: row.*rawNumbers/)
      const unexplained = yield* Effect.flip(
        explainRow!("one", undefined as unknown as Json, [7 as unknown as Pointer])
      )
      assert.strictEqual(unexplained.message, wrong.message)
      assert.strictEqual(
        detailOf(yield* Effect.flip(adapter.getOrder("5"))),
        "one needs options that are missing: shopId (environment variable SHOP_SHOP_ID), secret (environment variable SHOP_SECRET)"
      )
      const withId = yield* Effect.provide(shop.make({ shopId: "s7" }), layer)
      assert.include(detailOf(yield* Effect.flip(withId.getOrder("5"))), "SHOP_SECRET")
      assert.deepStrictEqual(urls, [])
    })
  )
})

describe("fetch", () => {
  it("sends the requests of a promise client by the function that it is given", async () => {
    const urls: Array<string> = []
    const client = shop.createClient({
      shopId: "s1",
      secret: "x",
      fetch: (input) => {
        urls.push(String(input))
        return Promise.resolve(json({ code: 0, data: { id: "5", shop: "s1" } }))
      }
    })
    assert.strictEqual((await client.getOrder("5")).key, "shop/s1/5")
    assert.deepStrictEqual(urls, ["http://shop.test/order?id=5&shop=s1&secret=x"])
    await client.close()
  })
})

describe("fetch, if it resolves with no response,", () => {
  it.each([undefined, null, "{}", {}, { status: 200 }])("is a failed exchange: %j", async (answer) => {
    const client = shop.createClient({
      shopId: "s1",
      secret: "x",
      retries: 0,
      fetch: () => Promise.resolve(answer as never)
    })
    const error = await rejection(client.getOrder("5"))
    assert.isTrue(isAdapterError(error) && error.reason._tag === "Transport", String(error))
    await client.close()
  })
})

describe("a text of invisible characters", () => {
  it.effect.each(["", " \n", "\u200b", "\ufeff", "\u200d\u2060", "\u00ad", "\u3164", "\u2800", "\u0000"])(
    "is refused as a secret, an id, a quota key and an order number: %j",
    (text) =>
      Effect.gen(function* () {
        const options = { shopId: text, secret: Redacted.make(text), quotaKey: text }
        const detail = detailOf(yield* Effect.flip(shop.make(options)))
        for (const name of ["shopId (", "secret (", "quotaKey ("]) assert.include(detail, name)
        const refused = yield* Effect.promise(() => rejection(shop.createClient(Object(options)).ready()))
        for (const name of ["shopId (", "secret (", "quotaKey ("]) assert.include(String(refused), name)
        const adapter = yield* shop.make({})
        assert.include(String(yield* Effect.flip(adapter.getOrder(text))), "not blank")
      })
  )
})

describe("one client reads one shop", () => {
  it.effect("an order from another shop than the configured one fails the call", () =>
    Effect.gen(function* () {
      const { layer } = platform(() => "other")
      const adapter = yield* Effect.provide(shop.make({ shopId: "s1", secret: Redacted.make("x") }), layer)
      assert.match(detailOf(yield* Effect.flip(adapter.getOrder("1"))), /other.*s1/)
    })
  )

  it.effect("without a configured shop, the first answer decides it", () =>
    Effect.gen(function* () {
      const { layer } = platform((index) => (index < 2 ? "first" : "second"))
      const adapter = yield* Effect.provide(anyShop.make({}), layer)
      const calls = Effect.forEach(["1", "2", "3"], (orderId) => Effect.result(adapter.getOrder(orderId)))
      const fiber = yield* Effect.forkChild(calls)
      yield* TestClock.adjust("1 minute")
      const [first, second, third] = yield* Fiber.join(fiber)
      assert.deepStrictEqual(
        [first, second].map((result) => result && Result.map(result, ({ shop }) => shop.id)),
        [Result.succeed("first"), Result.succeed("first")]
      )
      assert.isTrue(third !== undefined && Result.isFailure(third))
      if (third !== undefined && Result.isFailure(third)) assert.match(detailOf(third.failure), /shop second.*of first/)
    })
  )
})

describe("the manifest of an instance", () => {
  it.effect("is as its options configure it", () =>
    Effect.gen(function* () {
      const paging = { firstPage: 1, maxSize: 7, maxRows: null }
      const { make } = defineAdapter({
        ...definition,
        Options: Schema.Struct({ ...ShopOptions.fields, ...optionFields.lists }),
        operations: [one],
        configured: () => ({
          calls: ["one"],
          capabilities: { getOrder: false },
          operations: { one: { carries: ["/kind"] }, many: { paging } }
        }),
        calls: () => ({})
      })
      const { manifest: own } = yield* make({ quota: { requests: 3, seconds: 2 }, settleSeconds: 5, overlapSeconds: 7 })
      const { many, one: detail, token } = own.operations
      assert.deepStrictEqual([detail?.use, many?.use, own.capabilities.getOrder], ["call", "decode", false])
      assert.deepStrictEqual([detail?.carries, many?.carries], [["/kind"], []])
      assert.deepStrictEqual([detail?.paging, many?.paging], [null, { ...paging, settleSeconds: 5, overlapSeconds: 7 }])
      for (const operation of [detail, many, token])
        assert.deepInclude(operation?.quota ?? {}, { requests: 3, seconds: 2, verified: true })
      assert.deepStrictEqual((yield* shop.make({})).manifest, manifest)
    })
  )
})

describe("what is refused decides no shop", () => {
  it.effect("an answer with another order, of another shop", () =>
    Effect.gen(function* () {
      const { client } = fakeHttp((index) =>
        json({ code: 0, data: index === 0 ? { id: "9", shop: "B" } : { id: "1", shop: "A" } })
      )
      const adapter = yield* Effect.provideService(anyShop.make({}), HttpClient.HttpClient, client)
      assert.strictEqual((yield* Effect.flip(adapter.getOrder("1"))).reason._tag, "ResponseDecode")
      const fiber = yield* Effect.forkChild(adapter.getOrder("1"))
      yield* TestClock.adjust("1 minute")
      assert.strictEqual((yield* Fiber.join(fiber)).shop.id, "A")
    }).pipe(Effect.provide(Accounts.layer()))
  )
})

describe("operation", () => {
  const token = { answer: Wire.object({}) }
  const rows = {
    at: "/data",
    wire: Wire.object({ id: Wire.id }),
    toOrder: (row: { readonly id: Traced.Traced<string | null> }) => ({ orderId: row.id, shop: { id: row.id } })
  }
  const { many, token: tokenEntry } = manifest.operations
  const manifestOfKinds = {
    ...manifest,
    operations: {
      detail: { ...many, answers: "order" },
      token: { ...tokenEntry, answers: "token" }
    }
  } as const

  it("fits what the manifest says that it answers", () => {
    // @ts-expect-error: the operation answers a token.
    operation(manifestOfKinds, "token", rows)
    // @ts-expect-error: the operation answers an order.
    operation(manifestOfKinds, "detail", token)
    // @ts-expect-error: there is no such operation.
    assert.throws(() => operation(manifestOfKinds, "other", token), "no operation other")
  })
})

describe("layers", () => {
  const orderOf = (orderId: string) => Orders.use((adapter) => adapter.getOrder(orderId))

  it.effect("of two shops live in one program", () =>
    Effect.gen(function* () {
      const { layer, urls } = platform()
      const read = (shopId: string) =>
        Effect.provide(orderOf("1"), shop.layer({ shopId, secret: Redacted.make(`secret of ${shopId}`) }))
      const orders = yield* Effect.provide(Effect.all([read("s1"), read("s2")]), layer)
      assert.deepStrictEqual(
        orders.map(({ key }) => key),
        ["shop/s1/1", "shop/s2/1"]
      )
      assert.deepStrictEqual(
        urls.map((url) => new URL(url).searchParams.get("secret")),
        ["secret of s1", "secret of s2"]
      )
    })
  )

  it.effect("layerConfig reads the options from variables, nested ones too", () =>
    Effect.gen(function* () {
      const { layer, urls } = platform()
      const variables = { SHOP_SHOP_ID: "s1", SHOP_SECRET: "x", SHOP_BASE_URL: "http://other.test" }
      const quota = { SHOP_QUOTA_REQUESTS: "3", SHOP_QUOTA_SECONDS: "60", SHOP_TIME_LIMIT: "2.5" }
      const order = yield* orderOf("1").pipe(
        Effect.provide(
          shop.layerConfig().pipe(Layer.provide(Layer.merge(configured({ ...variables, ...quota }), layer)))
        )
      )
      assert.strictEqual(order.key, "shop/s1/1")
      assert.strictEqual(new URL(urls[0] ?? "").host, "other.test")
      const wrong = shop.layerConfig().pipe(Layer.provide(configured({ ...variables, SHOP_QUOTA_REQUESTS: "0" })))
      const error = yield* Effect.flip(Effect.provide(orderOf("1"), wrong))
      assert.include(detailOf(error), "quota.requests (environment variable SHOP_QUOTA_REQUESTS): Expected")
    })
  )

  it.effect("layerConfig is not disturbed by other variables, and takes any prefix", () =>
    Effect.gen(function* () {
      for (const prefix of ["B2B", "O2O", "STORE2B", "shop1", "Shop-A", "SHOP_", "MY__SHOP"]) {
        const { layer } = platform()
        const variables = {
          [`${prefix}_SHOP_ID`]: "a",
          [`${prefix}_SECRET`]: "x",
          [`${prefix}_SECRET_FILE`]: "/run/secret",
          [`${prefix}_QUOTA_KEY`]: "shared",
          [`${prefix}_BASE_URL_OF_TESTS`]: "nonsense"
        }
        const config = shop.layerConfig(prefix).pipe(Layer.provide(Layer.merge(configured(variables), layer)))
        assert.strictEqual((yield* Effect.provide(orderOf("1"), config)).key, "shop/a/1")
      }
    })
  )

  it.effect("layerConfig reads any source that has the variables by their names", () =>
    Effect.gen(function* () {
      const { layer } = platform()
      const provider = ConfigProvider.layer(ConfigProvider.fromUnknown({ SHOP_SHOP_ID: "a", SHOP_SECRET: "x" }))
      const config = shop.layerConfig().pipe(Layer.provide(Layer.merge(provider, layer)))
      assert.strictEqual((yield* Effect.provide(orderOf("1"), config)).key, "shop/a/1")
    })
  )

  it.effect("layerConfig takes another prefix, so that one program reads several shops", () =>
    Effect.gen(function* () {
      const { layer } = platform()
      const variables = { SHOP_A_SHOP_ID: "a", SHOP_A_SECRET: "x", SHOP_B_SHOP_ID: "b", SHOP_B_SECRET: "y" }
      const orders = yield* Effect.provide(
        Effect.all(["SHOP_A", "SHOP_B"].map((prefix) => Effect.provide(orderOf("1"), shop.layerConfig(prefix)))),
        [configured(variables), layer]
      )
      assert.deepStrictEqual(
        orders.map(({ key }) => key),
        ["shop/a/1", "shop/b/1"]
      )
    })
  )

  it.effect("layerConfig names all variables that are missing", () =>
    Effect.gen(function* () {
      const missingIn = (variables: Readonly<Record<string, string>>, prefix?: string) =>
        orderOf("1").pipe(
          Effect.provide(shop.layerConfig(prefix).pipe(Layer.provide(configured(variables)))),
          Effect.flip,
          Effect.map(detailOf)
        )
      assert.strictEqual(
        yield* missingIn({}),
        "every call needs options that are missing: shopId (environment variable SHOP_SHOP_ID), secret (environment variable SHOP_SECRET)"
      )
      assert.strictEqual(
        yield* missingIn({ A_SHOP_ID: "s1" }, "A"),
        "every call needs options that are missing: secret (environment variable A_SECRET)"
      )
    })
  )
})

describe("createClient", () => {
  it("never throws: wrong options reject every call with the same error", async () => {
    // Programs without types can pass anything.
    const input = JSON.parse('{ "shopId": "s1", "secret": "", "retries": 99 }')
    const client = shop.createClient(input)
    const window = { by: "created", since: new Date(0), until: new Date(1) } as const
    const first = (pages: AsyncIterable<unknown>) => pages[Symbol.asyncIterator]().next()
    const errors = await Promise.all([
      rejection(client.getOrder("1")),
      rejection(first(client.listOrders(window))),
      rejection(first(client.listOrderPages(window))),
      rejection(client.receivePush({ method: "POST", url: "/", headers: {}, body: new Uint8Array() }, () => {}))
    ])
    for (const error of errors) {
      assert.isTrue(isAdapterError(error))
      if (!isAdapterError(error)) continue
      assert.include(detailOf(error), "secret (environment variable SHOP_SECRET): is ")
      assert.include(detailOf(error), "retries (")
      assert.notInclude(error.message, "99")
    }
    assert.strictEqual(new Set(errors.map(String)).size, 1)
    await client.close()
  })

  it("takes an option that is undefined as left out, but not a secret", async () => {
    const { retries, secret }: { readonly retries?: number; readonly secret?: string } = {}
    const input = { shopId: "s1", secret: "x", retries }
    // Programs without `exactOptionalPropertyTypes` pass this.
    const one = shop.createClient(Object(input))
    const other = shop.createClient(Object({ ...input, secret }))
    const refused = await rejection(other.getOrder("1"))
    assert.isTrue(
      isAdapterError(refused) && detailOf(refused).includes("secret (environment variable SHOP_SECRET): is ")
    )
    const asked = await rejection(one.getOrder("1", { signal: AbortSignal.abort("no request") }))
    assert.strictEqual(asked, "no request")
    await Promise.all([one.close(), other.close()])
  })

  it("does not reveal because of a text", async () => {
    const client = shop.createClient(Object({ shopId: "s1", secret: "x", reveal: "false" }))
    const refused = await rejection(client.getOrder("1"))
    assert.isTrue(isAdapterError(refused) && detailOf(refused).includes("reveal: "))
    await client.close()
  })

  it("takes secrets as text, and no client without what calls need", () => {
    type Input = Parameters<typeof shop.createClient>[0]
    const input: Input = { shopId: "s1", secret: "text", reveal: true, raw: "masked" }
    // @ts-expect-error: `secret` is needed for every call.
    const incomplete: Input = { shopId: "s1" }
    assert.deepStrictEqual([input.secret, incomplete.secret], ["text", undefined])
  })
})

describe("adapter", () => {
  it.effect("is what an app loads: the contract, the label, the schema of the options", () =>
    Effect.gen(function* () {
      assert.strictEqual(shop.adapter.contract, adapterContract)
      assert.strictEqual(shop.adapter.manifest, manifest)
      const options = yield* Schema.decodeUnknownEffect(shop.adapter.Options)({ shopId: "s1", secret: "x" })
      const adapter = yield* shop.adapter.make(options)
      assert.deepStrictEqual([adapter.contract, adapter.manifest.platform], [adapterContract, "shop"])
    })
  )
})
