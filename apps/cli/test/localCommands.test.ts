/** What the commands make of the answers of the store, without a store. */
import { assert, it } from "@effect/vitest"
import { AdapterError } from "@huidan/core"
import { type Privacy, type Revealed, Store, StoreWriter } from "@huidan/sync"
import { Effect, Fiber, Result, Stream } from "effect"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { makeRun } from "../src/makeRun.ts"
import { Run } from "../src/Run.ts"
import type { SyncableShop } from "../src/store/ConfiguredShop.ts"
import { localCommands } from "../src/store/localCommands.ts"

const shop = { platform: "fake", shopId: "s1" }
const order = { ...shop, orderId: "o_1" }
const settled = Date.UTC(2026, 10, 1)

/** Commands of a process with one shop, whose platform can decrypt. */
const commandsOn = (privacy: Partial<Privacy>, sync: object = {}) =>
  Effect.gen(function* () {
    const opened = Result.succeed({ sync: { name: shop, decrypt: () => Effect.never, ...sync } })
    const mine = { name: "mine", stored: shop, opened } as unknown as SyncableShop
    const overview = {
      ...shop,
      lanes: [{ lane: "live", settled }],
      paused: false,
      wants: 0,
      parked: 0,
      rightAsOf: settled
    }
    const store = { shops: () => Effect.succeed([overview]) }
    return yield* localCommands([mine], "/huidan.db", false).pipe(
      Effect.provideService(Run, yield* makeRun(true)),
      Effect.provideService(Store, store as unknown as Store["Service"]),
      Effect.provideService(StoreWriter, { privacy } as unknown as StoreWriter["Service"]),
      Effect.provideService(SqlClient.SqlClient, {} as SqlClient.SqlClient)
    )
  })

const stored: Revealed = { order: { orderId: "o_1" }, failures: [], notAsked: [] }

it.effect("a reveal shows what the store has if the platform refuses, and what the platform was not asked for", () =>
  Effect.gen(function* () {
    const reason = { _tag: "Authentication", kind: "token" } as const
    const refusing = yield* commandsOn({
      reveal: (_shop, _id, _who, { decrypt } = {}) =>
        decrypt === undefined ? Effect.succeed(stored) : Effect.fail(new AdapterError({ ...shop, reason }))
    })
    const refused = yield* refusing.reveal({ order, who: "me", decrypts: true })
    assert.deepStrictEqual([refused.order, refused.refused?.exitCode], [stored.order, 77])
    const waiting = yield* commandsOn({ reveal: () => Effect.succeed({ ...stored, notAsked: ["/buyer/name"] }) })
    const asked = yield* waiting.reveal({ order, who: "me", decrypts: true })
    assert.deepStrictEqual([asked.refused, asked.notAsked], [null, ["/buyer/name"]])
  })
)

it.effect("an erasure of an order that the store does not have fails, also if the store remembers it", () =>
  Effect.gen(function* () {
    const says = (remembered: number) =>
      commandsOn({
        forget: () => Effect.succeed({ orders: 0, rows: 0, remembered, isLogEmpty: true })
      }).pipe(
        Effect.flatMap(({ forget }) => Effect.flip(Stream.runDrain(forget({ order, phone: null, who: "me" })))),
        Effect.map(({ exitCode, text }) => [exitCode, /will not be stored/.test(text)])
      )
    assert.deepStrictEqual(yield* says(1), [65, true])
    assert.deepStrictEqual(yield* says(0), [65, false])
  })
)

it.effect("an erasure wants orders of shops again whose doors read single orders", () =>
  Effect.gen(function* () {
    const now = { at: settled, isMachineTime: false }
    const wanted = (reads: boolean) =>
      Effect.gen(function* () {
        const moments: Array<unknown> = []
        const privacy: Partial<Privacy> = {
          forget: (_shop, _id, _who, { wantedAgain = () => Effect.succeed(null) } = {}) =>
            Effect.gen(function* () {
              for (const shopId of ["s1", "s2"]) moments.push(yield* wantedAgain({ ...shop, shopId }))
              return { orders: 1, rows: 1, remembered: 0, isLogEmpty: true }
            })
        }
        const { forget } = yield* commandsOn(privacy, { door: { reads }, now: Effect.succeed(now) })
        yield* Stream.runDrain(forget({ order, phone: null, who: "me" }))
        return moments
      })
    assert.deepStrictEqual(yield* wanted(true), [now, null])
    assert.deepStrictEqual(yield* wanted(false), [null, null])
  })
)

it.effect("a comparison counts all that differs, beside the first of it, and says how far it is", () =>
  Effect.gen(function* () {
    const found = { compared: 9, different: 7, deviations: [], notListed: 2, unlisted: ["o_2"], unreadable: 0 }
    const { reconcile } = yield* commandsOn(
      {},
      {
        door: { backfillsBy: "created" },
        readNew: Effect.void,
        reconcile: () => Effect.succeed(found)
      }
    )
    const events = yield* Stream.runCollect(
      reconcile({ wanted: "mine", since: settled - 1, until: null, repair: false })
    )
    assert.deepStrictEqual(
      events.filter(({ _tag }) => _tag === "Compared"),
      [{ _tag: "Compared", shop: "mine", until: settled, ...found }]
    )
  })
)

it.effect("an erasure and a rotation say how far they are, and then their result", () =>
  Effect.gen(function* () {
    const second = TestClock.adjust("1 second")
    const commands = yield* commandsOn({
      forget: (_shop, _id, _who, { onProgress = () => Effect.void } = {}) =>
        Effect.gen(function* () {
          yield* onProgress({ orders: 1, ofOrders: 1, rows: 20, ofRows: 21 })
          yield* Effect.sleep("2 seconds")
          return { orders: 1, rows: 0, remembered: 0, isLogEmpty: true }
        }),
      rotate: (_who, progress = () => Effect.void) =>
        Effect.gen(function* () {
          yield* progress({ orders: 200, ofOrders: 450 })
          yield* Effect.sleep("2 seconds")
          return { from: ["k1"], to: "k2", orders: 450, rows: 3 }
        })
    })
    const eventsOf = <A, E>(events: Stream.Stream<A, E>) =>
      Effect.gen(function* () {
        const collecting = yield* Effect.forkChild(Stream.runCollect(events), { startImmediately: true })
        for (let time = 0; time < 3; time++) yield* second
        return (yield* Fiber.join(collecting)).slice(-2)
      })
    assert.deepStrictEqual(yield* eventsOf(commands.forget({ order, phone: null, who: "me" })), [
      { _tag: "Working", orders: 1, ofOrders: 1, rows: 20, ofRows: 21 },
      { _tag: "Forgotten", orders: 1, rows: 0, remembered: 0, isLogEmpty: true }
    ])
    assert.deepStrictEqual(yield* eventsOf(commands.rotateKey({ who: "me" })), [
      { _tag: "Working", orders: 200, ofOrders: 450, rows: 0, ofRows: 0 },
      { _tag: "Rotated", from: ["k1"], to: "k2", orders: 450, rows: 3 }
    ])
  })
)
