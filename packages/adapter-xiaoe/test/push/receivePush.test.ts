/** Pushes made by the twin: whatever their form, and however they are altered. */
import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { PushLogs } from "@huidan/adapter-kit/client"
import {
  type AdapterError,
  type PushMessage as HandedOn,
  isQuarantined,
  type OrderAdapter,
  type PushRequest
} from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { TestClock } from "effect/testing"
import { createXiaoeClient, make, pushWebHandler, type XiaoeOptions } from "../../src/index.ts"
import { type PushMessage, type PushSending, pushRequest, pushSecrets, pushXml } from "../../twin/index.ts"
import { makeWorld } from "../support/twinWorld.ts"

const now = Date.UTC(2024, 5, 1) / 1000
const order = makeWorld({ seed: 2, orders: 3 }).orders()[1]!
const appId = order.shop.id
const key = `xiaoe/${appId}/${order.orderId}`

const options: XiaoeOptions = {
  appId,
  pushToken: Redacted.make(pushSecrets.pushToken),
  pushKey: Redacted.make(pushSecrets.pushKey)
}

const message: PushMessage = { topic: "order_change", messageId: "20240601_1717200000", action: "set_pay" }
const sending: PushSending = { timestamp: now }

const requestOf = (xml: string, more: Partial<PushSending> = {}): Effect.Effect<PushRequest> =>
  Effect.promise(() => pushRequest(xml, { ...sending, ...more }))

/** One receiver, which remembers what it got. */
const receiver = (own: XiaoeOptions = options) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(now * 1000)
    return yield* Effect.provide(make(own), PushLogs.layerMemory)
  })

/** What a push handed on, and the answer to it. `handle` does nothing unless given. */
const heard = (adapter: OrderAdapter, request: PushRequest, handle: Effect.Effect<void, unknown> = Effect.void) =>
  Effect.gen(function* () {
    const messages: Array<HandedOn> = []
    const answer = yield* adapter.receivePush(request, (message) => {
      messages.push(message)
      return handle
    })
    return {
      answer,
      events: messages.flatMap((message) => (isQuarantined(message) ? [] : [message])),
      quarantined: messages.filter(isQuarantined)
    }
  })

const receive = (request: PushRequest, own: XiaoeOptions = options) =>
  Effect.flatMap(receiver(own), (adapter) => Effect.result(heard(adapter, request)))

const delivered = <A>(result: Result.Result<A, AdapterError>): A => Result.getOrThrow(result)

const reasonOf = (result: Result.Result<unknown, AdapterError>) =>
  Result.isFailure(result) ? result.failure.reason : null

const event = { id: message.messageId, type: "order_change", orderId: order.orderId, key }

describe("a push in any form", () => {
  const forms = (["json", "xml", "form"] as const).flatMap((body) =>
    [true, false].flatMap((query) =>
      (["msg_signature", "signature"] as const).flatMap((signature) =>
        ([16, 32] as const).map((block) => [body, query, signature, block] as const)
      )
    )
  )
  it.effect.each(forms)(
    "body %s, query %s, %s, padded to %i yields the order's key",
    ([body, query, signature, block]) =>
      Effect.gen(function* () {
        const request = yield* requestOf(pushXml(order, message), { body, query, signature, block })
        assert.deepStrictEqual(delivered(yield* receive(request)), {
          events: [event],
          quarantined: [],
          answer: { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: "success" }
        })
      })
  )

  it.effect.each(["doc", "xml", "none"] as const)("with the root %s", (root) =>
    Effect.gen(function* () {
      const request = yield* requestOf(
        `<?xml version="1.0" encoding="UTF-8"?>\n${pushXml(order, { ...message, root })}`
      )
      assert.deepStrictEqual(delivered(yield* receive(request)).events, [event])
    })
  )

  it.effect("of any length, so with any pad", () =>
    Effect.gen(function* () {
      const adapter = yield* receiver()
      for (let length = 0; length < 32; length++) {
        const own = { ...message, messageId: `m${length}` }
        const request = yield* requestOf(`${pushXml(order, own)}${" ".repeat(length)}`)
        const { events } = yield* heard(adapter, request)
        assert.deepStrictEqual(events, [{ ...event, id: own.messageId }])
      }
    })
  )

  it.effect("with a Base64 plus sign that the form turned into a space", () =>
    Effect.gen(function* () {
      const request = yield* requestOf(pushXml(order, message), { body: "form", query: true })
      const text = new TextDecoder().decode(request.body)
      assert.include(text, "%2B")
      const body = new TextEncoder().encode(text.replaceAll("%2B", "+"))
      assert.deepStrictEqual(delivered(yield* receive({ ...request, body })).events, [event])
    })
  )
})

