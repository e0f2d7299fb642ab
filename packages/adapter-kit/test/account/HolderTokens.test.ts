/** Whose token a stored token is, and which one counts if several are known. */
import { assert, describe, it } from "@effect/vitest"
import type { AdapterError } from "@huidan/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { TestClock } from "effect/testing"
import { type FetchToken, makeAccessTokens } from "../../src/account/AccessTokens.ts"
import { Accounts, layer } from "../../src/account/Accounts.ts"
import { type StoredToken, StoredTokenText, TokenStore, type TokenStoreService } from "../../src/account/TokenStore.ts"
import { textTokenStore } from "../../src/account/textTokenStore.ts"
import { codec } from "../support.ts"
import { toItsEnd } from "./toItsEnd.ts"

/** A store that can be told to fail. */
const openStore = () => {
  const entries = new Map<string, StoredToken>()
  const state = { readable: true, writable: true, writes: 0 }
  const failing = Effect.fail({ message: "no space left" })
  const store: TokenStoreService = {
    name: "test",
    get: (key) => Effect.suspend(() => (state.readable ? Effect.succeed(entries.get(key) ?? null) : failing)),
    set: (key, token) =>
      Effect.suspend(() => {
        state.writes++
        return state.writable ? Effect.sync(() => void entries.set(key, token)) : failing
      }),
    exclusively: (_key, effect) => effect
  }
  return { entries, state, store }
}

/** A process: accounts of its own over the store. */
const processOver = (store: TokenStoreService | null) => {
  const accounts = layer()
  const own = store === null ? accounts : Layer.provide(accounts, Layer.succeed(TokenStore, store))
  return <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => Effect.provide(self, Layer.fresh(own))
}

/** A platform that knows one secret, and ends a refresh token when it issues the next. */
const openPlatform = (rules: { secret: string; authorized?: boolean }) => {
  let issued = 0
  let asked = 0
  let refresh: string | null = null
  const refuse = (reason: AdapterError["reason"]) => Effect.fail(codec.failure("token", reason))
  const fetch =
    (secret: string): FetchToken =>
    (previous) =>
      Effect.suspend(() => {
        asked++
        if (secret !== rules.secret) return refuse({ _tag: "Authentication", kind: "credentials" })
        const offered = previous?.refresh ?? null
        const renews = offered !== null && Redacted.value(offered) === refresh
        if (rules.authorized === true && issued > 0 && !renews) return refuse({ _tag: "PlatformRejected" })
        issued++
        refresh = `r${issued}`
        return Effect.succeed({ value: Redacted.make(`t${issued}`), expiresIn: 7200, refresh: Redacted.make(refresh) })
      })
  return { rules, fetch, asked: () => asked, issued: () => issued }
}

type Platform = ReturnType<typeof openPlatform>

/** The tokens of a client with this secret, in the process of the context. */
const clientOf = (platform: Platform, secret: string, shop = "shop/1") =>
  Effect.gen(function* () {
    const account = yield* (yield* Accounts).get(shop, { secret: Redacted.make(secret) })
    return makeAccessTokens(account, { name: "token", life: 7200, fetch: platform.fetch(secret) })
  })

const valueOf = Effect.map((token: { readonly value: Redacted.Redacted<string> }) => Redacted.value(token.value))

