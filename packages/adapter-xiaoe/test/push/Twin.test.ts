/** Pushes of the twin, received by the adapter that the twin's own options configure. */
import { assert, describe, it } from "@effect/vitest"
import { PushLogs } from "@huidan/adapter-kit/client"
import { makeDice, type TwinDelivery, type TwinPushMessage } from "@huidan/conformance"
import { isQuarantined, type OrderAdapter, type PushMessage, type PushRequest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { TestClock } from "effect/testing"
import { make, XiaoeOptions } from "../../src/index.ts"
import { twin } from "../../twin/index.ts"
import { push } from "../../twin/push/Push.ts"
import { makeWorld } from "../support/twinWorld.ts"

const world = makeWorld({ seed: 5, orders: 60 })
const now = Date.UTC(2024, 5, 1)

/** An adapter with a memory of its own. */
const opened = Effect.gen(function* () {
  yield* TestClock.setTime(now)
  const { options, secrets } = twin.shopOptions("http://twin.test")
  const decoded = Schema.decodeSync(XiaoeOptions)({ ...options, ...secrets })
  return yield* Effect.provide(make(decoded), PushLogs.layerMemory)
})

const delivered = (
  message: TwinPushMessage,
  index: number,
  more: Partial<TwinDelivery> = {}
): Effect.Effect<PushRequest> =>
  push.deliver([message], { at: now, signer: "platform", dice: makeDice("delivery", index), ...more })

/** What an adapter hands on of a push, and how it answers. */
const received = (adapter: OrderAdapter, request: PushRequest) =>
  Effect.gen(function* () {
    const messages: Array<PushMessage> = []
    const answer = yield* adapter.receivePush(request, (message) => Effect.sync(() => void messages.push(message)))
    return { answer, events: messages.flatMap((message) => (isQuarantined(message) ? [] : [message])), messages }
  })

describe("a push of the twin", () => {
  it.effect("names its order and its topic, in every form, and is accepted", () =>
    Effect.gen(function* () {
      const adapter = yield* opened
      const types = new Set<string>()
      const forms = new Set<string>()
      for (const [index, order] of world.orders().entries()) {
        const message = push.message(order, 1, makeDice("push", index))
        const request = yield* delivered(message, index)
        forms.add(request.headers["content-type"] ?? "")
        const { answer, events, messages } = yield* received(adapter, request)
        assert.deepStrictEqual([events.map(({ key }) => key), messages.length], [[order.key], 1])
        assert.strictEqual(message.orderId, order.orderId)
        assert.isTrue(push.accepts(answer))
        for (const { type } of events) types.add(type)
      }
      assert.sameMembers([...types], ["order_change", "order", "after_sale"])
      assert.lengthOf([...forms], 3)
    })
  )

  it.effect("of a topic that no document describes says so", () =>
    Effect.gen(function* () {
      const adapter = yield* opened
      const message = push.unknown!(world.orders()[0]!, 1, makeDice("unknown"))
      const { events } = yield* received(adapter, yield* delivered(message, 0))
      assert.match(events[0]?.type ?? "", /^unknown:/)
    })
  )

  it.effect("has another id each time, and the same one when it comes again", () =>
    Effect.gen(function* () {
      const adapter = yield* opened
      const order = world.orders()[3]!
      const handled: Array<number> = []
      for (const sequence of [1, 2, 1]) {
        const message = push.message(order, sequence, makeDice("again"))
        const { events } = yield* received(adapter, yield* delivered(message, handled.length))
        handled.push(events.length)
      }
      assert.deepStrictEqual(handled, [1, 1, 0])
    })
  )

  it.effect("of a stranger, or of an hour ago, is refused", () =>
    Effect.gen(function* () {
      const adapter = yield* opened
      const message = push.message(world.orders()[0]!, 1, makeDice("push"))
      for (const index of [0, 1, 2, 3, 4]) {
        const forged = yield* delivered(message, index, { signer: "stranger" })
        const late = yield* delivered(message, index, { at: now - 3_600_000 })
        const kinds = yield* Effect.forEach([forged, late], (request) =>
          Effect.map(Effect.flip(received(adapter, request)), ({ reason }) => ("kind" in reason ? reason.kind : null))
        )
        assert.deepStrictEqual(kinds, ["signature", "clock"])
      }
    })
  )

  it("is answered with any status of success", () => {
    const answer = (status: number) => push.accepts({ status, headers: {}, body: "" })
    assert.deepStrictEqual([199, 200, 204, 299, 300, 500].map(answer), [false, true, true, true, false, false])
  })
})
