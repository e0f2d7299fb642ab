/** Stores get no secret, and nothing from which a machine could guess one quickly. */
import { createHash, createHmac } from "node:crypto"
import { assert, describe, it } from "@effect/vitest"
import { Accounts, PushLogs } from "@huidan/adapter-kit/client"
import { makeDice, makeTwin, makeTwinHttpClient } from "@huidan/conformance"
import { isQuarantined, type PushMessage } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { type Door, doors } from "./doors.ts"

/** Everything that the stores of a program are given, as text, and what the program is given beside it: its messages. */
const givenToStores = (door: Door) =>
  Effect.gen(function* () {
    const given: Array<string> = []
    const received: Array<PushMessage> = []
    const note = (...texts: ReadonlyArray<string>) => Effect.sync(() => void given.push(...texts))
    const tokens = Layer.succeed(Accounts.TokenStore, {
      name: "test",
      get: (key) => Effect.as(note(key), null),
      set: (key, { holder }) => note(key, JSON.stringify(holder)),
      exclusively: (key, effect) => Effect.andThen(note(key), effect)
    })
    const pushes = Layer.succeed(PushLogs.PushLog, {
      claim: (key) => Effect.as(note(key), "new"),
      done: (key) => note(key),
      release: (key) => note(key)
    })
    const baseUrl = "http://keys.test"
    const world = yield* makeTwin(door.twin, { seed: 1, orders: 2 })
    yield* Effect.gen(function* () {
      const decoded = yield* Schema.decodeUnknownEffect(door.package.Options)(door.optionsAt(baseUrl))
      const adapter = yield* door.package.make(decoded)
      const order = world.orders()[0]!
      yield* adapter.getOrder(order.orderId)
      if (door.push === undefined || !adapter.manifest.capabilities.receivePush) return
      const dice = makeDice(1)
      const at = yield* Clock.currentTimeMillis
      const messages = [door.push.message(order, 1, dice)]
      yield* adapter.receivePush(yield* door.push.deliver(messages, { at, signer: "platform", dice }), (message) =>
        Effect.sync(() => void received.push(message))
      )
    }).pipe(
      Effect.provideService(HttpClient.HttpClient, makeTwinHttpClient(world, baseUrl)),
      Effect.provide([Layer.fresh(Accounts.layer()).pipe(Layer.provide(tokens)), pushes])
    )
    return { given, received }
  }).pipe(Effect.scoped, Effect.runPromise)

const algorithms = ["md5", "sha1", "sha256", "sha512"] as const
const encodings = ["hex", "base64", "base64url"] as const

/** What is computed of a secret in no time: digests of it, and of it with what is known beside it. */
const quickOf = (secret: string, known: ReadonlyArray<string>): ReadonlyArray<string> =>
  algorithms.flatMap((algorithm) =>
    encodings.flatMap((encoding) => [
      createHash(algorithm).update(secret).digest(encoding),
      ...known.flatMap((text) => [
        createHmac(algorithm, secret).update(text).digest(encoding),
        createHmac(algorithm, text).update(secret).digest(encoding),
        createHash(algorithm).update(`${text}${secret}`).digest(encoding),
        createHash(algorithm).update(`${secret}${text}`).digest(encoding)
      ])
    ])
  )

describe.each(doors)("$name", (door) => {
  const options = door.optionsAt("http://keys.test")
  const secrets = door.package.manifest.secrets.flatMap((name) => {
    const secret = options[name]
    return typeof secret === "string" ? [Redacted.make(secret)] : []
  })

  it("gives its stores no secret and no quick digest of one", async () => {
    const { given, received } = await givenToStores(door)
    // The simulated 蜂巢 and Paper Boat have no tokens; the former does not push.
    assert.strictEqual(given.length > 0, !door.name.startsWith("doudian, door standard"))
    const { platform } = door.package.manifest
    const identities = received.flatMap((message) => (isQuarantined(message) ? [] : [[message.type, message.id]]))
    const messages = identities.flatMap((identity) =>
      Object.values(options).flatMap((holder) => [
        JSON.stringify([holder, ...identity]),
        JSON.stringify([platform, holder, ...identity])
      ])
    )
    const known = [...messages, ...given, ...given.flatMap((text) => text.split(/[/":,{}]+/))]
    for (const secret of secrets.map(Redacted.value)) {
      for (const text of given) {
        assert.isFalse(text.includes(secret), "a secret is given to a store")
        for (const quick of quickOf(secret, known))
          assert.isFalse(text.includes(quick.slice(0, 20)), "a digest is given")
      }
    }
  })
})