describe("a token of another secret", () => {
  it.effect("is never used, in one process and through a store, and is not lost by a secret that is refused", () =>
    Effect.gen(function* () {
      for (const shared of [true, false]) {
        const { store } = openStore()
        const platform = openPlatform({ secret: "secret-of-tenant-a" })
        const first = processOver(shared ? store : null)
        const second = shared ? processOver(store) : first
        yield* Effect.gen(function* () {
          const right = yield* clientOf(platform, "secret-of-tenant-a")
          assert.strictEqual(yield* valueOf(right.get), "t1")
          const wrong = yield* shared
            ? second(clientOf(platform, "secret-of-tenant-b"))
            : clientOf(platform, "secret-of-tenant-b")
          for (let call = 0; call < 3; call++) {
            const { reason } = yield* Effect.flip(wrong.get)
            assert.strictEqual(reason._tag, "Authentication")
          }
          assert.strictEqual(yield* valueOf(right.get), "t1")
          assert.deepStrictEqual([platform.issued(), platform.asked()], [1, 4])
        }).pipe(first)
      }
    })
  )

  it.effect("is not read again after a start with a mistyped secret, and is still there for the right one", () =>
    Effect.gen(function* () {
      const { entries, store } = openStore()
      const platform = openPlatform({ secret: "secret-of-tenant-a" })
      yield* Effect.flatMap(clientOf(platform, "secret-of-tenant-a"), ({ get }) => get).pipe(processOver(store))
      const before = JSON.stringify([...entries])
      const refused = yield* Effect.flatMap(clientOf(platform, "secret-of-tenatn-a"), ({ get }) =>
        Effect.flip(get)
      ).pipe(processOver(store))
      assert.strictEqual(refused.reason._tag, "Authentication")
      assert.strictEqual(JSON.stringify([...entries]), before)
      const again = yield* Effect.flatMap(clientOf(platform, "secret-of-tenant-a"), ({ get }) => valueOf(get)).pipe(
        processOver(store)
      )
      assert.deepStrictEqual([again, platform.issued()], ["t1", 1])
    })
  )

  it.effect("offers its refresh token after a rotation, once the platform agrees", () =>
    Effect.gen(function* () {
      const { entries, store } = openStore()
      const platform = openPlatform({ secret: "secret-before", authorized: true })
      yield* Effect.flatMap(clientOf(platform, "secret-before"), ({ get }) => get).pipe(processOver(store))
      const withNew = Effect.flatMap(clientOf(platform, "secret-after"), ({ get }) => Effect.result(valueOf(get)))
      // Before the platform knows the new secret.
      const early = yield* processOver(store)(withNew)
      assert.strictEqual(early._tag, "Failure")
      platform.rules.secret = "secret-after"
      const late = yield* processOver(store)(withNew)
      assert.strictEqual(late._tag === "Success" ? late.success : "refused", "t2")
      assert.strictEqual(entries.size, 1)
      // From here on the token is the new secret's: a new start asks for nothing.
      const asked = platform.asked()
      assert.strictEqual((yield* processOver(store)(withNew))._tag, "Success")
      assert.strictEqual(platform.asked(), asked)
    })
  )

  it.effect("does not alternate with it while both secrets are valid", () =>
    Effect.gen(function* () {
      const { store } = openStore()
      const platform = openPlatform({ secret: "secret-before" })
      const [oldProcess, newProcess] = [processOver(store), processOver(store)]
      const oldClient = yield* oldProcess(clientOf(platform, "secret-before"))
      yield* oldClient.get
      platform.rules.secret = "secret-after"
      const newClient = yield* newProcess(clientOf(platform, "secret-after"))
      yield* newClient.get
      for (let call = 0; call < 5; call++) {
        assert.strictEqual(yield* valueOf(oldClient.get), "t1")
        assert.strictEqual(yield* valueOf(newClient.get), "t2")
      }
      assert.strictEqual(platform.asked(), 2)
    })
  )
})

describe("a token that could not be stored because the store was away", () => {
  const tokensAway = Effect.gen(function* () {
    const { entries, state, store } = openStore()
    const platform = openPlatform({ secret: "secret-of-one", authorized: true })
    const stored = () => [...entries.values()].map(({ value }) => Redacted.value(value))
    const renewWhileAway = Effect.gen(function* () {
      const { get, replace } = yield* clientOf(platform, "secret-of-one")
      const dead = yield* get
      yield* TestClock.adjust("1 second")
      Object.assign(state, { readable: false, writable: false })
      assert.strictEqual(yield* valueOf(replace(dead)), "t2")
      Object.assign(state, { readable: true, writable: true })
      assert.deepStrictEqual(stored(), ["t1"])
      return get
    })
    return { renewWhileAway, state, stored, inProcess: processOver(store) }
  })
  const quietly = Effect.provide(Logger.layer([]))

  it.effect("is stored once, with the first answer of the store", () =>
    Effect.gen(function* () {
      const { inProcess, renewWhileAway, state, stored } = yield* tokensAway
      yield* Effect.gen(function* () {
        const get = yield* renewWhileAway
        yield* TestClock.adjust("5 seconds")
        const writes = state.writes
        yield* Effect.all(
          Array.from({ length: 20 }, () => get),
          { concurrency: "unbounded" }
        )
        yield* get
        assert.deepStrictEqual([stored(), state.writes - writes], [["t2"], 1])
      }).pipe(inProcess, quietly)
    })
  )

  it.effect("is stored at the end, whether or not the store was asked again", () =>
    Effect.gen(function* () {
      const { inProcess, renewWhileAway, stored } = yield* tokensAway
      yield* renewWhileAway.pipe(Effect.asVoid, inProcess, quietly)
      assert.deepStrictEqual(stored(), ["t2"])
    })
  )
})

