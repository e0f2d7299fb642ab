/** The push that PLATFORM.md prints in section 6, with its own signature. */
import { assert, describe, it } from "@effect/vitest"
import { PushLogs } from "@huidan/adapter-kit/client"
import type { OrderAdapter, PushMessage, PushRequest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { TestClock } from "effect/testing"
import { make } from "../../src/index.ts"

const body = `{"messages":[{"id":"n-81","kind":"order_sent","shop":"pb1024","order":1700001000000000011,"at":"2024-06-01T08:00:00.000+08:00"}]}`
const signature = "t=1717200000,h=b4615030adb0410f4c92b3e445f249a9cdf1938cba9dd30e837f288f863edec0"

const request = (text: string = body): PushRequest => ({
  method: "POST",
  url: "https://reader.example/push",
  headers: { "Paperboat-Sign": signature },
  body: new TextEncoder().encode(text)
})

const open = Effect.provide(
  make({ shopId: "pb1024", pushSecret: Redacted.make("boat-push-secret") }),
  Layer.fresh(PushLogs.layerMemory)
)

/** What an adapter hands on of a push, and how it answers. */
const receive = (adapter: OrderAdapter, push: PushRequest = request()) =>
  Effect.gen(function* () {
    const messages: Array<PushMessage> = []
    const { body, status } = yield* adapter.receivePush(push, (message) =>
      Effect.sync(() => void messages.push(message))
    )
    return { answer: [status, body], messages }
  })

describe("a push", () => {
  it.effect("is handled once; sent again, it is acknowledged", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(1_717_200_299_000)
      const adapter = yield* open
      const received = [200, '{"result":"ok"}']
      const event = {
        id: "n-81",
        type: "order_sent",
        orderId: "1700001000000000011",
        key: "paperboat/pb1024/1700001000000000011"
      }
      assert.deepStrictEqual(yield* receive(adapter), { answer: received, messages: [event] })
      assert.deepStrictEqual(yield* receive(adapter), { answer: received, messages: [] })
    })
  )

  it.effect("is refused with another body, without a signature, and after 300 seconds", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(1_717_200_000_000)
      const adapter = yield* open
      const reasonOf = (push: PushRequest) => Effect.map(Effect.flip(receive(adapter, push)), ({ reason }) => reason)
      const wrong = { _tag: "Authentication", kind: "signature" } as const
      assert.deepStrictEqual(yield* reasonOf(request(body.replace("n-81", "n-82"))), wrong)
      assert.deepStrictEqual(yield* reasonOf({ ...request(), headers: {} }), wrong)
      yield* TestClock.setTime(1_717_200_301_000)
      assert.deepStrictEqual(yield* reasonOf(request()), { _tag: "Authentication", kind: "clock" })
    })
  )
})
