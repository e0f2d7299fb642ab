/** One process that follows a shop: its connections, its writer's lease, its adapter and its clock. */

import * as Accounts from "@huidan/adapter-kit/Accounts"
import * as PushLogs from "@huidan/adapter-kit/PushLogs"
import { makeDice, makeTwinHttpClient, type RunningTwin, type TwinDoor } from "@huidan/conformance"
import type { AdapterManifest, AdapterPackage, PushAnswer, PushRequest } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"
import * as Reactivity from "effect/reactivity/Reactivity"
import * as SqlClient from "effect/sql/SqlClient"
import {
  layerStoreWriter,
  makeShopSync,
  masterKey,
  type ShopName,
  type ShopSync,
  Store,
  type StoreService,
  StoreWriter,
  type StoreWriterService
} from "../../../packages/sync/src/index.ts"
import { makeSqliteClient } from "../../../packages/sync/src/sqlite/SqliteClient.ts"
import type { HeldLane, Page } from "../../../packages/sync/src/store/Page.ts"
import { localShopOwners, ShopOwners } from "../../../packages/sync/src/store/ShopOwners.ts"
import { firstAdapter } from "./firstAdapter.ts"
import { CurrentWork, type Life, makeLife, type RunStatement } from "./Life.ts"
import type { World } from "./World.ts"

export const baseUrl = "http://twin.test"

/** Who does what a person does, in the audit. */
const person = "a person"

/** More rows than a world has. */
const mostReplayed = 100

export const testKey = masterKey(Redacted.make("0f".repeat(32)))

/** How long a writer stays the writer without a sign of life. */
export const lease = 6000

/** What all processes of a simulation share. */
export interface Machine {
  readonly world: World
  readonly seed: number
  readonly name: ShopName
  readonly file: string
  /** The adapter with the options of the world. */
  readonly makeAdapter: ReturnType<AdapterPackage["make"]>
  readonly manifest: AdapterManifest
  readonly twin: RunningTwin
  readonly door: TwinDoor | null
  /** The world's clock, by which the platform lives. */
  readonly clock: Clock.Clock
  /** By how many milliseconds this machine's clock is ahead of the world's. */
  readonly set: { ahead: number }
  readonly journal: Array<string>
  /** What a mutant of the program does otherwise. */
  readonly mutate: Mutate
}

/** Puts a broken writer in the place of the writer. */
export type Mutate = (writer: StoreWriterService, sql: SqlClient.SqlClient) => StoreWriterService

export interface Process {
  readonly number: number
  readonly life: Life
  /** Ends when the process follows its shop. */
  readonly started: Effect.Effect<Following>
  /** Ends when the process itself has ended, with how. */
  readonly ended: Effect.Effect<string>
  readonly fiber: Fiber.Fiber<unknown, unknown>
  /** Takes a push; `null` if the process is frozen or ends meanwhile. */
  readonly receive: (request: PushRequest) => Effect.Effect<PushAnswer | null>
  /** Wants these orders; whether it was done. */
  readonly want: (orderIds: ReadonlyArray<string>) => Effect.Effect<boolean>
  /** Reads a period again (Unix milliseconds). */
  readonly backfill: (since: number, until: number) => Effect.Effect<unknown>
  /** Has the private texts of an order forgotten; how many orders that were, `null` if it is not known whether it was done. */
  readonly forget: (orderId: string) => Effect.Effect<number | null>
  /** Decodes rows of the quarantine again; how many are left, `null` if it is not known. */
  readonly replay: Effect.Effect<number | null>
}

/** A process that follows its shop. */
interface Following {
  readonly sync: ShopSync
  readonly store: StoreService
  readonly writer: StoreWriterService
}

export interface ProcessOptions {
  /** Whether the process freezes after this statement; it never does if left out. */
  readonly freezesAfter?: (statement: RunStatement) => boolean
}

