import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import { fengchaoSign } from "../../src/Auth.ts"
import { answer } from "../support/decode.ts"
import { gateway, getOrder, options, passingTime, published } from "../support/gateway.ts"

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
      assert.deepInclude(error.reason, { _tag: "ResponseDecode", expected: "the order asked for" })
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
      assert.strictEqual(error.reason._tag, "PlatformRejected")
      assert.deepStrictEqual({ ...error.answer }, { code: "60000", subCode: null, message: "拒绝" })
      assert.strictEqual(sent.length, 1)
    })
  )
})
