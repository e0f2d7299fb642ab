import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Accounts } from "@huidan/adapter-kit"
import { type AdapterError, adapterContract, isAdapterError } from "@huidan/core"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { TestClock } from "effect/testing"
import { fengchaoSign } from "../src/Auth.ts"
import { adapter, createDoudianClient, Doudian, DoudianOptions, layer, layerConfig, make } from "../src/index.ts"
import { answer } from "./support/decode.ts"

const published = readFileSync(new URL("../fixtures/fengchao.trade.detail.published.json", import.meta.url), "utf8")
const secret = "fengchao-secret"
const options = { appId: "1001", appSecret: Redacted.make(secret), sellerNick: "oms38173182" }

interface Sent {
  readonly method: string
  readonly url: string
  readonly contentType: string | undefined
  readonly form: URLSearchParams
}

const sentOf = (request: HttpClientRequest, url: URL): Sent => ({
  method: request.method,
  url: url.href,
  contentType: request.body._tag === "Uint8Array" ? request.body.contentType : undefined,
  form: new URLSearchParams(request.body._tag === "Uint8Array" ? new TextDecoder().decode(request.body.body) : "")
})

/** A gateway in memory: bodies in turn, the last one for ever. */
const gateway = (...bodies: ReadonlyArray<string | Response>) => {
  const sent: Array<Sent> = []
  const client = HttpClient.make((request, url) =>
    Effect.sync(() => {
      const given = bodies[Math.min(sent.push(sentOf(request, url)), bodies.length) - 1] ?? ""
      return HttpClientResponse.fromWeb(request, typeof given === "string" ? new Response(given) : given.clone())
    })
  )
  return { sent, layer: Layer.merge(Layer.succeed(HttpClient.HttpClient, client), Accounts.layer()) }
}

const getOrder = (orderId: string, shop: DoudianOptions = options) =>
  Effect.gen(function* () {
    const doudian = yield* make(shop)
    return yield* doudian.getOrder(orderId)
  })

/** An effect that waits, for its quota or between tries, while a minute passes. */
const passingTime = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(effect)
    yield* TestClock.adjust("1 minute")
    return yield* Fiber.join(fiber)
  })

const reasonOf = (error: AdapterError) => error.reason

describe("fengchao.trade.detail", () => {
  it.effect("is a signed form, and its answer an order stamped with the time it came", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(1657525936_789)
      const { layer, sent } = gateway(published)
      const order = yield* getOrder("4951808855195223263").pipe(Effect.provide(layer))
      assert.strictEqual(order.key, "doudian/2726558/4951808855195223263")
      assert.strictEqual(order.source.operation, "fengchao.trade.detail")
      assert.isNotNull(order.source.fetchedAt)
      const [request] = sent
      assert.strictEqual(sent.length, 1)
      assert.strictEqual(request?.method, "POST")
      assert.strictEqual(request?.url, "https://open.fw199.com/gateway/dd/trade/detail")
      assert.strictEqual(request?.contentType, "application/x-www-form-urlencoded")
      const { sign, ...parameters } = Object.fromEntries(request?.form ?? [])
      assert.deepStrictEqual(parameters, {
        appid: "1001",
        timestamp: "1657525936",
        seller_nick: "oms38173182",
        shop_order_id: "4951808855195223263"
      })
      assert.strictEqual(sign, yield* fengchaoSign(parameters, options.appSecret))
    })
  )

  it.effect("goes to the configured address; what is signed survives the encoding of the form", () =>
    Effect.gen(function* () {
      const { layer, sent } = gateway(answer({ order_id: "1+2&3=汉字 #4" }))
      yield* getOrder("1+2&3=汉字 #4", { ...options, baseUrl: "http://gateway.test:8080/" }).pipe(Effect.provide(layer))
      const [request] = sent
      assert.strictEqual(request?.url, "http://gateway.test:8080/gateway/dd/trade/detail")
      const { sign, ...parameters } = Object.fromEntries(request?.form ?? [])
      assert.strictEqual(parameters["shop_order_id"], "1+2&3=汉字 #4")
      assert.strictEqual(sign, yield* fengchaoSign(parameters, options.appSecret))
    })
  )

  it.effect("another order than the one asked for is an error, not an order", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(getOrder("11").pipe(Effect.provide(gateway(answer({})).layer)))
      assert.deepInclude(reasonOf(error), { _tag: "ResponseDecode", expected: "the order asked for" })
    })
  )

  it.effect("is signed anew for every try", () =>
    Effect.gen(function* () {
      const { layer, sent } = gateway(new Response("<html>", { status: 502 }), answer({}))
      yield* passingTime(getOrder("10")).pipe(Effect.provide(layer))
      assert.strictEqual(sent.length, 2)
      for (const { form } of sent) {
        const { sign, ...parameters } = Object.fromEntries(form)
        assert.strictEqual(sign, yield* fengchaoSign(parameters, options.appSecret))
      }
    })
  )

  it.effect("a refusal is PlatformRejected, whatever its number, and is not repeated", () =>
    Effect.gen(function* () {
      const { layer, sent } = gateway('{"code":60000,"message":"拒绝","data":null}')
      const error = yield* Effect.flip(getOrder("10").pipe(Effect.provide(layer)))
      assert.strictEqual(reasonOf(error)._tag, "PlatformRejected")
      assert.deepStrictEqual({ ...error.answer }, { code: "60000", subCode: null, message: "拒绝" })
      assert.strictEqual(sent.length, 1)
    })
  )
})

