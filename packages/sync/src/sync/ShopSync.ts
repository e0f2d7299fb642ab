/** Keeps the orders of one shop in the store in step with its platform. */
import {
  AdapterError,
  isQuarantined,
  type OrderAdapter,
  type PushAnswer,
  type PushRequest,
  visibleText
} from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"
import type * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import type { SqlError } from "effect/sql/SqlError"
import type { Arrived } from "../store/inbox.ts"
import type { ShopName } from "../store/lanes.ts"
import type { HeldLane } from "../store/Page.ts"
import type { Replayed, ReplayedBy } from "../store/replay.ts"
import { ShopOwners } from "../store/ShopOwners.ts"
import { Store } from "../store/Store.ts"
import type { DamagedRecord, LaneTaken, NotReplayed, WriterLost } from "../store/StoreError.ts"
import { StoreWriter } from "../store/StoreWriter.ts"
import { type CommitFailure, ruledBy } from "./commitRecords.ts"
import { type Door, doorOf } from "./Door.ts"
import { makeDetails, type ReadOrder } from "./details.ts"
import { type CommittedPage, nothingRead, type ReadList, readList } from "./lanes.ts"
import { makePlatformTime } from "./PlatformTime.ts"
import { type Period, type Reconciled, reconcile } from "./reconcile.ts"
import { isOfAuthorisation, makeShopHealth } from "./ShopHealth.ts"
import { type ShopSettings, settingsOf } from "./ShopSettings.ts"
import { countFailure, countPush } from "./telemetry.ts"

/** A shop, and the adapter that reads it. */
export interface SyncedShop {
  readonly name: ShopName
  readonly adapter: OrderAdapter
  readonly settings?: ShopSettings
}

/** What one pass over a shop brought. */
export interface CaughtUp {
  readonly live: ReadList
  readonly backfill: ReadList
  /** Orders that were asked for, and how many of them could not be read. */
  readonly details: number
  readonly parked: number
}

export interface ShopSync {
  readonly name: ShopName
  readonly door: Door
  /**
   * Follows the shop until it is interrupted. Errors of the platform are noted in the store and tried again. It ends if
   * another process writes to the store.
   */
  readonly run: Effect.Effect<never, LaneTaken | WriterLost>
  /** Reads what is new to its end, an unfinished backfill, and the orders that are due; then it ends. */
  readonly catchUp: Effect.Effect<CaughtUp, AdapterError | CommitFailure>
  /** As `catchUp`, without the backfill: also while the shop is followed. */
  readonly readNew: Effect.Effect<CaughtUp, AdapterError | CommitFailure>
  /** The platform's now; this machine's before the first answer. Unix milliseconds. */
  readonly now: Effect.Effect<Arrived>
  /** Takes a push: its messages are in the store before the platform is answered. */
  readonly receivePush: (request: PushRequest) => Effect.Effect<PushAnswer, AdapterError>
  /** Asks for one order now. */
  readonly readOrder: (orderId: string) => Effect.Effect<ReadOrder, AdapterError | CommitFailure>
  /** Wants these orders to be read. */
  readonly want: (orderIds: ReadonlyArray<string>) => Effect.Effect<void, SqlError | WriterLost>
  /**
   * Decodes a row of the quarantine again with the adapter, as if it had come when it was asked for; `who` is for the audit.
   * Fails with `NotSupported` if the adapter decodes no single rows, with `NotReplayed` if somebody else was faster.
   */
  readonly replay: (
    fingerprint: string,
    who: string
  ) => Effect.Effect<Replayed, AdapterError | NotReplayed | SqlError | WriterLost | DamagedRecord>
  /**
   * Compares a period with the platform. With `repair` what differs is stored and asked for again. Fails with
   * `NotSupported` if the adapter lists no orders.
   */
  readonly reconcile: (period: Period, repair: boolean) => Effect.Effect<Reconciled, AdapterError | CommitFailure>
  /**
   * Reads this period again, beside the live lane; Unix milliseconds by the platform's clock, `until` is excluded. With it what
   * is left of a period before that was not read to its end.
   */
  readonly backfill: (since: number, until: number) => Effect.Effect<void, SqlError | WriterLost>
}

const live = "live"
const backfill = "backfill"

