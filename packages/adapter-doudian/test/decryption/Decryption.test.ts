/** Decryption, for orders that the caller names: in batches, text by text, within a budget, and never shown. */
import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import type { FaultPlan, RunningTwin } from "@huidan/conformance"
import { type Order, type PrivateText, plainValue, sentText } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Logger from "effect/Logger"
import * as Stream from "effect/Stream"
import { type DecryptedOrders, type DoudianAdapter, type DoudianOptions, make } from "../../src/index.ts"
import { decryptedText, decryptionBudget } from "../../twin/decryption/Operation.ts"
import { doorOf, lastDays, official, openWorld, passingTime, shopOptions } from "../support/twinShop.ts"

const openShop = (orders: number, faults: FaultPlan = {}, more: Partial<typeof DoudianOptions.Encoded> = {}) =>
  Effect.gen(function* () {
    const world = yield* openWorld(3, orders, faults)
    const doudian = yield* make(shopOptions(world, { ...official, ...more })).pipe(Effect.provide(doorOf(world)))
    return { world, doudian }
  })

/** The orders as the list gives them. */
const listed = (world: RunningTwin, doudian: DoudianAdapter) =>
  Effect.gen(function* () {
    const pages = yield* passingTime()(Stream.runCollect(doudian.listOrders({ by: "created", ...lastDays(world, 30) })))
    return pages.flatMap((page) => page.records.filter((record): record is Order => "orderId" in record))
  })

const batches = (world: RunningTwin) =>
  world
    .journal()
    .filter(({ operation }) => operation === "order.batchDecrypt")
    .map(({ parameters }) => (parameters["cipher_infos"] as ReadonlyArray<unknown>).length)

const recipientTexts = (orders: ReadonlyArray<Order>): ReadonlyArray<PrivateText> =>
  orders.flatMap(({ recipient }) =>
    [recipient?.name, recipient?.phone, recipient?.detail].flatMap((text) => (text == null ? [] : [text]))
  )

describe("decryptOrders", () => {
  it.effect("gives the texts in plain and redacted, at most 50 a call, and leaves all else as it was", () =>
    Effect.gen(function* () {
      const { doudian, world } = yield* openShop(60)
      const orders = yield* listed(world, doudian)
      const before = recipientTexts(orders)
      const encrypted = before.filter(({ state }) => state === "encrypted").length
      assert.isAbove(encrypted, 60)
      assert.isAtMost(encrypted, decryptionBudget)
      const { failures, orders: decrypted } = yield* passingTime()(doudian.decryptOrders(orders))
      assert.deepStrictEqual(failures, [])
      assert.deepStrictEqual(
        recipientTexts(decrypted).map(sentText),
        before.map((text) => (text.state === "encrypted" ? decryptedText(text.cipher) : sentText(text)))
      )
      assert.isFalse(JSON.stringify(decrypted).includes("1380000"))
      const rest = (each: ReadonlyArray<Order>) =>
        each.map(({ amounts, key, lines, source, status, times, warnings }) => [
          key,
          amounts,
          status,
          times,
          warnings,
          lines.length,
          source
        ])
      assert.deepStrictEqual(rest(decrypted), rest(orders))
      assert.isAtMost(Math.max(...batches(world)), 50)
      assert.isAbove(batches(world).length, 1)
    })
  )

  it.effect("asks for nothing where nothing is encrypted", () =>
    Effect.gen(function* () {
      const { doudian, world } = yield* openShop(30)
      const orders = (yield* listed(world, doudian)).map((order) => ({
        ...order,
        recipient: null,
        lines: [],
        buyer: { ...order.buyer, name: null, phones: [] }
      }))
      const { failures } = yield* passingTime()(doudian.decryptOrders(orders))
      assert.deepStrictEqual([failures, batches(world)], [[], []])
      assert.deepStrictEqual(yield* doudian.decryptOrders([]), { orders: [], failures: [] })
    })
  )

  it.effect("reports a text that the platform does not take, at its place, and decrypts the others", () =>
    Effect.gen(function* () {
      const { doudian, world } = yield* openShop(60)
      const orders = yield* listed(world, doudian)
      const order = orders.find(
        ({ recipient }) => recipient?.phone?.state === "encrypted" && recipient.name?.state === "encrypted"
      )!
      const cipher = "$made$up*CgkI=$1$$"
      const forged: Order = {
        ...order,
        recipient: { ...order.recipient!, phone: { state: "encrypted", cipher, masked: null } }
      }
      const result = yield* passingTime()(doudian.decryptOrders([forged]))
      assert.deepStrictEqual(
        result.failures.map(({ error, key, pointer }) => [key, pointer, error.reason._tag, error.answer?.code]),
        [[order.key, "/recipient/phone", "PlatformRejected", "300001"]]
      )
      assert.strictEqual(result.orders[0]?.recipient?.phone?.state, "encrypted")
      assert.strictEqual(result.orders[0]?.recipient?.name?.state, "plain")
    })
  )

  it.effect("ends with the budget: what was decrypted is kept, the rest is not asked for", () =>
    Effect.gen(function* () {
      const { doudian, world } = yield* openShop(250)
      const orders = yield* listed(world, doudian)
      const { failures, orders: decrypted } = yield* passingTime()(doudian.decryptOrders(orders))
      assert.deepStrictEqual(batches(world), [50, 50, 50, 50])
      assert.isAbove(failures.length, 100)
      assert.deepStrictEqual(new Set(failures.map(({ error }) => error.reason._tag)), new Set(["QuotaExhausted"]))
      const count = (each: ReadonlyArray<Order>, state: string) =>
        JSON.stringify(each).split(`"state":"${state}"`).length
      assert.strictEqual(count(orders, "encrypted") - count(decrypted, "encrypted"), decryptionBudget)
    })
  )

  it.effect("keeps what it has where a later call fails; where the first one does it fails", () =>
    Effect.gen(function* () {
      const broken = (request: number): FaultPlan => ({
        scripted: [{ request, times: 9, operation: "order.batchDecrypt", fault: { kind: "reset" } }]
      })
      const later = yield* openShop(60, broken(2), { retries: 0 })
      const orders = yield* listed(later.world, later.doudian)
      const { failures } = yield* passingTime()(later.doudian.decryptOrders(orders))
      assert.isAbove(failures.length, 0)
      assert.deepStrictEqual(new Set(failures.map(({ error }) => error.reason._tag)), new Set(["Transport"]))
      const first = yield* openShop(60, broken(1), { retries: 0 })
      const error = yield* Effect.flip(passingTime()(first.doudian.decryptOrders(orders)))
      assert.strictEqual(error.reason._tag, "Transport")
    })
  )

  it.effect("is refused for orders of another shop, and at 蜂巢, without a request", () =>
    Effect.gen(function* () {
      const { doudian, world } = yield* openShop(30)
      const orders = yield* listed(world, doudian)
      const stranger = { ...orders[0]!, shop: { id: "1", name: null } }
      const before = world.journal().length
      assert.strictEqual((yield* Effect.flip(doudian.decryptOrders([stranger]))).reason._tag, "InvalidRequest")
      const fengchao = yield* make(shopOptions(world)).pipe(Effect.provide(doorOf(world)))
      assert.strictEqual((yield* Effect.flip(fengchao.decryptOrders(orders))).reason._tag, "NotSupported")
      assert.lengthOf(world.journal(), before)
    })
  )

  it.effect("shows no plain text in any log or error", () =>
    Effect.gen(function* () {
      const logged: Array<string> = []
      const logger = Logger.make(({ message }) => void logged.push(JSON.stringify(message)))
      const { doudian, world } = yield* openShop(250)
      const orders = yield* listed(world, doudian)
      const { failures, orders: decrypted } = yield* passingTime()(doudian.decryptOrders(orders)).pipe(
        Effect.provide(Logger.layer([logger]))
      )
      const shown = [...logged, ...failures.map(({ error }) => `${error.message} ${JSON.stringify(error)}`)].join("\n")
      const plain = recipientTexts(decrypted)
        .map(plainValue)
        .filter((text) => text !== null)
      assert.isAbove(plain.length, 50)
      assert.isTrue(plain.every((text) => !shown.includes(text)))
    })
  )
})

