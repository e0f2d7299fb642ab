/** The official platform's tokens: made, renewed by a refresh token that changes with every use, replaced when dead. */
import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Accounts } from "@huidan/adapter-kit"
import { type FaultPlan, makeTwinHttpClient, type RunningTwin } from "@huidan/conformance"
import type { OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import { TestClock } from "effect/testing"
import { type DoudianOptions, make } from "../../src/index.ts"
import { officialSign } from "../../twin/Auth.ts"
import { officialAccount } from "../../twin/shared/Official.ts"
import { official, openWorld, passingTime, shopOptions } from "../support/twinShop.ts"

const memoryStore = (): Accounts.TokenStore["Service"] => {
  const tokens = new Map<string, Accounts.StoredToken>()
  return {
    name: "test",
    get: (key) => Effect.sync(() => tokens.get(key) ?? null),
    set: (key, token) => Effect.sync(() => void tokens.set(key, token)),
    exclusively: (_key, effect) => effect
  }
}

const accountsWith = (store: Accounts.TokenStore["Service"]) =>
  Layer.fresh(Accounts.layer()).pipe(Layer.provide(Layer.succeed(Accounts.TokenStore, store)))

/** A shop, and what its token store was given, each with the number of requests that the platform had had by then. */
const openShop = (
  faults: FaultPlan = {},
  more: Partial<typeof DoudianOptions.Encoded> = {},
  store: Accounts.TokenStore["Service"] = memoryStore()
) =>
  Effect.gen(function* () {
    const world = yield* openWorld(1, 3, faults)
    const stored: Array<Accounts.StoredToken & { readonly behind: number }> = []
    const watched: Accounts.TokenStore["Service"] = {
      ...store,
      set: (key, token) =>
        Effect.andThen(
          Effect.sync(() => void stored.push({ ...token, behind: world.journal().length })),
          store.set(key, token)
        )
    }
    const doudian = yield* make(shopOptions(world, { ...official, ...more })).pipe(
      Effect.provide(
        Layer.merge(
          Layer.succeed(HttpClient.HttpClient, makeTwinHttpClient(world, "http://doudian.test")),
          accountsWith(watched)
        )
      )
    )
    return { world, doudian, stored, store }
  })

const ask = (doudian: OrderAdapter, world: RunningTwin) =>
  passingTime()(doudian.getOrder(world.orders()[0]?.orderId ?? ""))

const asked = (world: RunningTwin) =>
  world.journal().map(({ operation, outcome }) => (outcome === "ok" ? operation : `${operation} ${outcome}`))

const refreshTokens = (stored: ReadonlyArray<Accounts.StoredToken>) =>
  stored.map(({ refresh }) => (refresh === null ? null : Redacted.value(refresh)))

describe("the token of the shop's own app", () => {
  it.effect("is made by the shop's id, and kept for its seven days", () =>
    Effect.gen(function* () {
      const { doudian, stored, world } = yield* openShop()
      yield* ask(doudian, world)
      yield* TestClock.adjust("6 days")
      yield* ask(doudian, world)
      assert.deepStrictEqual(asked(world), ["token.create", "order.orderDetail", "order.orderDetail"])
      const { access_token: _, ...parameters } = world.journal()[0]?.parameters ?? {}
      assert.deepStrictEqual(
        [parameters["grant_type"], parameters["shop_id"]],
        ["authorization_self", officialAccount.shopId]
      )
      assert.deepStrictEqual(
        stored.map(({ expiresAt, takenAt }) => (expiresAt - takenAt) / 86_400_000),
        [7]
      )
    })
  )

  it.effect("is refreshed before it dies; every refresh token is used once, and stored before the next request", () =>
    Effect.gen(function* () {
      const { doudian, stored, world } = yield* openShop()
      yield* ask(doudian, world)
      for (let week = 0; week < 4; week++) {
        yield* TestClock.adjust("7 days")
        yield* ask(doudian, world)
      }
      assert.deepStrictEqual(asked(world), [
        "token.create",
        "order.orderDetail",
        ...Array.from({ length: 4 }, () => ["token.refresh", "order.orderDetail"]).flat()
      ])
      assert.strictEqual(new Set(refreshTokens(stored)).size, 5)
      assert.deepStrictEqual(
        stored.map(({ behind }) => behind),
        [1, 3, 5, 7, 9]
      )
    })
  )

  it.effect("is created again if the refresh token is dead too", () =>
    Effect.gen(function* () {
      const { doudian, world } = yield* openShop()
      yield* ask(doudian, world)
      yield* TestClock.adjust("20 days")
      yield* ask(doudian, world)
      assert.deepStrictEqual(asked(world).slice(2), ["token.refresh credentials", "token.create", "order.orderDetail"])
    })
  )

  it.effect(
    "that the platform calls dead is created again if its refresh brings it back, and the call is repeated",
    () =>
      Effect.gen(function* () {
        const dead = { request: 2, operation: "order.orderDetail", fault: { kind: "token-dead" } } as const
        const { doudian, world } = yield* openShop({ scripted: [dead] })
        yield* ask(doudian, world)
        yield* ask(doudian, world)
        assert.deepStrictEqual(asked(world).slice(2), [
          "order.orderDetail token",
          "token.refresh",
          "token.create",
          "order.orderDetail"
        ])
      })
  )

  it.effect("that a refresh brings back although it is dead, is created again", () =>
    Effect.gen(function* () {
      const code = "40003:isv.access-token-expired"
      const refused = {
        request: 2,
        operation: "order.orderDetail",
        fault: { kind: "error-code", code, message: "" }
      } as const
      const { doudian, world } = yield* openShop({ scripted: [refused] })
      yield* ask(doudian, world)
      yield* ask(doudian, world)
      assert.deepStrictEqual(asked(world).slice(2), [
        "order.orderDetail fault",
        "token.refresh",
        "token.create",
        "order.orderDetail"
      ])
    })
  )

  it.effect("is not replaced while the platform is unavailable", () =>
    Effect.gen(function* () {
      const away = {
        request: 1,
        times: 9,
        operation: "token.refresh",
        fault: { kind: "http-status", status: 503, retryAfter: null }
      } as const
      const { doudian, world } = yield* openShop({ scripted: [away] }, { retries: 0 })
      yield* ask(doudian, world)
      yield* TestClock.adjust("7 days")
      const error = yield* Effect.flip(ask(doudian, world))
      assert.strictEqual(error.reason._tag, "PlatformUnavailable")
      assert.deepStrictEqual(asked(world).slice(2), ["token.refresh fault"])
    })
  )

  it.effect("is shared by all who share the store", () =>
    Effect.gen(function* () {
      const store = memoryStore()
      const first = yield* openShop({}, {}, store)
      yield* ask(first.doudian, first.world)
      const second = yield* openShop({}, {}, store)
      const error = yield* Effect.result(ask(second.doudian, second.world))
      assert.strictEqual(error._tag, "Success")
      assert.strictEqual(asked(second.world)[0], "order.orderDetail token")
    })
  )
})

describe("the token of an authorized shop", () => {
  const authCode = officialAccount.authorizationCode

  it.effect("is made by the code of its authorization, once, and refreshed from there on", () =>
    Effect.gen(function* () {
      const { doudian, world } = yield* openShop({}, { authCode })
      yield* ask(doudian, world)
      yield* TestClock.adjust("7 days")
      yield* ask(doudian, world)
      assert.deepStrictEqual(asked(world), ["token.create", "order.orderDetail", "token.refresh", "order.orderDetail"])
      assert.strictEqual(world.journal()[0]?.parameters["grant_type"], "authorization_code")
      assert.notInclude(JSON.stringify(world.journal()), authCode)
    })
  )

  it.effect("is used until it expires if the answer to its renewal was lost", () =>
    Effect.gen(function* () {
      const lost = { request: 1, operation: "token.refresh", times: 1, fault: { kind: "cut-body" } } as const
      const { doudian, world } = yield* openShop({ scripted: [lost] }, { authCode })
      yield* ask(doudian, world)
      yield* TestClock.adjust("156 hours")
      yield* ask(doudian, world)
      assert.deepStrictEqual(asked(world).slice(2), [
        "token.refresh fault",
        "token.refresh credentials",
        "token.create credentials",
        "order.orderDetail"
      ])
      yield* TestClock.adjust("11 hours")
      yield* ask(doudian, world)
      yield* TestClock.adjust("2 hours")
      assert.strictEqual((yield* Effect.flip(ask(doudian, world))).reason._tag, "PlatformRejected")
    })
  )

  it.effect("is lost with its refresh token: the platform says so", () =>
    Effect.gen(function* () {
      const { doudian, world } = yield* openShop({}, { authCode })
      yield* ask(doudian, world)
      yield* TestClock.adjust("20 days")
      const error = yield* Effect.flip(ask(doudian, world))
      assert.strictEqual(error.reason._tag, "PlatformRejected")
      assert.strictEqual(error.answer?.code, "50001")
      assert.notInclude(String(error), authCode)
    })
  )
})

/** The platform with another secret than the twin's: what it signs is signed anew for the twin, all else is spoilt. */
const platformWith = (world: RunningTwin, secret: () => string) => {
  const twin = makeTwinHttpClient(world, "http://doudian.test")
  return HttpClient.make((request, { searchParams }) =>
    Effect.gen(function* () {
      const signed = {
        app_key: searchParams.get("app_key") ?? "",
        method: searchParams.get("method") ?? "",
        param_json: request.body._tag === "Uint8Array" ? new TextDecoder().decode(request.body.body) : "",
        timestamp: searchParams.get("timestamp") ?? "",
        v: searchParams.get("v") ?? ""
      }
      const isKnown = searchParams.get("sign") === (yield* officialSign(signed, secret(), "hmac-sha256"))
      const sign = isKnown ? yield* officialSign(signed, officialAccount.appSecret, "hmac-sha256") : "0"
      return yield* twin.execute(HttpClientRequest.setUrlParam(request, "sign", sign))
    })
  )
}

describe("a secret that was rotated", () => {
  const authCode = officialAccount.authorizationCode

  it.effect(
    "keeps an authorized shop alive, though its code is spent: the new secret goes on with the refresh token",
    () =>
      Effect.gen(function* () {
        const store = memoryStore()
        const world = yield* openWorld(1, 3)
        let current = "secret-before"
        /** A start of the program: nothing but the store is left of the one before. */
        const started = (appSecret: string) =>
          Effect.gen(function* () {
            const doudian = yield* make(shopOptions(world, { ...official, appSecret, authCode }))
            return yield* Effect.result(ask(doudian, world))
          }).pipe(
            Effect.provideService(
              HttpClient.HttpClient,
              platformWith(world, () => current)
            ),
            Effect.provide(accountsWith(store))
          )
        assert.strictEqual((yield* started("secret-before"))._tag, "Success")
        // A mistyped secret costs nothing: neither the token nor the refresh token.
        const mistyped = yield* started("secret-befroe")
        assert.strictEqual(mistyped._tag === "Failure" ? mistyped.failure.reason._tag : "read", "Authentication")
        assert.strictEqual((yield* started("secret-before"))._tag, "Success")
        current = "secret-after"
        const old = yield* started("secret-before")
        assert.strictEqual(old._tag === "Failure" ? old.failure.reason._tag : "read", "Authentication")
        assert.strictEqual((yield* started("secret-after"))._tag, "Success")
        yield* TestClock.adjust("7 days")
        assert.strictEqual((yield* started("secret-after"))._tag, "Success")
        assert.deepStrictEqual(asked(world), [
          "token.create",
          "order.orderDetail",
          "token.refresh signature",
          "order.orderDetail",
          "order.orderDetail signature",
          "token.refresh",
          "order.orderDetail",
          "token.refresh",
          "order.orderDetail"
        ])
      })
  )
})

describe("a store that can be read and not written", () => {
  it.effect("does not cost an authorized shop its refresh token", () =>
    Effect.gen(function* () {
      const store = memoryStore()
      const full = { name: "full", set: store.set }
      const { doudian, world } = yield* openShop(
        {},
        { authCode: officialAccount.authorizationCode },
        { ...store, set: (key, token) => full.set(key, token) }
      )
      yield* ask(doudian, world)
      full.set = () => Effect.fail({ message: "no space left" })
      for (let week = 0; week < 3; week++) {
        yield* TestClock.adjust("7 days")
        yield* ask(doudian, world)
        yield* ask(doudian, world)
      }
      assert.deepStrictEqual(asked(world), [
        "token.create",
        "order.orderDetail",
        ...Array.from({ length: 3 }, () => ["token.refresh", "order.orderDetail", "order.orderDetail"]).flat()
      ])
    }).pipe(Effect.provide(Logger.layer([])))
  )
})

describe("the two doors", () => {
  it.effect("fail separately: calls to the platform go on while the gateway is unavailable", () =>
    Effect.gen(function* () {
      const world = yield* openWorld(1, 1)
      const paths: Array<string> = []
      const client = HttpClient.make((request, { pathname }) =>
        Effect.sync(() => {
          paths.push(pathname)
          return HttpClientResponse.fromWeb(request, new Response("", { status: 503 }))
        })
      )
      const shared = Effect.provide(
        Layer.merge(Layer.succeed(HttpClient.HttpClient, client), Layer.fresh(Accounts.layer()))
      )
      yield* Effect.gen(function* () {
        const gateway = yield* make(shopOptions(world, { retries: 0 }))
        const platform = yield* make(shopOptions(world, { ...official, retries: 0 }))
        for (let call = 0; call < 6; call++) yield* Effect.flip(passingTime()(gateway.getOrder("1")))
        assert.strictEqual(paths.length, 5)
        yield* Effect.flip(passingTime()(platform.getOrder("1")))
        assert.strictEqual(paths.at(-1), "/token/create")
      }).pipe(shared)
    })
  )
})

describe("the token's answer", () => {
  const answering = (data: unknown, more: Partial<typeof DoudianOptions.Encoded> = {}) =>
    Effect.gen(function* () {
      const world = yield* openWorld(1, 1)
      const client = HttpClient.make((request) =>
        Effect.succeed(
          HttpClientResponse.fromWeb(request, new Response(JSON.stringify({ err_no: 0, message: "success", data })))
        )
      )
      const doudian = yield* make(shopOptions(world, { ...official, ...more })).pipe(
        Effect.provideService(HttpClient.HttpClient, client),
        Effect.provide(Layer.fresh(Accounts.layer()))
      )
      return yield* Effect.flip(passingTime()(doudian.getOrder("1")))
    })

  it.effect("is read as published: no code but err_no, and the seconds left", () =>
    Effect.gen(function* () {
      const folder = new URL("../../fixtures/", import.meta.url)
      const read = (file: string): string => readFileSync(new URL(file, folder), "utf8")
      const client = HttpClient.make((request, { pathname }) =>
        Effect.succeed(
          HttpClientResponse.fromWeb(
            request,
            new Response(
              pathname === "/token/create" ? read("token/token.create.published.json") : '{"code":10000,"data":{}}'
            )
          )
        )
      )
      const stored = new Map<string, Accounts.StoredToken>()
      const store = {
        ...memoryStore(),
        set: (key: string, token: Accounts.StoredToken) => Effect.sync(() => void stored.set(key, token))
      }
      const world = yield* openWorld(1, 1)
      const doudian = yield* make(shopOptions(world, { ...official, shopId: "12345" })).pipe(
        Effect.provide(Layer.merge(Layer.succeed(HttpClient.HttpClient, client), accountsWith(store)))
      )
      yield* Effect.flip(passingTime()(doudian.getOrder("1")))
      assert.deepStrictEqual(
        [...stored].map(([key, { expiresAt, refresh, takenAt, value }]) => [
          key,
          Redacted.value(value),
          refresh === null ? null : Redacted.value(refresh),
          (expiresAt - takenAt) / 1000
        ]),
        [
          [
            "doudian/official/http://doudian.test/7240601000000000001/shop/12345/access_token",
            "ACCESS_TOKEN",
            "REFRESH_TOKEN",
            530_808
          ]
        ]
      )
    })
  )

  it.effect("of another shop fails as Configuration", () =>
    Effect.gen(function* () {
      const error = yield* answering({ access_token: "A-SECRET-TOKEN", expires_in: "530808", shop_id: 7 })
      assert.strictEqual(error.reason._tag, "Configuration")
      assert.include(error.message, "shop 7")
      assert.notInclude(error.message, "A-SECRET-TOKEN")
    })
  )

  it.effect("without a token fails at its place", () =>
    Effect.gen(function* () {
      const { reason } = yield* answering({ expires_in: 1 })
      assert.strictEqual(reason._tag === "ResponseDecode" ? reason.pointer : reason._tag, "/data/access_token")
    })
  )
})