/** How long it is waited for the next order that is due, in milliseconds; what is stored meanwhile is looked for at once. */
const shortestLook = 1000
const longestLook = 60_000
/** How many due orders are looked up at once. */
const dueAtOnce = 50
/** What the live lane of a shop that is new reaches back; the backfill reads what is before. */
const firstLive = 86_400_000
/** After a page of a backfill, while the live lane or orders are being read. */
const backfillPause = 2000
/** How far back a list is read whose cursor the adapter does not know any more; in milliseconds. */
const rereadAfterLostCursor = 3_600_000
/** How long an order waits whose call failed while others succeed, in milliseconds; and how many are remembered. */
const postponement = 60_000
const mostPostponed = 10_000
/** The wait after a failure of the store, such as a full disk; in milliseconds. */
const storeWait = 10_000

/** Owns the shop from now on. */
export const makeShopSync = Effect.fnUntraced(function* (
  shop: SyncedShop
): Effect.fn.Return<ShopSync, SqlError | WriterLost, Store | StoreWriter | ShopOwners | Scope.Scope> {
  const store = yield* Store
  const writer = yield* StoreWriter
  const { adapter, name } = shop
  const settings = settingsOf(shop.settings ?? {})
  const door = doorOf(adapter.manifest)
  const time = makePlatformTime()
  const committing = { door, settings, time, writer }
  const owned = yield* (yield* ShopOwners).own(name)
  const liveLane = owned.live
  const lanes = { live: positionOf(owned.live), backfill: positionOf(owned.backfill) }
  const health = yield* makeShopHealth(liveLane, store, writer, settings.authorisationEnds)
  const details = yield* makeDetails(adapter, committing, liveLane)
  const due = yield* Latch.make(false)
  /** One reading of a list at a time, also if an operator asks for one while the shop is followed. */
  const [liveTurn, backfillTurn] = [yield* Semaphore.make(1), yield* Semaphore.make(1)]
  /** Whether the live lane is being read, and whether orders are. */
  const busy = { live: false, details: false }

  const readLive = Effect.gen(function* () {
    if (door.listsBy === null) return nothingRead
    const { at } = yield* time.now
    const lane = lanes.live
    const from = lane.progress?.since ?? at - firstLive
    const reading = { by: door.listsBy, from, since: from, until: null, cursor: lane.cursor }
    const note = (page: CommittedPage) => {
      lanes.live = { ...lane, cursor: page.cursor, progress: page.progress }
      return Effect.andThen(due.open, health.answered(live, page.askedAt))
    }
    return yield* readList(adapter, committing, lane.held, reading, note).pipe(
      Effect.catchIf(
        (error) => error._tag === "AdapterError" && error.reason._tag === "InvalidRequest" && reading.cursor !== null,
        (error) => {
          const since = Math.max(from, (lane.progress?.settled ?? from) - rereadAfterLostCursor)
          return Effect.andThen(
            Effect.logWarning(`${error.message} The list is read again from ${isoOf(since)}.`),
            readList(adapter, committing, lane.held, { ...reading, since, cursor: null }, note)
          )
        }
      )
    )
  })

  /** The period before the first live reading, once the platform's time is known. */
  const beginFirstBackfill = Effect.gen(function* () {
    if (door.backfillsBy === null || lanes.backfill.progress !== null) return
    const { at } = yield* time.now
    yield* beginBackfill(at - settings.firstSync, at)
  })

  /** How many periods are being begun: the reading of the one before ends then. */
  let beginning = 0
  const beginBackfill = (since: number, until: number) =>
    Effect.gen(function* () {
      beginning += 1
      // What is left of a period that was not read to its end is read too.
      const left = isBackfilled() ? null : lanes.backfill.progress
      const from = Math.min(since, left?.settled ?? since)
      const progress = { since: from, settled: from, until: Math.max(from, until, left?.until ?? until) }
      lanes.backfill = positionOf(yield* writer.restart(name, backfill, progress))
    }).pipe(Effect.ensuring(Effect.sync(() => (beginning -= 1))))

  const isBackfilled = () => {
    const { progress } = lanes.backfill
    return progress === null || progress.until === null || progress.settled >= progress.until
  }

  const readBackfill = Effect.gen(function* () {
    const lane = lanes.backfill
    if (door.backfillsBy === null || lane.progress === null || isBackfilled() || beginning > 0) return nothingRead
    const { since, until } = lane.progress
    const isOwn = () => lanes.backfill.held === lane.held && beginning === 0
    const reading = { by: door.backfillsBy, from: since, since, until, cursor: lane.cursor }
    return yield* readList(
      adapter,
      committing,
      lane.held,
      reading,
      Effect.fnUntraced(function* ({ askedAt, cursor, progress }) {
        if (isOwn()) lanes.backfill = { ...lane, cursor, progress }
        yield* due.open
        yield* health.answered(backfill, askedAt)
        if (busy.live || busy.details) yield* Effect.sleep(backfillPause)
      })
    ).pipe(
      // A new period was asked for meanwhile.
      Effect.catchTag("LaneTaken", (error) => (isOwn() ? Effect.fail(error) : Effect.succeed(nothingRead)))
    )
  })

  /** Orders whose calls failed, and until when others go first; Unix milliseconds by the platform's clock. */
  const postponed = new Map<string, number>()

  const readDue = Effect.gen(function* () {
    if (!door.reads) return { asked: 0, parked: 0 }
    const { at } = yield* time.now
    const wants = yield* store.dueWants(liveLane.shop, at, dueAtOnce)
    const rereads = wants.length < dueAtOnce ? yield* store.dueRereads(liveLane.shop, at, dueAtOnce - wants.length) : []
    const due = [...new Set([...wants.map(({ orderId }) => orderId), ...rereads])]
    const orderIds = due.filter((orderId) => (postponed.get(orderId) ?? 0) <= at)
    busy.details = orderIds.length > 0
    const read = { asked: 0, parked: 0 }
    const failed: Array<readonly [orderId: string, error: AdapterError]> = []
    let isOver = false
    const ask = (orderId: string) =>
      Effect.suspend(() => (isOver ? Effect.succeed(null) : readOrder(orderId))).pipe(
        Effect.tap((outcome) => {
          if (outcome === null) return Effect.void
          postponed.delete(orderId)
          read.asked += 1
          if (outcome._tag === "Parked") read.parked += 1
          return Effect.void
        }),
        // The other orders are asked for all the same, unless their calls cannot do better.
        Effect.catchTag("AdapterError", (error) =>
          Effect.sync(() => {
            failed.push([orderId, error])
            isOver = isOfAuthorisation(error) || error.reason._tag === "RateLimited"
          })
        )
      )
    yield* Effect.forEach(orderIds, ask, { concurrency: settings.concurrency, discard: true })
    const [failure] = failed
    if (failure !== undefined && (isOver || read.asked === 0)) return yield* failure[1]
    if (postponed.size >= mostPostponed) postponed.clear()
    for (const [orderId] of failed) postponed.set(orderId, at + postponement)
    return read
  }).pipe(Effect.ensuring(Effect.sync(() => (busy.details = false))))

  /** Until an order may be due. */
  const awaitDue = Effect.gen(function* () {
    const next = yield* store.nextDue(liveLane.shop)
    const { at } = yield* time.now
    const wait = next === null ? longestLook : Math.min(Math.max(next - at, shortestLook), longestLook)
    yield* due.await.pipe(Effect.timeoutOption(wait))
    yield* due.close
  })

  const readOrder = Effect.fnUntraced(function* (orderId: string) {
    const outcome = yield* details.read(orderId)
    if (outcome._tag === "Stored") yield* health.answered("details", outcome.askedAt)
    else {
      if (isAnswer(outcome.error)) yield* health.answered("details", (yield* time.now).at)
      const { error, nextTry } = outcome
      yield* Effect.logWarning(`${error.message} Order ${visibleText(orderId)} is tried again at ${isoOf(nextTry)}.`)
    }
    return outcome
  })

  /** Does it again and again; a failure is noted and awaited. Ends if another process writes. */
  const keepOn = <A>(
    lane: string,
    once: Effect.Effect<A, AdapterError | CommitFailure>,
    pause: Effect.Effect<unknown, SqlError>
  ): Effect.Effect<never, LaneTaken | WriterLost> =>
    health.whenRunning.pipe(
      Effect.andThen(once),
      Effect.andThen(pause),
      Effect.catchTag("AdapterError", (error) =>
        Effect.gen(function* () {
          yield* countFailure(name, error.reason._tag)
          const wait = yield* health.failed(lane, error)
          yield* Effect.logWarning(`${error.message} The next call is made in ${Math.ceil(wait / 1000)} s.`)
          yield* Effect.sleep(wait)
        })
      ),
      Effect.catchTags({
        SqlError: (error) => storeFailed(error.message),
        DamagedRecord: (error) => storeFailed(error.message)
      }),
      Effect.forever
    )

  const followLive = Effect.andThen(
    Effect.sync(() => (busy.live = true)),
    readLive
  ).pipe(Effect.ensuring(Effect.sync(() => (busy.live = false))), Effect.tap(beginFirstBackfill), liveTurn.withPermit)
  const followBackfill = backfillTurn.withPermit(readBackfill)

  /** Notes a failure of the platform in the store. */
  const noted = <A>(lane: string, effect: Effect.Effect<A, AdapterError | CommitFailure>) =>
    Effect.tapError(effect, (error) =>
      error._tag === "AdapterError" ? Effect.ignore(health.failed(lane, error)) : Effect.void
    )

  const readAll = (earlier: Effect.Effect<ReadList, AdapterError | CommitFailure>) =>
    Effect.gen(function* () {
      const read = {
        live: yield* noted(live, followLive),
        backfill: yield* noted(backfill, earlier),
        details: 0,
        parked: 0
      }
      for (let asked = 1; asked > 0; ) {
        const more = yield* noted("details", readDue)
        asked = more.asked
        read.details += more.asked
        read.parked += more.parked
      }
      return read
    }).pipe(Effect.annotateLogs({ platform: name.platform, shop: name.shopId }))

  return {
    name,
    door,
    run: Effect.all(
      [
        keepOn(live, followLive, Effect.sleep(settings.pollInterval)),
        keepOn(backfill, followBackfill, Effect.sleep(settings.pollInterval)),
        keepOn("details", readDue, awaitDue)
      ],
      { concurrency: "unbounded" }
    ).pipe(Effect.andThen(Effect.never), Effect.annotateLogs({ platform: name.platform, shop: name.shopId })),
    catchUp: readAll(followBackfill),
    readNew: readAll(Effect.succeed(nothingRead)),
    now: time.now,
    receivePush: (request) =>
      adapter.receivePush(request, (message) =>
        Effect.gen(function* () {
          const arrived = yield* time.now
          yield* countPush(name)
          if (isQuarantined(message)) return yield* writer.receive(name, [], [message], arrived)
          yield* writer.receive(name, [message], [], arrived)
          yield* due.open
        })
      ),
    readOrder,
    want: (orderIds) =>
      Effect.gen(function* () {
        yield* writer.want(name, orderIds, yield* time.now)
        yield* due.open
      }),
    replay: (fingerprint, who) => {
      const { decodeRow } = adapter
      if (decodeRow === undefined) {
        const detail = `${adapter.manifest.package} decodes no single rows: update it`
        const reason = { _tag: "NotSupported", detail } as const
        return Effect.fail(new AdapterError({ platform: name.platform, shop: name.shopId, reason }))
      }
      const pageOf: ReplayedBy["pageOf"] = (operation, answer) => ruledBy(door, settings, operation, [answer])
      return Effect.tap(writer.replay(fingerprint, { decodeRow, pageOf }, who), due.open)
    },
    reconcile: (period, repair) =>
      reconcile(adapter, committing, liveLane, store, door.backfillsBy ?? "created", period, repair).pipe(
        Effect.ensuring(due.open)
      ),
    backfill: beginBackfill
  }
})

/** A lane, and where its reading is. */
interface LanePosition extends Pick<HeldLane, "cursor" | "progress"> {
  readonly held: HeldLane
}

/** Whether the platform answered for the order, so that its credentials are in order. */
const isAnswer = (error: AdapterError | DamagedRecord): boolean =>
  error._tag === "AdapterError" && error.reason._tag !== "PermissionDenied"

const positionOf = (held: HeldLane): LanePosition => ({ held, cursor: held.cursor, progress: held.progress })

const storeFailed = (message: string): Effect.Effect<void> =>
  Effect.andThen(Effect.logError(`the store: ${message}`), Effect.sleep(storeWait))

const isoOf = (millis: number): string => DateTime.formatIso(DateTime.makeUnsafe(millis))
