/** The way of a push, with a platform whose body is a list of messages and whose signature is the name of a secret. */
import { assert, describe, it } from "@effect/vitest"
import { AdapterError, isQuarantined, type PushMessage, type PushRequest } from "@huidan/core"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import { TestClock } from "effect/testing"
import { Push } from "../../src/index.ts"
import { memoryPushLog, type PushLogService } from "../../src/push/PushLog.ts"
import { reachable } from "../../src/push/reachable.ts"
import { receivePushes } from "../../src/push/receivePushes.ts"
import { codec, manifest } from "../support.ts"

const shop = { failure: codec.failure, manifest, shopId: "s1" }

const answer = { status: 200, headers: { "content-type": "text/plain" }, body: "ok" }

/** `"!"` is of another shop; a number is a check of the address. */
const read: Push.Pushes["read"] = (message, { json: raw }) => {
  if (typeof raw === "number") return Effect.succeed(null)
  if (raw === "!") return Effect.fail(codec.failure("push", { _tag: "Configuration", detail: "of another shop" }))
  if (typeof raw !== "string") return Effect.fail(codec.failure("push", Push.unreadable(message, "a text")))
  return Effect.succeed({ id: raw, type: "paid", orderId: raw, key: null })
}

const [now, before, other, closed] = ["push-secret-1", "push-secret-0", "push-secret-of-other", "push-secret-closed"]

/** Fits if the header is the secret. `closed` verifies and cannot open. */
const keyOf = (request: PushRequest, secret: string): Push.PushKey => ({
  secret: Redacted.make(secret),
  text: Effect.suspend(() => {
    const sign = Push.headerOf(request, "sign")
    if (sign === "late") return Effect.fail(codec.failure("push", { _tag: "Authentication", kind: "clock" }))
    if (sign !== secret) return Effect.fail(codec.failure("push", { _tag: "Authentication", kind: "signature" }))
    if (secret === closed) return Effect.fail(codec.failure("push", { _tag: "Configuration", detail: "wrong key" }))
    return Effect.succeed(Push.textOf(request) ?? "")
  })
})

interface Settings {
  readonly log?: PushLogService
  readonly secrets?: ReadonlyArray<string>
  readonly holder?: string
  readonly lease?: number
  readonly messageLimit?: number
}

const receiver = ({
  holder = "s1",
  lease,
  log = memoryPushLog(),
  messageLimit = 1000,
  secrets = [now]
}: Settings = {}) =>
  receivePushes({
    shop,
    holder,
    messageLimit,
    log: reachable(log),
    pushes: {
      keys: (request) => Effect.succeed(secrets.map((secret) => keyOf(request, secret))),
      split: (text) => Push.messagesIn(shop, text, null),
      read,
      answer,
      lease
    }
  })

const push = (body: string, sign = now): PushRequest => ({
  method: "POST",
  url: "/",
  headers: { sign },
  body: new TextEncoder().encode(body)
})

const nameOf = (message: PushMessage): string =>
  isQuarantined(message) ? `quarantined ${JSON.stringify(Redacted.value(message.raw))}` : message.id

/** Receives a push: the status of the answer, or the reason of a refusal, and what was handled. `failing` fails. */
const receive = (
  receivePush: ReturnType<typeof receiver>,
  request: PushRequest,
  failing: ReadonlyArray<string> = [],
  failure: Effect.Effect<void, unknown> = Effect.fail("the database is away")
) =>
  Effect.gen(function* () {
    const handled: Array<string> = []
    const result = yield* receivePush(request, (message) =>
      Effect.suspend(() => {
        handled.push(nameOf(message))
        return failing.includes(nameOf(message)) ? failure : Effect.void
      })
    ).pipe(
      Effect.map(({ status }): number | string => status),
      Effect.catch(({ reason }) => Effect.succeed("kind" in reason ? reason.kind : reason._tag))
    )
    return [result, ...handled]
  })

