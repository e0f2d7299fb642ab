/** Reading private texts, and asking the platform to decrypt its ciphers. */
import { assert, describe, it } from "@effect/vitest"
import { AdapterError, type AdapterErrorReason, encryptedText, type Order, plainText } from "@huidan/core"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import type { PlatformDecrypt } from "../../src/index.ts"
import { buyer, detailPage, held, inMemory, opened, orderOf, shop, someKey } from "../store/orders.ts"

const recipient = { name: encryptedText("#a#1##", "李*"), phone: encryptedText("#b#1##", null) }
const raw = Redacted.make({ order_id: "o_1", amount: "12345678901234567890" })
const source = { ...orderOf("-").source, raw, rawNumbers: Redacted.make(["/amount"]) }

const stored = Effect.gen(function* () {
  const store = yield* opened
  yield* store.commitPage(
    yield* held(),
    detailPage(orderOf("o_1", { buyer, recipient, source }), 1, {
      carries: ["/buyer", "/recipient"]
    })
  )
  return store
})

/** A platform that notes which ciphers it is asked for, and does not decrypt those of `refused`. */
const platform = (asked: Array<string>, refused: ReadonlyArray<string> = []): PlatformDecrypt =>
  Effect.fnUntraced(function* (orders: ReadonlyArray<Order>) {
    yield* Effect.yieldNow
    const failures: Array<{ pointer: string; error: AdapterError }> = []
    const decrypted = (place: string, text: Order["buyer"]["name"]) => {
      if (text?.state !== "encrypted") return text
      asked.push(text.cipher)
      if (!refused.includes(text.cipher)) return plainText(`plain of ${text.cipher}`)
      failures.push({ pointer: place, error: new AdapterError({ platform: "xiaoe", reason: { _tag: "NotFound" } }) })
      return text
    }
    const plain = orders.map((order) => ({
      ...order,
      recipient:
        order.recipient === null
          ? null
          : {
              ...order.recipient,
              name: decrypted("/recipient/name", order.recipient.name),
              phone: decrypted("/recipient/phone", order.recipient.phone)
            }
    }))
    return { orders: plain, failures }
  })

const audit = Effect.map(
  Effect.flatMap(opened, (store) => store.audit({ subject: "xiaoe/app1/o_1" }, null, 20)),
  (entries) => entries.map(({ action, who }) => `${who} ${action}`)
)

