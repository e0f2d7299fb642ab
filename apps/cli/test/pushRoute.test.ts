import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Result from "effect/Result"
import { expect, it } from "vitest"
import { pushRoute } from "../src/serve/pushRoute.ts"
import type { SyncableShop } from "../src/store/ConfiguredShop.ts"

/** Seconds. */
const shortly = 0.02

/** A shop whose store does with a push what `receivePush` says. */
const shopWith = (receivePush: Effect.Effect<never>): SyncableShop => {
  const sync = { name: { platform: "fake", shopId: "s1" }, door: { pushes: true }, receivePush: () => receivePush }
  return { name: "mine", stored: null, opened: Result.succeed({ sync }) } as unknown as SyncableShop
}

const logOf = async (receivePush: Effect.Effect<never>, body: BodyInit) => {
  const log: Array<string> = []
  const logger = Logger.layer([Logger.make(({ message }) => void log.push(String(message)))])
  const { dispose, handler } = HttpRouter.toWebHandler(
    Layer.provideMerge(pushRoute([shopWith(receivePush)], shortly), logger),
    { disableLogger: true }
  )
  const { status } = await handler(
    new Request("http://h/push/mine", { method: "POST", body, duplex: "half" } as object)
  )
  await dispose()
  return { status, log }
}

it("names a push that is not stored in time, one that does not arrive, and what fails, without what they say", async () => {
  const never = new ReadableStream({ start: () => undefined })
  const [late, cut, broken] = await Promise.all([
    logOf(Effect.never, "{}"),
    logOf(Effect.never, never),
    logOf(Effect.die({ _tag: "Strange", message: "张三" }), "{}")
  ])
  expect(late).toEqual({ status: 503, log: [expect.stringMatching(/^PushLate: .*503/)] })
  expect(cut).toEqual({ status: 503, log: [expect.stringMatching(/^PushNotReceived: /)] })
  expect(broken).toEqual({ status: 500, log: ["a push was not taken: Strange"] })
})