describe("the topics", () => {
  const topics = [
    ["order_change", "order_change"],
    ["order", "order"],
    ["after_sale", "after_sale"],
    ["coupon_change", "unknown:coupon_change"]
  ] as const
  it.effect.each(topics)("%s is delivered as %s", ([topic, type]) =>
    Effect.gen(function* () {
      const request = yield* requestOf(pushXml(order, { topic, messageId: "m1" }))
      const { events } = delivered(yield* receive(request))
      assert.deepStrictEqual(events, [{ id: "m1", type, orderId: order.orderId, key }])
    })
  )

  const published = [
    ["order_change", "xiaoe/appxxxx/o_xxxx", "o_xxxx"],
    ["after_sale", "xiaoe/appAKLWLxxxxxx/E2021072914183xxxxxx", "E2021072914183xxxxxx"]
  ] as const
  it.effect.each(published)("the published message %s is about %s", ([topic, publishedKey, orderId]) =>
    Effect.gen(function* () {
      const xml = readFileSync(new URL(`../../fixtures/push/${topic}.published.xml`, import.meta.url), "utf8")
      const { appId: _, ...anyShop } = options
      const { events } = delivered(yield* receive(yield* requestOf(xml), anyShop))
      const id = "20230615_1669013687304xxxxxx"
      assert.deepStrictEqual(events, [{ id, type: topic, orderId, key: publishedKey }])
    })
  )

  it.effect("an unknown topic may have no order, a message no id", () =>
    Effect.gen(function* () {
      const xml = `<doc><type>exam</type><app_id>${appId}</app_id><xe_data><exam_id>1</exam_id></xe_data></doc>`
      const [first] = delivered(yield* receive(yield* requestOf(xml))).events
      assert.deepInclude(first, { type: "unknown:exam", orderId: null, key: null })
      assert.match(first!.id, /^[0-9a-f]{64}$/)
    })
  )
})

const altered = (request: PushRequest, change: (parts: Record<string, string>) => Record<string, string>) => {
  const parts = JSON.parse(new TextDecoder().decode(request.body)) as Record<string, string>
  return { ...request, body: new TextEncoder().encode(JSON.stringify(change(parts))) }
}