/** Handles a push in a fiber of its own, with this effect for each message, from when it is being handled. */
const handling = (receivePush: ReturnType<typeof receiver>, request: PushRequest, work: Effect.Effect<void>) =>
  Effect.gen(function* () {
    const started = yield* Deferred.make<void>()
    const handle = () => Effect.andThen(Deferred.succeed(started, undefined), work)
    const fiber = yield* Effect.forkChild(receivePush(request, handle))
    yield* Deferred.await(started)
    return fiber
  })

const logging = <A, E, R>(self: Effect.Effect<A, E, R>) => {
  const logged: Array<string> = []
  const logger = Logger.make(({ message }) => logged.push([message].flat().map(String).join(" ")))
  return Effect.map(Effect.provide(self, Logger.layer([logger])), (value) => ({ value, logged }))
}

describe("a push", () => {
  it.effect("is handled message by message, and once", () =>
    Effect.gen(function* () {
      const one = receiver()
      assert.deepStrictEqual(yield* receive(one, push('["a","b",0,"a"]')), [200, "a", "b"])
      assert.deepStrictEqual(yield* receive(one, push('["b","c"]')), [200, "c"])
      assert.deepStrictEqual(yield* receive(one, push("[]")), [200])
    })
  )

  it.effect("of which one message fails is answered with 503; the others are done, that one comes again", () =>
    Effect.gen(function* () {
      for (const failure of [Effect.fail("no"), Effect.die(new Error("thrown")), Effect.interrupt]) {
        const one = receiver()
        assert.deepStrictEqual(yield* receive(one, push('["a","b","c"]'), ["b"], failure), [503, "a", "b", "c"])
        assert.deepStrictEqual(yield* receive(one, push('["a","b","c"]')), [200, "b"])
        assert.deepStrictEqual(yield* receive(one, push('["a","b","c"]')), [200])
      }
    })
  )

  it.effect("hands on what cannot be read, whole, until that succeeds", () =>
    Effect.gen(function* () {
      const one = receiver()
      const quarantined = 'quarantined {"n":"12345678901234567890"}'
      const request = push('["a",{"n":12345678901234567890},"b"]')
      assert.deepStrictEqual(yield* receive(one, request, [quarantined]), [503, "a", quarantined, "b"])
      assert.deepStrictEqual(yield* receive(one, request), [200, quarantined])
      assert.deepStrictEqual(yield* receive(one, request), [200])
    })
  )

  it.effect("that is verified and no list of messages is handed on as its text", () =>
    Effect.gen(function* () {
      for (const text of ["{ cut", '{"error":1}', ""]) {
        const one = receiver()
        const quarantined = `quarantined ${JSON.stringify(text)}`
        assert.deepStrictEqual(yield* receive(one, push(text), [quarantined]), [503, quarantined])
        assert.deepStrictEqual(yield* receive(one, push(text)), [200, quarantined])
        assert.deepStrictEqual(yield* receive(one, push(text)), [200])
      }
    })
  )

  it.effect(
    "with more messages than the option allows is handed on as its text, with an error that names the option",
    () =>
      Effect.gen(function* () {
        const one = receiver({ messageLimit: 2 })
        const text = '["a","b","c"]'
        assert.deepStrictEqual(yield* receive(one, push(text)), [200, `quarantined ${JSON.stringify(text)}`])
        assert.deepStrictEqual(yield* receive(one, push('["a","b"]')), [200, "a", "b"])
        const reasons: Array<unknown> = []
        yield* receiver({ messageLimit: 2 })(push(text), (message) =>
          Effect.sync(() => reasons.push(isQuarantined(message) && message.error.reason))
        )
        const expected = "at most 2 messages (option `messageLimit`)"
        assert.deepStrictEqual(reasons, [
          { _tag: "ResponseDecode", pointer: "", expected, found: "3 messages", position: null }
        ])
      })
  )

  it.effect("with a message of another shop fails as a whole, after the others are done", () =>
    Effect.gen(function* () {
      const one = receiver()
      assert.deepStrictEqual(yield* receive(one, push('["a","!","b"]')), ["Configuration", "a", "b"])
      assert.deepStrictEqual(yield* receive(one, push('["a","b"]')), [200])
    })
  )

  it.effect("that is being handled is answered with 503 until it is done", () =>
    Effect.gen(function* () {
      const one = receiver({ lease: 10 })
      const first = yield* handling(one, push('["a"]'), Effect.sleep("5 seconds"))
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* receive(one, push('["a","b"]')), [503, "b"])
      yield* TestClock.adjust("4 seconds")
      assert.strictEqual((yield* Fiber.join(first)).status, 200)
      assert.deepStrictEqual(yield* receive(one, push('["a","b"]')), [200])
    })
  )

  it.effect("is handled again when its lease is over, sixty seconds unless given", () =>
    Effect.gen(function* () {
      for (const [lease, seconds] of [
        [undefined, 60],
        [10, 10]
      ] as const) {
        const one = receiver(lease === undefined ? {} : { lease })
        yield* handling(one, push('["a"]'), Effect.never)
        yield* TestClock.adjust(`${seconds - 1} seconds`)
        assert.deepStrictEqual(yield* receive(one, push('["a"]')), [503])
        yield* TestClock.adjust("1 second")
        assert.deepStrictEqual(yield* receive(one, push('["a"]')), [200, "a"])
      }
    })
  )

  it.effect("goes on with the rest when a message takes longer than its lease, and in turn until then", () =>
    Effect.gen(function* () {
      const one = receiver({ lease: 10 })
      const started: Array<string> = []
      const work: Record<string, Effect.Effect<void>> = { slow: Effect.sleep("15 seconds"), stuck: Effect.never }
      const receiving = yield* Effect.forkChild(
        one(push('["slow","a","stuck","b"]'), (message) => {
          started.push(nameOf(message))
          return work[nameOf(message)] ?? Effect.void
        })
      )
      /** The digests of keys are made in real time. */
      const until = (count: number) =>
        Effect.gen(function* () {
          while (started.length < count) yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
        })
      yield* until(1)
      yield* TestClock.adjust("9 seconds")
      assert.deepStrictEqual(started, ["slow"])
      yield* TestClock.adjust("1 second")
      yield* until(3)
      assert.deepStrictEqual(started, ["slow", "a", "stuck"])
      yield* TestClock.adjust("10 seconds")
      yield* until(4)
      assert.deepStrictEqual(started, ["slow", "a", "stuck", "b"])
      assert.deepStrictEqual(yield* receive(one, push('["slow","a","b"]')), [200])
      yield* Fiber.interrupt(receiving)
      assert.deepStrictEqual(yield* receive(one, push('["slow","stuck"]')), [200, "stuck"])
    })
  )

  it.effect("that is given up is free at once", () =>
    Effect.gen(function* () {
      const one = receiver()
      yield* Fiber.interrupt(yield* handling(one, push('["a"]'), Effect.never))
      assert.deepStrictEqual(yield* receive(one, push('["a"]')), [200, "a"])
    })
  )
})