describe("the platform's answer", () => {
  const published = readFileSync(
    new URL("../../fixtures/decryption/order.batchDecrypt.published.json", import.meta.url),
    "utf8"
  )

  /** An order with one encrypted telephone number, decrypted by this answer. */
  const answered = (body: string): Effect.Effect<DecryptedOrders> =>
    Effect.gen(function* () {
      const client = HttpClient.make((request, url) =>
        Effect.succeed(
          HttpClientResponse.fromWeb(
            request,
            new Response(
              url.pathname === "/token/create"
                ? '{"code":10000,"data":{"access_token":"t","expires_in":600000,"shop_id":20240601}}'
                : body
            )
          )
        )
      )
      const { doudian, world } = yield* openShop(30)
      const [order] = yield* listed(world, doudian)
      const cipher = JSON.parse(published.replace(/^\uFEFF/, "")).data.decrypt_infos[0].cipher_text as string
      const encrypted: Order = {
        ...order!,
        orderId: "123",
        recipient: null,
        lines: [],
        buyer: { ...order!.buyer, phones: [{ state: "encrypted", cipher, masked: null }] }
      }
      const other = yield* make(shopOptions(world, official)).pipe(
        Effect.provideService(HttpClient.HttpClient, client),
        Effect.provide(doorOf(world))
      )
      return yield* passingTime()(other.decryptOrders([encrypted]))
    }).pipe(Effect.orDie)

  it.effect("as published, with err_no alone, gives the text", () =>
    Effect.gen(function* () {
      const { failures, orders } = yield* answered(published)
      assert.deepStrictEqual(failures, [])
      assert.strictEqual(sentText(orders[0]!.buyer.phones[0]!), "13117428564")
    })
  )

  it.effect("that leaves a text out says why it is still encrypted", () =>
    Effect.gen(function* () {
      const cases = [
        ['{"err_no":0,"data":[]}', "ResponseDecode"],
        ['{"code":"300008","msg":"m","data":null}', "QuotaExhausted"],
        ['{"err_no":300008,"message":"m","data":{"decrypt_infos":[]}}', "QuotaExhausted"],
        ['{"code":10001,"sub_code":"isv.business-part-failed","data":{}}', "PlatformRejected"]
      ] as const
      for (const [body, expected] of cases) {
        const { failures, orders } = yield* answered(body)
        assert.deepStrictEqual(
          failures.map(({ error, pointer }) => [pointer, error.reason._tag]),
          [["/buyer/phones/0", expected]]
        )
        assert.strictEqual(orders[0]?.buyer.phones[0]?.state, "encrypted")
      }
    })
  )
})