describe("a push that is not the platform's", () => {
  const forgeries: ReadonlyArray<readonly [string, (parts: Record<string, string>) => Record<string, string>]> = [
    ["another cipher", (parts) => ({ ...parts, encrypt: `A${parts["encrypt"]!.slice(1)}` })],
    ["another time", (parts) => ({ ...parts, timestamp: String(now + 1) })],
    ["another nonce", (parts) => ({ ...parts, nonce: "1" })],
    ["another signature", (parts) => ({ ...parts, msg_signature: "0".repeat(40) })],
    ["a short signature", (parts) => ({ ...parts, msg_signature: "0" })]
  ]
  it.effect.each(forgeries)("%s is refused, and leaves no trace", ([_, change]) =>
    Effect.gen(function* () {
      const adapter = yield* receiver()
      const request = yield* requestOf(pushXml(order, message))
      const refused = yield* Effect.result(heard(adapter, altered(request, change)))
      assert.deepStrictEqual(reasonOf(refused), { _tag: "Authentication", kind: "signature" })
      assert.deepStrictEqual((yield* heard(adapter, request)).events, [event])
    })
  )

  it.effect("one signed with another token is refused", () =>
    Effect.gen(function* () {
      const request = yield* requestOf(pushXml(order, message))
      const other = { ...options, pushToken: Redacted.make("anotherToken") }
      assert.deepStrictEqual(reasonOf(yield* receive(request, other)), { _tag: "Authentication", kind: "signature" })
    })
  )

  it.effect.each([-301, 301])("one whose time differs by %i s is refused", (seconds) =>
    Effect.gen(function* () {
      const request = yield* requestOf(pushXml(order, message), { timestamp: now + seconds })
      assert.deepStrictEqual(reasonOf(yield* receive(request)), { _tag: "Authentication", kind: "clock" })
      assert.deepStrictEqual(delivered(yield* receive(request, { ...options, pushWindow: 301 })).events, [event])
    })
  )

  it.effect.each([-300, 300])("one whose time differs by %i s is received, in milliseconds too", (seconds) =>
    Effect.gen(function* () {
      for (const timestamp of [now + seconds, (now + seconds) * 1000]) {
        const request = yield* requestOf(pushXml(order, message), { timestamp })
        assert.deepStrictEqual(delivered(yield* receive(request)).events, [event])
      }
    })
  )

  const strange: ReadonlyArray<readonly [string, string]> = [
    ["nothing", ""],
    ["no cipher", '{"timestamp":"1","nonce":"2","signature":"3"}'],
    ["a list", "[1]"],
    ["broken JSON", "{"],
    ["broken XML", "<xml><Encrypt>"],
    ["a page", "<html><body>hello</body></html>"],
    ["a form of something else", "a=b"]
  ]
  it.effect.each(strange)("%s is not a push", ([_, text]) =>
    Effect.gen(function* () {
      const request = { method: "POST", url: "/push?echostr=1", headers: {}, body: new TextEncoder().encode(text) }
      assert.strictEqual(reasonOf(yield* receive(request))?._tag, "InvalidRequest")
    })
  )

  it.effect("bytes that are not text, or too many, are not a push", () =>
    Effect.gen(function* () {
      for (const body of [new Uint8Array([255, 254, 0]), new Uint8Array(1_048_577).fill(32)]) {
        const request = { method: "POST", url: "", headers: {}, body }
        assert.strictEqual(reasonOf(yield* receive(request))?._tag, "InvalidRequest")
      }
    })
  )
})

describe("the ids of a push", () => {
  it.effect("are text, also if they look like floating-point numbers", () =>
    Effect.gen(function* () {
      const xml = pushXml({ ...order, orderId: "2E7" }, { ...message, messageId: "5E3" })
      const { events } = delivered(yield* receive(yield* requestOf(xml)))
      assert.deepStrictEqual(
        events.map(({ id, orderId }) => [id, orderId]),
        [["5E3", "2E7"]]
      )
    })
  )
})

describe("a push sent again", () => {
  it.effect("is known by its message id, and not handled again", () =>
    Effect.gen(function* () {
      const adapter = yield* receiver()
      const again = { ...message, retry: 1 }
      const first = yield* heard(adapter, yield* requestOf(pushXml(order, message)))
      const second = yield* heard(adapter, yield* requestOf(pushXml(order, again), { nonce: "2" }))
      const other = yield* heard(adapter, yield* requestOf(pushXml(order, { ...message, messageId: "m2" })))
      assert.deepStrictEqual(
        [first, second, other].map(({ answer, events }) => [answer.status, events.length]),
        [
          [200, 1],
          [200, 0],
          [200, 1]
        ]
      )
    })
  )

  it.effect("is handled again if that failed before", () =>
    Effect.gen(function* () {
      const adapter = yield* receiver()
      const request = yield* requestOf(pushXml(order, message))
      const first = yield* heard(adapter, request, Effect.fail("the database is away"))
      assert.deepStrictEqual([first.answer, first.events], [{ status: 503, headers: {}, body: "" }, [event]])
      const again = yield* heard(adapter, request)
      assert.deepStrictEqual([again.answer.status, again.events], [200, [event]])
    })
  )
})

