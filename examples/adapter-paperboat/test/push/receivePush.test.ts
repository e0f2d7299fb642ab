/** The push that PLATFORM.md prints in section 6, with its own signature. */
import { assert, describe, it } from "@effect/vitest"
import { Push } from "@huidan/adapter-kit"
import type { PushRequest } from "@huidan/core"
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
  Layer.fresh(Push.layerMemory)
)

describe("a push", () => {
  it.effect("is read once; sent again, it is a duplicate", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(1_717_200_299_000)
      const adapter = yield* open
      const { acknowledgement, events, failures } = yield* adapter.receivePush(request())
      const event = {
        id: "n-81",
        type: "order_sent",
        orderId: "1700001000000000011",
        key: "paperboat/pb1024/1700001000000000011"
      }
      assert.deepStrictEqual(events, [{ ...event, duplicate: false }])
      assert.deepStrictEqual([failures, acknowledgement.status, acknowledgement.body], [[], 200, '{"result":"ok"}'])
      assert.deepStrictEqual((yield* adapter.receivePush(request())).events, [{ ...event, duplicate: true }])
    })
  )

  it.effect("is refused with another body, without a signature, and after 300 seconds", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(1_717_200_000_000)
      const adapter = yield* open
      const reasonOf = (push: PushRequest) => Effect.map(Effect.flip(adapter.receivePush(push)), ({ reason }) => reason)
      const wrong = { _tag: "Authentication", kind: "signature" } as const
      assert.deepStrictEqual(yield* reasonOf(request(body.replace("n-81", "n-82"))), wrong)
      assert.deepStrictEqual(yield* reasonOf({ ...request(), headers: {} }), wrong)
      yield* TestClock.setTime(1_717_200_301_000)
      assert.deepStrictEqual(yield* reasonOf(request()), { _tag: "Authentication", kind: "clock" })
    })
  )
})
