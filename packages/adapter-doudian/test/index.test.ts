import { assert, describe, it } from "@effect/vitest"
import { adapterContract, isAdapterError } from "@huidan/core"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { adapter, createDoudianClient, Doudian, DoudianOptions, layer, layerConfig, make } from "../src/index.ts"
import { answer } from "./support/decode.ts"
import { gateway, getOrder, options, passingTime, published, secret } from "./support/gateway.ts"

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
        Effect.flip(
          doudian.receivePush({ method: "POST", url: "/", headers: {}, body: new Uint8Array() }, () => Effect.void)
        )
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
    assert.deepStrictEqual(adapter.manifest.secrets, ["appSecret", "authCode", "previousAppSecret"])
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
