/** The twin's pushes, and the adapter that the twin's official door configures. */
import { assert, describe, it } from "@effect/vitest"
import { PushLogs } from "@huidan/adapter-kit/client"
import { makeDice, type TwinPushMessage } from "@huidan/conformance"
import { isQuarantined, type OrderAdapter, type PushMessage, type PushRequest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { DoudianOptions, make } from "../../src/index.ts"
import { twin } from "../../twin/index.ts"
import { pushSignedBy } from "../../twin/push/Push.ts"
import { running } from "../support/twinWorlds.ts"

const push = pushSignedBy("md5")
const world = running(5, 60)

const opened = Effect.suspend(() => {
  const { options, secrets } = twin.shopOptions("http://twin.test")
  const door = twin.doors?.find(({ name }) => name === "official")
  return make(Schema.decodeSync(DoudianOptions)({ ...options, ...secrets, ...door?.options, ...door?.secrets }))
}).pipe(Effect.provide(PushLogs.layerMemory))

const delivered = (messages: ReadonlyArray<TwinPushMessage>, signer: "platform" | "stranger" = "platform") =>
  push.deliver(messages, { at: 0, signer, dice: makeDice("delivery") })

/** What an adapter hands on of a push, and how it answers. */
const received = (adapter: OrderAdapter, request: PushRequest) =>
  Effect.gen(function* () {
    const messages: Array<PushMessage> = []
    const answer = yield* adapter.receivePush(request, (message) => Effect.sync(() => void messages.push(message)))
    return { answer, events: messages.flatMap((message) => (isQuarantined(message) ? [] : [message])), messages }
  })

describe("a push of the twin", () => {
  it.effect("holds several messages, names each one's order, and is accepted", () =>
    Effect.gen(function* () {
      const adapter = yield* opened
      const orders = world.orders().slice(0, push.largestBatch)
      const messages = orders.map((order, index) => push.message(order, 1, makeDice("push", index)))
      const { answer, events, messages: found } = yield* received(adapter, yield* delivered(messages))
      assert.strictEqual(found.length, events.length)
      assert.deepStrictEqual(
        events.map(({ key }) => key),
        orders.map(({ key }) => key)
      )
      assert.isTrue(events.every(({ type }) => !type.startsWith("unknown")))
      assert.isTrue(push.accepts(answer))
    })
  )

  it.effect("of a tag that no document knows says so", () =>
    Effect.gen(function* () {
      const adapter = yield* opened
      const message = push.unknown!(world.orders()[0]!, 1, makeDice("unknown"))
      const { events } = yield* received(adapter, yield* delivered([message]))
      assert.match(events[0]?.type ?? "", /^unknown:9/)
    })
  )

  it.effect("of a stranger is refused", () =>
    Effect.gen(function* () {
      const adapter = yield* opened
      const message = push.message(world.orders()[0]!, 1, makeDice("push"))
      const { reason } = yield* Effect.flip(received(adapter, yield* delivered([message], "stranger")))
      assert.deepStrictEqual(reason, { _tag: "Authentication", kind: "signature" })
    })
  )

  it("is answered in the platform's own words alone", () => {
    const answer = (status: number, body: string) => push.accepts({ status, headers: {}, body })
    assert.isTrue(answer(200, '{"msg":"success","code":0}'))
    for (const body of ["", "success", "null", '{"code":1,"msg":"success"}', '{"code":0}']) {
      assert.isFalse(answer(200, body), body)
    }
    assert.isFalse(answer(500, '{"code":0,"msg":"success"}'))
  })
})
