/** The official door against the simulated platform: signed calls, refusals, what is missing. */
import { assert, describe, it } from "@effect/vitest"
import type { Fault, RunningTwin } from "@huidan/conformance"
import type { AdapterError } from "@huidan/core"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Doudian, type DoudianOptions, layerConfig, make } from "../../src/index.ts"
import { officialAccount } from "../../twin/shared/Official.ts"
import { doorOf, official, openWorld, passingTime, shopOptions } from "../support/twinShop.ts"

const open = (world: RunningTwin, more: Partial<typeof DoudianOptions.Encoded> = {}) =>
  make(shopOptions(world, { ...official, ...more }))

const someId = (world: RunningTwin): string => world.orders()[0]?.orderId ?? ""

const getOrder = (world: RunningTwin, more: Partial<typeof DoudianOptions.Encoded> = {}) =>
  Effect.flatMap(open(world, more), (doudian) => passingTime()(doudian.getOrder(someId(world)))).pipe(
    Effect.provide(doorOf(world))
  )

const operationsOf = (world: RunningTwin) => world.journal().map(({ operation }) => operation)

const kindOf = ({ reason }: AdapterError): string =>
  reason._tag === "Authentication" ? `${reason._tag}(${reason.kind})` : reason._tag

describe("order.orderDetail", () => {
  it.effect("reads the order behind a token that is asked for once, however many wait for it", () =>
    Effect.gen(function* () {
      const world = yield* openWorld(1, 20)
      const doudian = yield* open(world).pipe(Effect.provide(doorOf(world)))
      const orders = yield* Effect.forEach(world.orders(), ({ orderId }) => doudian.getOrder(orderId), {
        concurrency: "unbounded"
      }).pipe(passingTime())
      assert.deepStrictEqual(
        orders.map(({ key, source }) => [key, source.operation]),
        world.orders().map(({ key }) => [key, "order.orderDetail"])
      )
      assert.strictEqual(operationsOf(world).filter((operation) => operation === "token.create").length, 1)
      assert.isTrue(world.journal().every(({ outcome }) => outcome === "ok"))
    })
  )

  it.effect("an order that is not there is NotFound", () =>
    Effect.gen(function* () {
      const world = yield* openWorld(1, 2)
      const doudian = yield* open(world).pipe(Effect.provide(doorOf(world)))
      assert.strictEqual(kindOf(yield* Effect.flip(passingTime()(doudian.getOrder("1")))), "NotFound")
    })
  )

  const refusals = [
    ["40003:isv.timestamp-invalid", "Authentication(clock)"],
    ["40003:isv.signature-invalid:3", "Authentication(signature)"],
    ["40003:isv.parameter-invalid", "InvalidRequest"],
    ["50002:isv.business-failed:20015", "NotFound"],
    ["80000:isv.env-suspected", "QuotaExhausted"]
  ] as const
  it.effect.each(refusals)("%s is %s", ([code, expected]) =>
    Effect.gen(function* () {
      const fault: Fault = { kind: "error-code", code, message: "no" }
      const world = yield* openWorld(1, 1, { scripted: [{ request: 1, operation: "order.orderDetail", fault }] })
      assert.strictEqual(kindOf(yield* Effect.flip(getOrder(world))), expected)
    })
  )
})

describe("what is missing", () => {
  const cases = [
    [{ shopId: undefined }, "shopId"],
    [{ appId: undefined }, "appId"],
    [{ appSecret: undefined }, "DOUDIAN_APP_SECRET"]
  ] as const
  it.effect.each(cases)("%o fails the first call, without a request", ([missing, named]) =>
    Effect.gen(function* () {
      const world = yield* openWorld(1, 1)
      const options = Object.fromEntries(
        Object.entries({ ...shopOptions(world, official), ...missing }).filter(([, value]) => value !== undefined)
      )
      const doudian = yield* make(options).pipe(Effect.provide(doorOf(world)))
      const error = yield* Effect.flip(doudian.getOrder("1"))
      assert.strictEqual(error.reason._tag, "Configuration")
      assert.include(error.message, named)
      assert.lengthOf(world.journal(), 0)
    })
  )
})

describe("configuration from the environment", () => {
  it.effect("opens the official door, with the code of an authorization", () =>
    Effect.gen(function* () {
      const world = yield* openWorld(1, 2)
      const environment = ConfigProvider.layer(
        ConfigProvider.fromEnvRecord({
          DOUDIAN_DOOR: "official",
          DOUDIAN_APP_ID: officialAccount.appKey,
          DOUDIAN_APP_SECRET: officialAccount.appSecret,
          DOUDIAN_AUTH_CODE: officialAccount.authorizationCode,
          DOUDIAN_SHOP_ID: officialAccount.shopId,
          DOUDIAN_BASE_URL: "http://doudian.test"
        })
      )
      const order = yield* Doudian.use((doudian) => passingTime()(doudian.getOrder(someId(world)))).pipe(
        Effect.provide(layerConfig().pipe(Layer.provide([environment, doorOf(world)])))
      )
      assert.strictEqual(order.source.operation, "order.orderDetail")
      assert.strictEqual(world.journal()[0]?.parameters["grant_type"], "authorization_code")
    })
  )
})
