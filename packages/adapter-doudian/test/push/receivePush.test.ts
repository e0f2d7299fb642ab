/** Pushes of the official platform: verified byte by byte, read message by message, acknowledged once they are handled. */
import { readdirSync, readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { PushLogs } from "@huidan/adapter-kit/client"
import { makeDice } from "@huidan/conformance"
import { isQuarantined, type OrderAdapter, type PushAnswer, type PushMessage } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { TestClock } from "effect/testing"
import { DoudianOptions, make } from "../../src/index.ts"
import { probeMessage, pushMessage, type Push as SignedPush, signedBody, signedPush } from "../../twin/push/Message.ts"
import { officialAccount } from "../../twin/shared/Official.ts"
import { openWorld } from "../support/twinShop.ts"

const account = { appId: officialAccount.appKey, appSecret: officialAccount.appSecret, shopId: officialAccount.shopId }

/** An adapter with a push log of its own. */
const open = (more: Partial<typeof DoudianOptions.Encoded> = {}): Effect.Effect<OrderAdapter> =>
  make(Schema.decodeSync(DoudianOptions)({ door: "official", ...account, ...more })).pipe(
    Effect.provide(PushLogs.layerMemory),
    Effect.orDie
  )

/** What a push handed on, and the answer to it. `handle` does nothing unless given. */
const knock = (
  doudian: OrderAdapter,
  { body, headers }: SignedPush,
  handle: (message: PushMessage) => Effect.Effect<void, unknown> = () => Effect.void
) =>
  Effect.gen(function* () {
    const messages: Array<PushMessage> = []
    const request = { method: "POST", url: "https://shop.test/push", headers, body }
    const answer = yield* doudian.receivePush(request, (message) => {
      messages.push(message)
      return handle(message)
    })
    return {
      answer,
      events: messages.flatMap((message) => (isQuarantined(message) ? [] : [message])),
      quarantined: messages.filter(isQuarantined)
    }
  })

const acknowledged = ({ answer }: { readonly answer: PushAnswer }) => {
  assert.strictEqual(answer.status, 200)
  assert.deepStrictEqual(JSON.parse(answer.body), { code: 0, msg: "success" })
}

const pushOf = (text: string) => signedBody(new TextEncoder().encode(text))

describe("a push", () => {
  it.effect("names each order that changed, how, and by which message; several messages in one body", () =>
    Effect.gen(function* () {
      const world = yield* openWorld(1, 40)
      const doudian = yield* open()
      const tags = [100, 101, 102, 103, 206]
      const messages = world.orders().map((order, index) => ({ order, tag: tags[index % 5] ?? 100 }))
      const push = yield* signedPush(
        messages.map(({ order, tag }, index) => pushMessage(order, tag, index, makeDice("push", index)))
      )
      const delivery = yield* knock(doudian, push)
      acknowledged(delivery)
      assert.deepStrictEqual(delivery.quarantined, [])
      const names = ["TradeCreate", "TradePaid", "TradeSellerShip", "TradeSuccess", "RefundSuccess"]
      assert.deepStrictEqual(
        delivery.events.map(({ key, orderId, type }) => ({ key, orderId, type })),
        messages.map(({ order: { key, orderId } }, index) => ({
          key,
          orderId,
          type: names[index % 5] ?? ""
        }))
      )
      assert.strictEqual(new Set(delivery.events.map(({ id }) => id)).size, 40)
    })
  )

  it.effect("that comes again is recognised by its id, for seven days, also within one body", () =>
    Effect.gen(function* () {
      const world = yield* openWorld(2, 2)
      const doudian = yield* open()
      const [first, second] = world.orders().map((order) => pushMessage(order, 100, 0, makeDice("again")))
      const push = yield* signedPush([first ?? null, second ?? null, first ?? null])
      const handledBy = (adapter: OrderAdapter) =>
        Effect.map(knock(adapter, push), (delivery) => {
          acknowledged(delivery)
          return delivery.events.length
        })
      assert.deepStrictEqual([yield* handledBy(doudian), yield* handledBy(doudian)], [2, 0])
      yield* TestClock.adjust("604801 seconds")
      assert.deepStrictEqual([yield* handledBy(doudian), yield* handledBy(yield* open())], [2, 2])
    })
  )

  it.effect("whose handling fails is not acknowledged, and handled again, without those that succeeded", () =>
    Effect.gen(function* () {
      const world = yield* openWorld(2, 3)
      const doudian = yield* open()
      const push = yield* signedPush(world.orders().map((order) => pushMessage(order, 100, 0, makeDice("again"))))
      const [, second] = world.orders()
      const isSecond = (message: PushMessage) => !isQuarantined(message) && message.orderId === second?.orderId
      const first = yield* knock(doudian, push, (message) =>
        isSecond(message) ? Effect.fail("the database is away") : Effect.void
      )
      assert.deepStrictEqual([first.answer, first.events.length], [{ status: 503, headers: {}, body: "" }, 3])
      const again = yield* knock(doudian, push)
      acknowledged(again)
      assert.deepStrictEqual(
        again.events.map(({ orderId }) => orderId),
        [second?.orderId ?? null]
      )
    })
  )

  it.effect("of an unknown tag is acknowledged and delivered as unknown, whatever it holds", () =>
    Effect.gen(function* () {
      const delivery = yield* pushOf(
        '[{"tag":"999","msg_id":"a","data":"{\\"p_id\\":4705288465508532862,\\"shop_id\\":95250}"},{"tag":400,"msg_id":"b","data":"text"},{"tag":"210","msg_id":"c"}]'
      ).pipe(Effect.flatMap((push) => Effect.flatMap(open(), (doudian) => knock(doudian, push))))
      acknowledged(delivery)
      const [orderId, key] = ["4705288465508532862", "doudian/95250/4705288465508532862"]
      assert.deepStrictEqual(delivery.events, [
        { id: "a", type: "unknown:999", orderId, key },
        { id: "b", type: "unknown:400", orderId: null, key: null },
        { id: "c", type: "unknown:210", orderId: null, key: null }
      ])
      assert.deepStrictEqual(delivery.quarantined, [])
    })
  )

  it.effect("that asks whether the address answers is acknowledged, and gives no event", () =>
    Effect.gen(function* () {
      const delivery = yield* knock(yield* open(), yield* signedPush([probeMessage]))
      acknowledged(delivery)
      assert.deepStrictEqual([delivery.events, delivery.quarantined], [[], []])
    })
  )

  it.effect("with messages that cannot be read hands them on whole, and says where and why", () =>
    Effect.gen(function* () {
      const good = '{"tag":"100","msg_id":"good","data":"{\\"p_id\\":\\"7\\",\\"shop_id\\":\\"1\\"}"}'
      const bad = [
        '{"tag":"100","data":"{}"}',
        '{"msg_id":"x","data":"{}"}',
        '{"tag":"100","msg_id":"x","data":"{\\"shop_id\\":1}"}',
        '{"tag":"100","msg_id":"x","data":"{\\"p_id\\""}',
        '{"tag":"100","msg_id":"x","data":"{\\"p_id\\":{\\"tel\\":\\"13678643212\\"}}"}',
        '"13678643212"'
      ]
      const delivery = yield* knock(yield* open(), yield* pushOf(`[${[...bad, good].join(",")}]`))
      acknowledged(delivery)
      assert.deepStrictEqual(
        delivery.events.map(({ id, key }) => [id, key]),
        [["good", "doudian/1/7"]]
      )
      assert.deepStrictEqual(
        delivery.quarantined.map(({ error: { reason } }) =>
          reason._tag === "ResponseDecode" ? reason.pointer : reason._tag
        ),
        ["/0/msg_id", "/1/tag", "/2/data/p_id", "/3/data", "/4/data/p_id", "/5"]
      )
      assert.notInclude(String(delivery.quarantined.map(({ error }) => error)), "13678643212")
      assert.deepStrictEqual(
        delivery.quarantined.map(({ raw }) => JSON.stringify(Redacted.value(raw))),
        bad
      )
    })
  )

  it.effect("whose message names no shop has an order and no key", () =>
    Effect.gen(function* () {
      const delivery = yield* knock(yield* open(), yield* pushOf('[{"tag":106,"msg_id":"m","data":{"p_id":"7"}}]'))
      assert.deepStrictEqual(
        delivery.events.map(({ key, orderId, type }) => [orderId, key, type]),
        [["7", null, "TradeCanceled"]]
      )
    })
  )

  it.effect("that is signed and no list of messages is handed on as it came", () =>
    Effect.gen(function* () {
      for (const body of ["", "{}", '"0"', "[", "null"]) {
        const delivery = yield* knock(yield* open(), yield* pushOf(body))
        acknowledged(delivery)
        const [quarantined] = delivery.quarantined
        assert.strictEqual(quarantined?.error.reason._tag, "ResponseDecode")
        assert.strictEqual(quarantined === undefined ? null : Redacted.value(quarantined.raw), body)
      }
    })
  )
})

describe("the signature", () => {
  const message = '[{"tag":"100","msg_id":"m汇","data":"{\\"p_id\\":\\"7\\",\\"shop_id\\":\\"1\\"}"}]'
  const kinds = ["md5", "hmac-sha256"] as const

  const isForged = (doudian: OrderAdapter, push: SignedPush) =>
    Effect.map(Effect.result(knock(doudian, push)), (result) => {
      if (result._tag === "Success") return false
      const { reason } = result.failure
      return reason._tag === "Authentication" && reason.kind === "signature"
    })

  const flipped = (bytes: Uint8Array, bit: number): Uint8Array =>
    bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))

  it.effect.each(kinds)("%s: covers every bit of the body, and is itself compared bit by bit", (kind) =>
    Effect.gen(function* () {
      const doudian = yield* open({ pushSign: kind })
      const push = yield* signedBody(new TextEncoder().encode(message), kind)
      const sign = new TextEncoder().encode(push.headers["event-sign"])
      assert.isFalse(yield* isForged(doudian, push))
      for (let bit = 0; bit < push.body.length * 8; bit++) {
        assert.isTrue(yield* isForged(doudian, { ...push, body: flipped(push.body, bit) }), `bit ${bit} of the body`)
      }
      for (let bit = 0; bit < sign.length * 8; bit++) {
        const headers = { ...push.headers, "event-sign": new TextDecoder("latin1").decode(flipped(sign, bit)) }
        assert.isTrue(yield* isForged(doudian, { ...push, headers }), `bit ${bit} of the signature`)
      }
    })
  )

  it.effect("of the other kind, of another secret, or none at all is forged", () =>
    Effect.gen(function* () {
      const push = yield* pushOf(message)
      const doudian = yield* open()
      const { "event-sign": _, ...unsigned } = push.headers
      assert.isTrue(yield* isForged(doudian, { ...push, headers: unsigned }))
      assert.isTrue(yield* isForged(doudian, { ...push, headers: { ...push.headers, "event-sign": "" } }))
      assert.isTrue(yield* isForged(doudian, yield* signedBody(push.body, "hmac-sha256")))
      assert.isTrue(yield* isForged(yield* open({ pushSign: "hmac-sha256" }), push))
      assert.isTrue(yield* isForged(yield* open({ appSecret: "another-secret" }), push))
      assert.isTrue(yield* isForged(yield* open({ appId: "1" }), push))
      assert.isTrue(yield* isForged(doudian, yield* signedBody(Uint8Array.from([0x5b, 0xff, 0x5d]))))
    })
  )

  it.effect("of the secret before the current one is right while both are given", () =>
    Effect.gen(function* () {
      const signedBefore = yield* pushOf(message)
      const rotated = yield* open({ appSecret: "new-secret", previousAppSecret: officialAccount.appSecret })
      assert.isFalse(yield* isForged(rotated, signedBefore))
      assert.isFalse(yield* isForged(rotated, yield* signedBody(signedBefore.body, "md5", "new-secret")))
      assert.isTrue(yield* isForged(rotated, yield* signedBody(signedBefore.body, "md5", "another-secret")))
      assert.isTrue(yield* isForged(yield* open({ appSecret: "new-secret" }), signedBefore))
    })
  )

  it.effect("is read from a header in any case, and covers a byte-order mark", () =>
    Effect.gen(function* () {
      const { body, headers } = yield* pushOf(`\uFEFF${message}`)
      const push = { body, headers: { "Event-Sign": headers["event-sign"] ?? "" } }
      assert.lengthOf((yield* knock(yield* open(), push)).events, 1)
      assert.isTrue(yield* isForged(yield* open(), { ...push, body: body.slice(3) }))
    })
  )

  it.effect("is that of the published algorithm", () =>
    Effect.gen(function* () {
      const doudian = yield* open({ appId: "fixed-app", appSecret: "fixed-secret" })
      const headers = { "event-sign": "52ffa83d0da319aa6394a013350c7556" }
      const { quarantined } = yield* knock(doudian, { body: new TextEncoder().encode("body"), headers })
      assert.lengthOf(quarantined, 1)
    })
  )
})