describe("the secrets of pushes", () => {
  it.effect("are tried in their order, the one before too", () =>
    Effect.gen(function* () {
      const both = receiver({ secrets: [now, before] })
      assert.deepStrictEqual(yield* receive(both, push('["a"]', before)), [200, "a"])
      assert.deepStrictEqual(yield* receive(both, push('["b"]', now)), [200, "b"])
      assert.deepStrictEqual(yield* receive(both, push('["c"]', "never")), ["signature"])
      assert.deepStrictEqual(yield* receive(both, push('["c"]', "late")), ["clock"])
    })
  )

  it.effect("one that cannot open what it verified is our mistake, unless the other one can", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* receive(receiver({ secrets: [closed, before] }), push('["a"]', closed)), [
        "Configuration"
      ])
      assert.deepStrictEqual(yield* receive(receiver({ secrets: [closed] }), push('["a"]', now)), ["signature"])
    })
  )

  it.effect("keep messages apart: who signs with another secret ends nobody's messages, whatever ids it takes", () =>
    Effect.gen(function* () {
      const log = memoryPushLog()
      const [shopOfOne, shopOfOther] = [receiver({ log }), receiver({ log, secrets: [other] })]
      assert.deepStrictEqual(yield* receive(shopOfOther, push('["a"]', other)), [200, "a"])
      assert.deepStrictEqual(yield* receive(shopOfOne, push('["a"]')), [200, "a"])
      assert.deepStrictEqual(yield* receive(receiver({ log, holder: "s2" }), push('["a"]')), [200, "a"])
      assert.deepStrictEqual(yield* receive(receiver({ log }), push('["a"]')), [200])
    })
  )

  it.effect("are not in the keys of the log, nor are ids", () =>
    Effect.gen(function* () {
      const keys: Array<string> = []
      const memory = memoryPushLog()
      const log: PushLogService = {
        ...memory,
        claim: (key, holder, lease) => {
          keys.push(key, holder)
          return memory.claim(key, holder, lease)
        }
      }
      yield* receive(receiver({ log }), push(`["${"long".repeat(1000)}","b"]`))
      const [first = "", holder = "", second = "", otherHolder = ""] = keys
      for (const key of [first, second]) assert.match(key, /^[0-9a-f]{64}$/)
      for (const each of [holder, otherHolder]) assert.match(each, /^[0-9a-f]{32}$/)
      assert.notStrictEqual(holder, otherHolder)
    })
  )
})