/** Starts a process. It waits until the writer before it has lost its lease. */
export const startProcess = Effect.fnUntraced(function* (
  machine: Machine,
  number: number,
  { freezesAfter = () => false }: ProcessOptions = {}
) {
  const { clock, journal, seed, world } = machine
  const dice = makeDice(seed, "process", number)
  const note = (what: string) => journal.push(`${clock.currentTimeMillisUnsafe()} process ${number}: ${what}`)
  const life = makeLife({
    onStatement: ({ sql, work }) => note(`${work}: ${sql.replaceAll(/\s+/g, " ").trim()}`),
    freezesAfter,
    // Now and then a statement takes long enough for others to come in between.
    pause: Effect.suspend(() => (dice.chance(0.02) ? clock.sleep(Duration.millis(dice.between(1, 400))) : Effect.void))
  })
  const started = yield* Deferred.make<Following>()
  const ended = yield* Deferred.make<string>()
  const ownClock = machineClock(clock, machine.set, life)
  const httpClient = platformClient(machine, life, number)
  const asProcess = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    effect.pipe(
      Effect.provideService(Clock.Clock, ownClock),
      Random.withSeed(`${seed}/${number}`),
      Effect.provide(Logger.layer([]))
    )
  const body = Effect.gen(function* () {
    // This thread reads too: virtual time does not wait for other threads.
    const sqlite = Layer.effectContext(
      makeSqliteClient({ file: machine.file, readers: 0, lockWait: "1 minute" }, life.makeConnection)
    ).pipe(Layer.provide(Reactivity.layer))
    const layer = layerStoreWriter({ masterKey: testKey, name: `process ${number}`, lease, wait: true })
    const services = yield* Layer.build(layer.pipe(Layer.provideMerge(sqlite))).pipe(
      Effect.provideService(CurrentWork, "become writer")
    )
    const made = yield* Effect.provideService(machine.makeAdapter, HttpClient.HttpClient, httpClient)
    const adapter = world.unreadable === null ? made : firstAdapter(made, world.unreadable, machine)
    const following = yield* Effect.gen(function* () {
      const writer = namingWork(machine.mutate(yield* StoreWriter, yield* SqlClient.SqlClient))
      const sync = yield* makeShopSync({ name: machine.name, adapter, settings: world.settings }).pipe(
        Effect.provideService(StoreWriter, writer),
        Effect.provideService(ShopOwners, localShopOwners(writer.claim))
      )
      return { sync, writer, store: yield* Store } satisfies Following
    }).pipe(Effect.provideContext(services))
    yield* Deferred.succeed(started, following)
    return yield* following.sync.run
  }).pipe(
    // Another process has other accounts, and another memory of pushes.
    Effect.provide([Accounts.layer(), PushLogs.layerMemory]),
    Effect.scoped
  )
  const fiber = yield* asProcess(
    Effect.flatMap(Effect.exit(body), (exit) => {
      const how = exit._tag === "Success" ? "it ended" : String(exit.cause)
      return Effect.andThen(life.alive, Deferred.succeed(ended, how))
    })
  ).pipe(Effect.forkDetach)
  /** Does something in the process. Whoever waits for it is left alone if the process freezes. */
  const within = <A, E>(use: (following: Following) => Effect.Effect<A, E>): Effect.Effect<A | null> =>
    Effect.gen(function* () {
      const outcome = yield* Deferred.make<A | null>()
      yield* Deferred.await(started).pipe(
        Effect.flatMap((following) => Effect.andThen(life.alive, use(following))),
        Effect.tap(life.alive),
        Effect.exit,
        Effect.flatMap((exit) => Deferred.succeed(outcome, exit._tag === "Success" ? exit.value : null)),
        asProcess,
        Effect.forkDetach
      )
      return yield* Effect.raceFirst(Deferred.await(outcome), Effect.as(life.frozen, null))
    })
  return {
    number,
    life,
    started: Deferred.await(started),
    ended: Deferred.await(ended),
    fiber,
    receive: (request) => within(({ sync }) => sync.receivePush(request)),
    want: (orderIds) =>
      Effect.map(
        within(({ sync }) => Effect.as(sync.want(orderIds), true)),
        (done) => done === true
      ),
    backfill: (since, until) => within(({ sync }) => sync.backfill(since, until)),
    forget: (orderId) =>
      within(({ sync, writer }) =>
        Effect.map(
          writer.privacy.forget(machine.name, orderId, person, {
            wantedAgain: () => (sync.door.reads ? sync.now : Effect.succeed(null))
          }),
          ({ orders }) => orders
        )
      ),
    replay: within(({ store, sync }) =>
      Effect.gen(function* () {
        for (const { fingerprint, isKept } of yield* store.quarantine({}, null, mostReplayed)) {
          if (isKept === 1) yield* sync.replay(fingerprint, person)
        }
        return (yield* store.quarantine({}, null, mostReplayed)).length
      })
    )
  } satisfies Process
})