describe("the shop", () => {
  it.effect("is learnt from the first answer, another shop's answer then fails", () =>
    Effect.gen(function* () {
      const { layer } = gateway(answer({ shop_id: 7 }), answer({ shop_id: 7 }), answer({ shop_id: 8 }))
      yield* Effect.gen(function* () {
        const doudian = yield* make(options)
        assert.strictEqual((yield* doudian.getOrder("10")).shop.id, "7")
        assert.strictEqual((yield* doudian.getOrder("10")).shop.id, "7")
        const { reason } = yield* Effect.flip(doudian.getOrder("10"))
        assert.strictEqual(reason._tag, "Configuration")
        assert.include(reason._tag === "Configuration" ? reason.detail : "", "shop 8")
      }).pipe(passingTime, Effect.provide(layer))
    })
  )

  it.effect("that is configured must be the answer's", () =>
    Effect.gen(function* () {
      const { layer } = gateway(answer({ shop_id: 7 }))
      const { reason } = yield* Effect.flip(getOrder("10", { ...options, shopId: "8" }).pipe(Effect.provide(layer)))
      assert.strictEqual(reason._tag, "Configuration")
    })
  )
})

describe("options", () => {
  it.effect("that are missing fail the first call, name what is missing, and send nothing", () =>
    Effect.gen(function* () {
      const cases = [
        [{ appSecret: options.appSecret, sellerNick: "oms1" }, "appId"],
        [{ appId: "1", sellerNick: "oms1" }, "DOUDIAN_APP_SECRET"],
        [{ appId: "1", appSecret: options.appSecret }, "sellerNick"]
      ] as const
      for (const [shop, missing] of cases) {
        const { layer, sent } = gateway(published)
        const error = yield* Effect.flip(getOrder("10", shop).pipe(Effect.provide(layer)))
        assert.strictEqual(error.reason._tag, "Configuration")
        assert.include(error.message, missing)
        assert.strictEqual(sent.length, 0)
      }
    })
  )

  it("decode from configuration, the secret redacted", () => {
    const decoded = Schema.decodeSync(DoudianOptions)({
      door: "fengchao",
      appId: "1",
      appSecret: secret,
      sellerNick: "oms1",
      shopId: "7",
      quota: { requests: 5, seconds: 1 }
    })
    assert.isTrue(Redacted.isRedacted(decoded.appSecret))
    assert.notInclude(JSON.stringify(decoded), secret)
    assert.throws(() => Schema.decodeUnknownSync(DoudianOptions)({ door: "window" }))
  })

  it.effect("come from the environment through layerConfig", () =>
    Effect.gen(function* () {
      const { layer, sent } = gateway(published)
      const environment = ConfigProvider.layer(
        ConfigProvider.fromEnvRecord({
          DOUDIAN_APP_ID: "9",
          DOUDIAN_APP_SECRET: secret,
          DOUDIAN_SELLER_NICK: "oms9",
          DOUDIAN_SHOP_ID: "2726558",
          DOUDIAN_BASE_URL: "http://gateway.test"
        })
      )
      const order = yield* Doudian.use((doudian) => doudian.getOrder("4951808855195223263")).pipe(
        Effect.provide(layerConfig().pipe(Layer.provide([environment, layer])))
      )
      assert.strictEqual(order.shop.id, "2726558")
      assert.strictEqual(sent[0]?.form.get("seller_nick"), "oms9")
    })
  )
})

describe("what is not declared", () => {
  it.effect("answers NotSupported", () =>
    Effect.gen(function* () {
      const { layer: http } = gateway(published)
      const tag = yield* Doudian.use((doudian) =>
        Effect.flip(doudian.receivePush({ method: "POST", url: "/", headers: {}, body: new Uint8Array() }))
      ).pipe(Effect.provide(layer(options).pipe(Layer.provide(http))))
      assert.strictEqual(tag.reason._tag, "NotSupported")
      const doudian = yield* make({})
      assert.strictEqual((yield* Effect.flip(doudian.decode("order.unheard", "{}"))).reason._tag, "NotSupported")
    })
  )
})

describe("the package", () => {
  it("is an adapter of the contract", () => {
    assert.strictEqual(adapter.contract, adapterContract)
    assert.deepStrictEqual(adapter.manifest.secrets, ["appSecret", "authCode"])
  })

  it("rejects with an AdapterError where promises are used", async () => {
    const client = createDoudianClient({
      appId: "1",
      appSecret: secret,
      sellerNick: "oms1",
      baseUrl: "http://127.0.0.1:9",
      retries: 0
    })
    const error = await client.getOrder("10").catch((failure: unknown) => failure)
    assert.isTrue(isAdapterError(error))
    assert.notInclude(String(error), secret)
    await client.close()
  })
})