describe("what a store shows", () => {
  it.effect("is no secret, and nothing of which a secret could be guessed: neither in a key nor in an entry", () =>
    Effect.gen(function* () {
      const { entries, store } = openStore()
      const secret = "a weak secret"
      const platform = openPlatform({ secret })
      yield* Effect.flatMap(clientOf(platform, secret), ({ get }) => get).pipe(processOver(store))
      const [[key, entry] = ["", null]] = entries
      assert.strictEqual(key, "shop/1/token")
      assert.notInclude(JSON.stringify(entry), secret)
      // The same secret proves itself differently elsewhere: nothing that is known of one entry helps with another one.
      const other = openStore()
      yield* Effect.flatMap(clientOf(openPlatform({ secret }), secret), ({ get }) => get).pipe(processOver(other.store))
      const [[, otherEntry] = ["", null]] = other.entries
      assert.notStrictEqual(entry?.holder?.salt, otherEntry?.holder?.salt)
      assert.notStrictEqual(entry?.holder?.proof, otherEntry?.holder?.proof)
    })
  )
})

describe("an entry that is no token", () => {
  it.effect.each([
    ["cut", (text: string) => text.slice(0, 20)],
    ["of an old version", () => '{"value":"t0"}'],
    ["other JSON", () => "[7]"],
    ["empty", () => ""]
  ] as const)("%s counts as none, with one warning, and the next token takes its place", ([, spoil]) =>
    Effect.gen(function* () {
      const warnings: Array<string> = []
      const log = Logger.layer([Logger.make(({ message }) => warnings.push(String(message)))])
      const texts = new Map<string, string>()
      const store = textTokenStore({
        name: "test",
        get: (key) => Effect.sync(() => texts.get(key) ?? null),
        set: (key, text) => Effect.sync(() => void texts.set(key, text)),
        locks: null
      })
      const platform = openPlatform({ secret: "secret-of-one" })
      const oneCall = Effect.flatMap(clientOf(platform, "secret-of-one"), ({ get }) => valueOf(get)).pipe(
        processOver(store),
        Effect.provide(log)
      )
      assert.strictEqual(yield* oneCall, "t1")
      for (const [key, text] of texts) texts.set(key, spoil(text))
      assert.deepStrictEqual([yield* oneCall, yield* oneCall], ["t2", "t2"])
      assert.lengthOf(warnings, 1)
      assert.match(warnings[0]!, /^an entry of the token store \(test\) is no token/)
      assert.notMatch(warnings.join(), /t0|t1/)
    })
  )
})

describe("a store that can be read and not written", () => {
  const logged = () => {
    const warnings: Array<string> = []
    return {
      warnings,
      quietly: Effect.provide(Logger.layer([Logger.make(({ message }) => warnings.push(String(message)))]))
    }
  }

  it.effect("does not hide the newer token: no call asks for another one, and the refresh token is not lost", () =>
    Effect.gen(function* () {
      const { entries, state, store } = openStore()
      const { quietly, warnings } = logged()
      const platform = openPlatform({ secret: "secret-of-one", authorized: true })
      yield* Effect.gen(function* () {
        const { get, replace } = yield* clientOf(platform, "secret-of-one")
        yield* get
        state.writable = false
        yield* TestClock.adjust("6500 seconds")
        for (let call = 0; call < 5; call++) assert.strictEqual(yield* valueOf(get), "t2")
        assert.strictEqual(platform.asked(), 2)
        // A token that the platform kills meanwhile is renewed by the refresh token that could not be stored.
        const dead = yield* get
        assert.strictEqual(yield* valueOf(replace(dead)), "t3")
        for (let call = 0; call < 5; call++) assert.strictEqual(yield* valueOf(get), "t3")
        assert.strictEqual(platform.asked(), 3)
        assert.strictEqual(Redacted.value([...entries.values()][0]!.value), "t1")
        // Once there is space again, the token is stored: the next process has it.
        state.writable = true
        yield* TestClock.adjust("61 seconds")
        yield* get
        assert.strictEqual(Redacted.value([...entries.values()][0]!.value), "t3")
      }).pipe(processOver(store), quietly)
      assert.strictEqual(
        yield* Effect.flatMap(clientOf(platform, "secret-of-one"), ({ get }) => valueOf(get)).pipe(processOver(store)),
        "t3"
      )
      assert.match(warnings.join(), /the token store \(test\) is out of reach.*it cannot be written/)
      assert.notMatch(warnings.join(), /t[123]|r[123]/)
    })
  )

  it.effect("gives a token that another process renewed meanwhile", () =>
    Effect.gen(function* () {
      const { state, store } = openStore()
      const { quietly } = logged()
      const platform = openPlatform({ secret: "secret-of-one" })
      const first = yield* processOver(store)(clientOf(platform, "secret-of-one"))
      yield* first.get
      yield* TestClock.adjust("6500 seconds")
      state.writable = false
      yield* quietly(first.get)
      yield* TestClock.adjust("1 second")
      state.writable = true
      // Another process finds the old token in the store.
      const second = yield* processOver(store)(clientOf(platform, "secret-of-one"))
      assert.strictEqual(yield* valueOf(second.get), "t3")
      const writes = state.writes
      yield* TestClock.adjust("61 seconds")
      assert.strictEqual(yield* valueOf(first.get), "t3")
      assert.strictEqual(state.writes, writes)
    })
  )
})