describe("a token and a key that are exchanged", () => {
  const pair = { pushToken: "newTokenOfTheShop", pushKey: "bmV3LXB1c2gta2V5LW9mLXRoZS1zaG9wLTMyLWJ5dGU" }
  const rotated: XiaoeOptions = {
    appId,
    pushToken: Redacted.make(pair.pushToken),
    pushKey: Redacted.make(pair.pushKey),
    previousPushToken: Redacted.make(pushSecrets.pushToken),
    previousPushKey: Redacted.make(pushSecrets.pushKey)
  }

  it.effect("are both received, and a third one is not", () =>
    Effect.gen(function* () {
      const xml = pushXml(order, message)
      const third = { pushToken: "tokenOfNobody", pushKey: pair.pushKey }
      for (const secrets of [pair, pushSecrets]) {
        assert.deepStrictEqual(delivered(yield* receive(yield* requestOf(xml, { secrets }), rotated)).events, [event])
      }
      const forged = yield* receive(yield* requestOf(xml, { secrets: third }), rotated)
      assert.deepStrictEqual(reasonOf(forged), { _tag: "Authentication", kind: "signature" })
    })
  )

  it.effect("may have the token, or the key, in common", () =>
    Effect.gen(function* () {
      const xml = pushXml(order, message)
      const sameToken = { ...rotated, pushToken: Redacted.make(pushSecrets.pushToken) }
      const sameKey = { ...rotated, pushKey: Redacted.make(pushSecrets.pushKey) }
      for (const own of [sameToken, sameKey]) {
        assert.deepStrictEqual(delivered(yield* receive(yield* requestOf(xml), own)).events, [event])
      }
    })
  )

  it.effect("go together", () =>
    Effect.gen(function* () {
      const { previousPushKey: _, ...halved } = rotated
      const error = yield* Effect.flip(make(halved))
      assert.include(error.message, "previousPushKey")
      assert.include(error.message, "go together")
    })
  )
})

describe("a verified push that cannot be read", () => {
  const unreadable: ReadonlyArray<readonly [string, string, string]> = [
    ["broken XML", "<doc><type>order", "/type"],
    ["no topic", `<doc><app_id>${appId}</app_id></doc>`, "/type"],
    ["no order", `<doc><type>order</type><app_id>${appId}</app_id></doc>`, "/xe_data/order_id"],
    ["data that is text", "<doc><type>order</type><xe_data>x</xe_data></doc>", "/xe_data"],
    [
      "an entity that grows",
      '<!DOCTYPE doc [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><doc><type>&b;</type></doc>',
      "/type"
    ]
  ]
  it.effect.each(unreadable)("%s is handed on as its text", ([_, xml, pointer]) =>
    Effect.gen(function* () {
      const { answer, events, quarantined } = delivered(yield* receive(yield* requestOf(xml)))
      assert.deepStrictEqual([events, quarantined.map(({ raw }) => Redacted.value(raw))], [[], [xml]])
      assert.deepInclude(quarantined[0]!.error.reason, { _tag: "ResponseDecode", pointer })
      assert.strictEqual(answer.status, 200)
    })
  )
})