/** This machine's clock: it can be set, while the monotonic one goes on. A process that is frozen sleeps until it thaws. */
const machineClock = (world: Clock.Clock, set: Machine["set"], life: Life): Clock.Clock => {
  // A clock tells whole milliseconds.
  const millis = () => Math.floor(world.currentTimeMillisUnsafe()) + set.ahead
  const nanos = () => world.currentTimeNanosUnsafe() + BigInt(set.ahead) * 1_000_000n
  return {
    currentTimeMillisUnsafe: millis,
    currentTimeNanosUnsafe: nanos,
    monotonicTimeNanosUnsafe: () => world.monotonicTimeNanosUnsafe(),
    currentTimeMillis: Effect.sync(millis),
    currentTimeNanos: Effect.sync(nanos),
    monotonicTimeNanos: world.monotonicTimeNanos,
    sleep: (duration) => Effect.andThen(world.sleep(duration), life.alive)
  }
}

/** The platform as a process reaches it: over a network that takes its time. */
const platformClient = ({ clock, journal, seed, twin, world }: Machine, life: Life, number: number) => {
  const sent = new Map<string, number>()
  return HttpClient.transform(makeTwinHttpClient(twin, baseUrl), (answer, request) =>
    Effect.gen(function* () {
      // How long a request takes follows from what it says: two that are signed at one moment come in any sequence.
      const { body } = request
      const says = `${request.url} ${body._tag === "Uint8Array" ? new TextDecoder().decode(body.body) : ""}`
      const count = (sent.get(says) ?? 0) + 1
      sent.set(says, count)
      const dice = makeDice(seed, "network", number, says, count)
      const most = 1000 * Math.max(5, world.latency / 2)
      const wait = () => clock.sleep(Duration.micros(BigInt(dice.between(5000, most))))
      yield* life.alive
      yield* wait()
      yield* life.alive
      journal.push(`${clock.currentTimeMillisUnsafe()} process ${number}: ${request.method} ${request.url}`)
      const response = yield* Effect.provideService(answer, Clock.Clock, clock)
      yield* wait()
      yield* life.alive
      return response
    })
  )
}

/** Says in which work of the store each statement is run. */
const namingWork = (writer: StoreWriterService): StoreWriterService => {
  const doing = <A, E>(work: string, effect: Effect.Effect<A, E>) => Effect.provideService(effect, CurrentWork, work)
  return {
    ...writer,
    claim: (shop, lane) => doing("claim", writer.claim(shop, lane)),
    restart: (shop, lane, progress) => doing("begin a backfill", writer.restart(shop, lane, progress)),
    commitPage: (lane, page) => doing(workOf(lane, page), writer.commitPage(lane, page)),
    receive: (...message) => doing("push", writer.receive(...message)),
    want: (...wanted) => doing("want", writer.want(...wanted)),
    correctWants: (...correction) => doing("correct wants", writer.correctWants(...correction)),
    park: (...parked) => doing("park", writer.park(...parked)),
    noteRules: (...rules) => doing("note the shop's rules", writer.noteRules(...rules)),
    noteState: (...state) => doing("note the shop's state", writer.noteState(...state)),
    replay: (...row) => doing("replay", writer.replay(...row)),
    privacy: { ...writer.privacy, forget: (...order) => doing("forget", writer.privacy.forget(...order)) }
  }
}

/** Only pages of a list move a cursor. */
const workOf = ({ lane }: HeldLane, { cursor }: Page): string => {
  if (cursor === null) return "detail"
  return lane === "backfill" ? "page of a backfill" : "page of the live list"
}