describe("a store that does not answer", () => {
  it.effect.each([
    ["from the first call on", true, true],
    ["when something is written", false, true],
    ["when something is read", true, false]
  ] as const)(
    "%s costs one wait of two seconds and one warning a minute, and is used when it is back",
    ([, get, set]) =>
      Effect.gen(function* () {
        const warnings: Array<string> = []
        const log = Logger.layer([Logger.make(({ message }) => warnings.push(String(message)))])
        const { entries, store } = openStore()
        const state = { hangs: false }
        const answer = <A, E>(hangs: boolean, question: Effect.Effect<A, E>): Effect.Effect<A, E> =>
          Effect.suspend(() => (state.hangs && hangs ? Effect.never : question))
        const hanging = textTokenStore({
          name: "test",
          get: (key) =>
            answer(
              get,
              Effect.map(store.get(key), (token) => (token === null ? null : Schema.encodeSync(StoredTokenText)(token)))
            ),
          set: (key, text) => answer(set, store.set(key, Schema.decodeSync(StoredTokenText)(text))),
          locks: { take: () => answer(get, Effect.succeed(true)), release: () => answer(get, Effect.void) }
        })
        const platform = openPlatform({ secret: "secret-of-one" })
        yield* Effect.gen(function* () {
          // The secret is stretched once, in real time.
          yield* Effect.flatMap(clientOf(platform, "secret-of-one", "shop/2"), ({ get }) => get)
          state.hangs = true
          const tokens = yield* clientOf(platform, "secret-of-one")
          const waits: Array<number> = []
          for (let call = 0; call < 20; call++) {
            const [duration, value] = yield* Effect.timed(valueOf(tokens.get))
            assert.strictEqual(value, "t2")
            waits.push(Duration.toSeconds(duration))
            yield* Effect.sleep("5 seconds")
          }
          assert.closeTo(waits[0]!, 2, 0.15)
          // Now and then a call waits a moment to see whether the store is back.
          assert.isTrue(waits.slice(1).every((seconds) => seconds < 0.15))
          assert.isAtMost(warnings.length, 2)
          state.hangs = false
          yield* Effect.sleep("70 seconds")
          for (let call = 0; call < 2; call++) yield* tokens.get
          assert.strictEqual(entries.size, 2)
        }).pipe(processOver(hanging), Effect.provide(log), toItsEnd)
      })
  )

  it.effect("is no hindrance to 100 calls at once, which wait together", () =>
    Effect.gen(function* () {
      const hanging: TokenStoreService = {
        ...openStore().store,
        get: () => Effect.never,
        set: () => Effect.never
      }
      const platform = openPlatform({ secret: "secret-of-one" })
      const [duration] = yield* Effect.gen(function* () {
        const { get } = yield* clientOf(platform, "secret-of-one")
        return yield* Effect.timed(
          Effect.all(
            Array.from({ length: 100 }, () => get),
            { concurrency: "unbounded" }
          )
        )
      }).pipe(processOver(hanging), Effect.provide(Logger.layer([])), toItsEnd)
      assert.closeTo(Duration.toSeconds(duration), 2, 0.15)
      assert.strictEqual(platform.asked(), 1)
    })
  )
})

describe("the circuit breaker", () => {
  it.effect("is the secret holder's: clients with another secret, or of another account, have another circuit", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      const circuitOf = (key: string, secret: string) =>
        Effect.map(accounts.get(key, { secret: Redacted.make(secret) }), ({ circuit }) => circuit)
      const circuits = [
        yield* circuitOf("a", "x"),
        yield* circuitOf("a", "x"),
        yield* circuitOf("a", "y"),
        yield* circuitOf("b", "x")
      ]
      assert.strictEqual(new Set(circuits).size, 3)
      assert.strictEqual(circuits[0], circuits[1])
      assert.notMatch(circuits.join(), /[xy]/)
    }).pipe(Effect.provide(layer()))
  )
})