describe("a receiver that is not set up", () => {
  it.effect("names the secret that is missing", () =>
    Effect.gen(function* () {
      const request = yield* requestOf(pushXml(order, message))
      const { pushKey: _, ...noKey } = options
      assert.include(JSON.stringify(reasonOf(yield* receive(request, { appId }))), "XIAOE_PUSH_TOKEN")
      assert.include(JSON.stringify(reasonOf(yield* receive(request, noKey))), "XIAOE_PUSH_KEY")
    })
  )

  const keys = [
    ["is too short", "aKeyThatIsShort"],
    ["is no Base64", "!".repeat(43)],
    ["has bits too many", `${"A".repeat(42)}E`]
  ] as const
  it.effect.each(keys)("says that a key that %s is wrong, not what was to be opened", ([_, pushKey]) =>
    Effect.gen(function* () {
      const request = yield* requestOf(pushXml(order, message))
      const result = yield* receive(request, { ...options, pushKey: Redacted.make(pushKey) })
      assert.strictEqual(reasonOf(result)?._tag, "Configuration")
      const shown = Result.isFailure(result) ? `${result.failure.message}${JSON.stringify(result.failure)}` : ""
      assert.include(shown, "pushKey")
      for (const secret of [pushKey, pushSecrets.pushToken, order.orderId]) assert.notInclude(shown, secret)
    })
  )

  it.effect("refuses a message of another shop", () =>
    Effect.gen(function* () {
      const request = yield* requestOf(pushXml(order, message))
      assert.strictEqual(reasonOf(yield* receive(request, { ...options, appId: "appOther" }))?._tag, "Configuration")
    })
  )

  it.effect("takes a key with its last character of Base64 too", () =>
    Effect.gen(function* () {
      const request = yield* requestOf(pushXml(order, message))
      const whole = { ...options, pushKey: Redacted.make(`${pushSecrets.pushKey}=`) }
      assert.deepStrictEqual(delivered(yield* receive(request, whole)).events, [event])
    })
  )
})

describe("the answer to a push", () => {
  it.effect("answers what the option pushAcknowledgement says", () =>
    Effect.gen(function* () {
      const pushAcknowledgement = { status: 202, body: '{"code":0}', contentType: "application/json" }
      const request = yield* requestOf(pushXml(order, message))
      const { answer } = delivered(yield* receive(request, { ...options, pushAcknowledgement }))
      const headers = { "content-type": "application/json" }
      assert.deepStrictEqual(answer, { status: 202, headers, body: '{"code":0}' })
    })
  )

  it.each(["", "text/plain\nx", "text/plain\r\nx: y", " text/plain", "文本", "a\0b"])(
    "takes no content type that no header can have: %j",
    async (contentType) => {
      const client = createXiaoeClient({
        appId,
        clientSecret: "s",
        ...pushSecrets,
        pushAcknowledgement: { contentType }
      })
      const error = await client.ready().catch((failure: unknown) => failure)
      assert.match(String(error), /pushAcknowledgement\.contentType/)
      await client.close()
    }
  )

  it("of a promise client speaks web standards", async () => {
    const client = createXiaoeClient({ appId, clientSecret: "s", ...pushSecrets })
    const seen: Array<string | null> = []
    const errors: Array<unknown> = []
    const handler = pushWebHandler(client, {
      handle: async (each) => {
        if (isQuarantined(each)) return
        seen.push(each.key)
        if (seen.length === 1) throw new Error("the database is away")
      },
      onError: (error) => void errors.push(error)
    })
    const timestamp = Math.floor(Date.now() / 1000)
    const { body, headers, method, url } = await pushRequest(pushXml(order, message), { timestamp, query: true })
    const ask = (address: string) => handler(new Request(address, { method, headers, body: new Uint8Array(body) }))
    assert.strictEqual((await ask(url)).status, 503)
    for (const _time of ["again", "once more"]) {
      const accepted = await ask(url)
      assert.deepStrictEqual([accepted.status, await accepted.text(), seen], [200, "success", [key, key]])
    }
    assert.strictEqual((await ask(url.replace("nonce=", "nonce=9"))).status, 401)
    assert.deepStrictEqual(
      errors.map((error) => (error instanceof Error ? error.name : "none")),
      ["Error", "AdapterError"]
    )
    await client.close()
  })
})