describe("the published messages", () => {
  const folder = new URL("../../fixtures/push/", import.meta.url)
  const files = readdirSync(folder)

  it("are there", () => assert.lengthOf(files, 8))

  it.effect.each(files)("%s", (file) =>
    Effect.gen(function* () {
      const text = readFileSync(new URL(file, folder), "utf8").replace(/^\uFEFF/, "")
      const published = JSON.parse(text)
      for (const spelled of [text, text.replace('"msgId"', '"msg_id"')]) {
        const { events, quarantined } = yield* knock(yield* open(), yield* pushOf(`[${spelled}]`))
        const orderId = /"p_id": "?(\w+)/.exec(text)?.[1]
        const key = `doudian/${published.data.shop_id}/${orderId}`
        assert.deepStrictEqual(quarantined, [])
        assert.deepStrictEqual(
          events.map((event) => ({ ...event, type: null })),
          [{ id: published.msgId, type: null, orderId: orderId ?? "", key }]
        )
        assert.notInclude(events[0]?.type, "unknown")
      }
    })
  )
})

describe("the door fengchao, and options without a secret", () => {
  it.effect("蜂巢 answers NotSupported; a missing secret is Configuration", () =>
    Effect.gen(function* () {
      const push = yield* signedPush([probeMessage])
      assert.strictEqual(
        (yield* Effect.flip(knock(yield* open({ door: "fengchao" }), push))).reason._tag,
        "NotSupported"
      )
      const doudian = yield* make({ door: "official", appId: "1" })
      assert.strictEqual((yield* Effect.flip(knock(doudian, push))).reason._tag, "Configuration")
    })
  )
})