describe("private texts of an order", () => {
  it.effect("are read with an entry of the audit for each time; ciphers are left as they are", () =>
    Effect.gen(function* () {
      const store = yield* stored
      const { order } = yield* store.privacy.reveal(shop, "o_1", "li")
      assert.deepNestedInclude(order, {
        "buyer.name": { state: "plain", value: "王小明" },
        "recipient.name": { state: "encrypted", cipher: "#a#1##", masked: "李*" }
      })
      yield* store.privacy.reveal(shop, "o_1", "han")
      assert.deepStrictEqual(yield* audit, ["han reveal", "li reveal"])
      assert.deepStrictEqual(
        (yield* store.audit({}, 2, 1)).map(({ who }) => who),
        ["li"]
      )
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("are not read if the entry cannot be written", () =>
    Effect.gen(function* () {
      const store = yield* stored
      const sql = yield* SqlClient.SqlClient
      yield* sql`CREATE TEMP TRIGGER refuse BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END`
      const asked: Array<string> = []
      const decrypt = platform(asked)
      assert.strictEqual((yield* Effect.flip(store.privacy.reveal(shop, "o_1", "li", { decrypt })))._tag, "SqlError")
      assert.deepStrictEqual(asked, [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("that the platform encrypted are decrypted by it once an hour, whoever reads them and however often", () =>
    Effect.gen(function* () {
      const store = yield* stored
      const asked: Array<string> = []
      const decrypt = platform(asked)
      const read = (who: string) => store.privacy.reveal(shop, "o_1", who, { decrypt })
      const both = yield* Effect.all([read("li"), read("han")], { concurrency: "unbounded" })
      for (const { failures, order } of both) {
        assert.deepNestedInclude(order, {
          "recipient.name": { state: "plain", value: "plain of #a#1##" },
          "recipient.phone": { state: "plain", value: "plain of #b#1##" }
        })
        assert.deepStrictEqual(failures, [])
      }
      assert.deepStrictEqual(asked, ["#a#1##", "#b#1##"])
      yield* TestClock.adjust("59 minutes")
      yield* read("li")
      assert.lengthOf(asked, 2)
      // What the store shows without a reveal is as before.
      const view = yield* store.order(shop, "o_1")
      assert.deepNestedInclude(view?.order, { "recipient.name": { state: "masked", value: "李*" } })
      yield* TestClock.adjust("1 minute")
      yield* read("li")
      assert.lengthOf(asked, 4)
      assert.lengthOf(
        (yield* audit).filter((entry) => entry.endsWith("decrypt")),
        4
      )
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("that the platform does not decrypt are failures, and are not asked for again within the hour", () =>
    Effect.gen(function* () {
      const store = yield* stored
      const asked: Array<string> = []
      const first = yield* store.privacy.reveal(shop, "o_1", "li", { decrypt: platform(asked, ["#b#1##"]) })
      assert.deepStrictEqual(
        first.failures.map(({ pointer }) => pointer),
        ["/recipient/phone"]
      )
      assert.deepNestedInclude(first.order, { "recipient.phone.state": "encrypted", "recipient.name.state": "plain" })
      const second = yield* store.privacy.reveal(shop, "o_1", "li", { decrypt: platform(asked) })
      assert.deepStrictEqual([second.failures, second.notAsked], [[], ["/recipient/phone"]])
      assert.deepNestedInclude(second.order, { "recipient.phone.state": "encrypted", "recipient.name.state": "plain" })
      assert.deepStrictEqual(asked, ["#a#1##", "#b#1##"])
      yield* TestClock.adjust("61 minutes")
      const third = yield* store.privacy.reveal(shop, "o_1", "li", { decrypt: platform(asked) })
      assert.deepNestedInclude(third.order, { "recipient.phone.state": "plain", "recipient.name.state": "plain" })
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("are asked for once, also if no answer comes; and again if the platform refused the call", () =>
    Effect.gen(function* () {
      const store = yield* stored
      let calls = 0
      const failing = (reason: AdapterErrorReason) => () => {
        calls += 1
        return Effect.fail(new AdapterError({ platform: "xiaoe", reason }))
      }
      const read = (decrypt: PlatformDecrypt) => store.privacy.reveal(shop, "o_1", "li", { decrypt })
      yield* Effect.flip(read(failing({ _tag: "PermissionDenied" })))
      yield* Effect.flip(read(failing({ _tag: "Timeout", after: 5 })))
      assert.deepStrictEqual((yield* read(failing({ _tag: "Timeout", after: 5 }))).notAsked, [
        "/recipient/name",
        "/recipient/phone"
      ])
      assert.strictEqual(calls, 2)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("are not kept if the order is forgotten while the platform decrypts", () =>
    Effect.gen(function* () {
      const store = yield* stored
      const asked: Array<string> = []
      const decrypt: PlatformDecrypt = (orders) =>
        Effect.andThen(Effect.orDie(store.privacy.forget(shop, "o_1", "han")), platform(asked)(orders))
      yield* store.privacy.reveal(shop, "o_1", "li", { decrypt })
      const sql = yield* SqlClient.SqlClient
      assert.deepStrictEqual(yield* sql`SELECT * FROM decrypted`, [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("of no order, or without a master key, are an error without an entry", () =>
    Effect.gen(function* () {
      const store = yield* stored
      const error = yield* Effect.flip(store.privacy.reveal(shop, "o_9", "li"))
      assert.match(error.message, /does not have the order xiaoe\/app1\/o_9|has no master key/)
      assert.deepStrictEqual(yield* store.audit({}, null, 9), [])
    }).pipe((test) => Effect.all([Effect.provide(test, inMemory()), Effect.provide(test, inMemory(null))]))
  )
})

describe("raw answers", () => {
  it.effect("are kept as they were sent, the last one of each operation, and read with an entry of the audit", () =>
    Effect.gen(function* () {
      const store = yield* stored
      const lane = yield* held()
      const later = { ...source, raw: Redacted.make({ order_id: "o_1", note: "later" }), rawNumbers: Redacted.make([]) }
      yield* store.commitPage(lane, detailPage(orderOf("o_1", { buyer, source: later }), 5))
      const list = { operation: "order.list@2.0", meetsWants: false }
      yield* store.commitPage(lane, detailPage(orderOf("o_1", { buyer, source }), 6, list))
      const answers = yield* store.privacy.revealRawAnswers(shop, "o_1", "li")
      const shown = [...answers].map(([operation, answer]) => [
        operation,
        answer.askedAt,
        Redacted.value(answer.raw),
        Redacted.value(answer.rawNumbers)
      ])
      assert.sameDeepMembers(shown, [
        ["order.detail@2.0", 5, { order_id: "o_1", note: "later" }, []],
        ["order.list@2.0", 6, Redacted.value(raw), ["/amount"]]
      ])
      assert.deepStrictEqual(yield* audit, ["li reveal raw answers"])
      const sql = yield* SqlClient.SqlClient
      yield* sql`UPDATE raw_answers SET sealed = (SELECT max(sealed) FROM raw_answers)`
      const { message } = yield* Effect.flip(store.privacy.revealRawAnswers(shop, "o_1", "li"))
      assert.match(message, /^a raw answer, order xiaoe\/app1\/o_1, is damaged/)
    }).pipe(Effect.provide(inMemory(someKey, { keepsRawAnswers: true })))
  )

  it.effect("are not kept unless that is wanted", () =>
    Effect.gen(function* () {
      const store = yield* stored
      assert.strictEqual((yield* store.privacy.revealRawAnswers(shop, "o_1", "li")).size, 0)
    }).pipe(Effect.provide(inMemory()))
  )
})