describe("a push log that is away", () => {
  it.effect("loses no message, and costs one short wait", () =>
    Effect.gen(function* () {
      const asked: Array<string> = []
      const hangs = (key: string) =>
        Effect.andThen(
          Effect.sync(() => asked.push(key)),
          Effect.never
        )
      const one = receiver({ log: { claim: hangs, done: hangs, release: hangs } })
      const receiving = yield* Effect.forkChild(logging(receive(one, push('["a","b","c"]'), ["b"])))
      // The digests of keys are made in real time.
      while (asked.length === 0) yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual((yield* Fiber.join(receiving)).value, [503, "a", "b", "c"])
      assert.lengthOf(asked, 1)
      assert.deepStrictEqual((yield* logging(receive(one, push('["b"]')))).value, [200, "b"])
    })
  )

  it.effect("after a message was claimed leaves it handled", () =>
    Effect.gen(function* () {
      const failing = Effect.fail({ message: "no space left" })
      const one = receiver({ log: { ...memoryPushLog(), done: () => failing, release: () => failing } })
      const { logged, value } = yield* logging(receive(one, push('["a"]')))
      assert.deepStrictEqual([value, logged.length], [[200, "a"], 1])
    })
  )
})

describe("what is logged of a push", () => {
  it.effect("names a message that was not handled, and of the handler's error only the kind", () =>
    Effect.gen(function* () {
      class StoreError extends Error {
        override readonly name = "StoreError"
      }
      const adapterError = new AdapterError({ platform: "shop", reason: { _tag: "NotFound" } })
      const odd = {
        get name() {
          throw new Error("王小明")
        }
      }
      const errors = [new StoreError("王小明 13800000001"), adapterError, "王小明", odd, { name: "王小明 of the shop" }]
      for (const error of errors) {
        const { logged } = yield* logging(receive(receiver(), push('["m-1"]'), ["m-1"], Effect.fail(error)))
        assert.lengthOf(logged, 1)
        assert.include(logged[0], "a message of a push (paid m-1) was not handled")
        assert.notInclude(logged[0], "王")
        assert.notInclude(logged[0], "138")
        if (error instanceof StoreError) assert.include(logged[0], "StoreError")
        if (error === adapterError) assert.include(logged[0], adapterError.message)
      }
    })
  )

  it.effect("says why pushes are refused, once per minute", () =>
    Effect.gen(function* () {
      const one = receiver({ secrets: [now, closed] })
      const { logged } = yield* logging(
        Effect.gen(function* () {
          for (const sign of ["x", "y", closed, closed]) yield* receive(one, push('["a"]', sign))
          yield* TestClock.adjust("1 minute")
          yield* receive(one, push('["a"]', "x"))
        })
      )
      assert.deepStrictEqual(
        logged.map((line) => /^[\w ]+?(?= shop)/.exec(line)?.[0]),
        ["a push was refused", "pushes cannot be received", "a push was refused"]
      )
    })
  )
})
