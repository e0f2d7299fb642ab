/** Keeps the orders of one shop in the store in step with its platform. */
import { AdapterError, isQuarantined, type OrderAdapter, type PushAnswer, type PushRequest } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"
import type * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import type { SqlError } from "effect/sql/SqlError"
import { platformDecryptOf } from "../privacy/platformDecrypt.ts"
import type { PlatformDecrypt } from "../privacy/reveal.ts"
import type { ShopName } from "../store/lanes.ts"
import type { HeldLane } from "../store/Page.ts"
import type { Arrived } from "../store/raiseWants.ts"
import type { DueFirst } from "../store/reads.ts"
import type { Replayed, ReplayedBy } from "../store/replay.ts"
import { ShopOwners } from "../store/ShopOwners.ts"
import { Store } from "../store/Store.ts"
import type { DamagedRecord, LaneTaken, NotReplayed, WriterLost } from "../store/StoreError.ts"
import { StoreWriter } from "../store/StoreWriter.ts"
import { type CommitFailure, ruledBy } from "./commitRecords.ts"
import { type Door, doorOf } from "./Door.ts"
import { makeDetails, type ReadOrder } from "./details.ts"
import { type CommittedPage, nothingRead, type ReadList, readList } from "./lanes.ts"
import { learnTime } from "./learnTime.ts"
import { makePlatformTime } from "./PlatformTime.ts"
import { makePostponed } from "./postponed.ts"
import { type Period, type Reconciled, type ReconcileProgress, reconcile } from "./reconcile.ts"
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

/**
 * One shop that this process keeps in step. A call fails with `SqlError` if the database does, and with `WriterLost` if
 * another process writes to the store now.
 */
export interface ShopSync {
  readonly name: ShopName
  readonly door: Door
  /** How many days back the platform's lists go; `null` if that is not known. */
  readonly historyDays: number | null
  /** The adapter's own decryption of what the platform encrypted, for `Privacy.reveal`; `null` if it has none. */
  readonly decrypt: PlatformDecrypt | null
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
  readonly reconcile: (
    period: Period,
    repair: boolean,
    onProgress?: (at: ReconcileProgress) => Effect.Effect<void, CommitFailure>
  ) => Effect.Effect<Reconciled, AdapterError | CommitFailure>
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
/**
 * How many due orders are asked for before it is looked what is due now: mostly those that became due last, since a push or a
 * new order must not wait behind a backfill; and some of the others, so that each of them is asked for in the end.
 */
const dueAtOnce = { latest: 40, longest: 5, rereads: 5 }
const day = 86_400_000
/** What the live lane of a shop that is new reaches back; the backfill reads what is before. */
const firstLive = day
/** After a page of a backfill, while the live lane or orders are being read. */
const backfillPause = 2000
/** How far back a list is read whose cursor the adapter does not know any more; in milliseconds. */
const rereadAfterLostCursor = 3_600_000
/**
 * How long an order waits whose call failed while others succeed, and one that could not be read before the platform's time was
 * known, the first time; in milliseconds.
 */
const afterFailure = 60_000
const beforeTime = 5000
/** The wait after a failure of the store, such as a full disk; in milliseconds. */
const storeWait = 10_000

/**
 * Takes the shop over, to be kept in step. The shop of the store is found by `name`: the platform and the shop's id, as its
 * adapter states them. Fails with `WriterLost` if another process writes to the store now.
 */
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
  yield* writer.noteRules(name, {
    allowances: settings.allowances,
    rereads: door.needsRereads ? settings.rereads : null
  })
  const health = yield* makeShopHealth(liveLane, store, writer, settings.authorisationEnds)
  const details = yield* makeDetails(adapter, committing, liveLane)
  const due = yield* Latch.make(false)
  /** One reading of a list at a time, also if an operator asks for one while the shop is followed. */
  const [liveTurn, backfillTurn] = [yield* Semaphore.make(1), yield* Semaphore.make(1)]
  /** Whether the live lane is being read, and whether orders are. */
  const busy = { live: false, details: false }
  /** Whether the list was read since this process began, or there is none: a row of it tells the platform's time. */
  let wasListed = door.listsBy === null

  const readLive = Effect.gen(function* () {
    if (door.listsBy === null) return nothingRead
    const lane = lanes.live
    const from = lane.progress?.since ?? (yield* firstLiveFrom)
    const reading = { by: door.listsBy, from, since: from, until: null, cursor: lane.cursor }
    const note = (page: CommittedPage) => {
      lanes.live = { ...lane, cursor: page.cursor, progress: page.progress }
      return Effect.andThen(due.open, health.answered(live, page.askedAt))
    }
    return yield* readList(adapter, committing, lane.held, reading, note).pipe(
      Effect.catchIf(
        (error) => isLostCursor(error, reading.cursor),
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

  /** Where the live lane of a shop begins that was never read: no time lies between it and the first backfill. */
  const firstLiveFrom = Effect.gen(function* () {
    const { at } = yield* learnTime(adapter, committing, liveLane, {
      by: door.listsBy,
      reachesBack: settings.firstSync
    })
    yield* placeAgain(at)
    return Math.min(at - firstLive, lanes.backfill.progress?.until ?? at)
  })

  /** The period before the first live reading, once the platform's time is known. */
  const beginFirstBackfill = Effect.gen(function* () {
    if (door.backfillsBy === null || lanes.backfill.progress !== null) return
    const { at } = yield* time.now
    yield* beginPeriod(at - settings.firstSync, at)
  })

  /**
   * Since when an operator's period is that was begun by this machine's clock: an operator does not wait for the platform. It is
   * placed again when the platform's time is known.
   */
  let begunByMachine: number | null = null

  /** An operator's period. That of a shop which was not read before has its first days too. */
  const beginBackfill = Effect.fnUntraced(function* (since: number, until: number) {
    if (begunByMachine !== null) begunByMachine = Math.min(begunByMachine, since)
    if (door.backfillsBy === null || lanes.backfill.progress !== null) return yield* beginPeriod(since, until)
    const { at, isMachineTime } = yield* time.now
    if (isMachineTime) begunByMachine = since
    yield* beginPeriod(Math.min(since, at - settings.firstSync), Math.max(until, at))
  })

  const placeAgain = Effect.fnUntraced(function* (at: number) {
    if (begunByMachine === null) return
    const from = Math.min(begunByMachine, at - settings.firstSync)
    begunByMachine = null
    yield* restartBackfill(from, at)
  })

  /** What is left of a period that was not read to its end is read too. */
  const beginPeriod = (since: number, until: number) => {
    const left = isBackfilled() ? null : lanes.backfill.progress
    return restartBackfill(Math.min(since, left?.settled ?? since), Math.max(until, left?.until ?? until))
  }

  /** How many periods are being begun: the reading of the one before ends then. */
  let beginning = 0
  const restartBackfill = (from: number, until: number) =>
    Effect.gen(function* () {
      beginning += 1
      const progress = { since: from, settled: from, until: Math.max(from, until) }
      lanes.backfill = positionOf(yield* writer.restart(name, backfill, progress))
    }).pipe(Effect.ensuring(Effect.sync(() => (beginning -= 1))))

  const isBackfilled = () => {
    const { progress } = lanes.backfill
    return progress === null || progress.until === null || progress.settled >= progress.until
  }

  const readBackfill: Effect.Effect<ReadList, AdapterError | CommitFailure> = Effect.gen(function* () {
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
      Effect.catchIf(
        (error) => isLostCursor(error, reading.cursor),
        (error) =>
          Effect.gen(function* () {
            if (!isOwn() || until === null) return nothingRead
            const period = `from ${isoOf(since)} to ${isoOf(until)}`
            yield* Effect.logWarning(`${error.message} The period ${period} is read again from its beginning.`)
            yield* beginPeriod(since, until)
            return yield* readBackfill
          })
      ),
      // A new period was asked for meanwhile.
      Effect.catchTag("LaneTaken", (error) => (isOwn() ? Effect.fail(error) : Effect.succeed(nothingRead)))
    )
  })

  const postponed = makePostponed()

  /** The orders that are to be asked for now. */
  const dueNow = Effect.gen(function* () {
    const { at, isMachineTime } = yield* time.now
    const ready = yield* postponed.ready
    const { latest, longest, rereads } = dueAtOnce
    const wantsDue = (limit: number, first: DueFirst) =>
      Effect.map(store.dueWants(liveLane.shop, at, limit + postponed.size(), first), (wants) =>
        wants
          .map(({ orderId }) => orderId)
          .filter(ready)
          .slice(0, limit)
      )
    const newest = yield* wantsDue(latest, "latest")
    const oldest = newest.length < latest ? [] : yield* wantsDue(longest, "longest")
    const others = rereads + (newest.length < latest ? latest - newest.length : 0)
    const again = yield* store.dueRereads(liveLane.shop, at, others + postponed.size())
    const due = new Set([...newest, ...oldest, ...again.filter(ready).slice(0, others)])
    if (due.size > 0 || !isMachineTime || !wasListed) return { orderIds: [...due], isEarly: false }
    // By this machine's clock, which may have been set back, all that is due would wait: one answer tells the platform's time.
    const next = yield* store.dueNext(liveLane.shop, 1 + postponed.size())
    return { orderIds: next.filter(ready).slice(0, 1), isEarly: true }
  })

  /** Nothing is due: no call of the lane of details can succeed, so that the last failure of one says nothing any more. */
  const noteIdle = Effect.gen(function* () {
    if (!health.isFailing("details")) return
    const next = yield* store.nextDue(liveLane.shop)
    const { at } = yield* time.now
    if (next === null || next > at) yield* health.idle("details")
  })

  const readDue = Effect.gen(function* () {
    if (!door.reads) return { asked: 0, parked: 0 }
    const { isEarly, orderIds } = yield* dueNow
    if (orderIds.length === 0) yield* noteIdle
    busy.details = orderIds.length > 0
    const read = { asked: 0, parked: 0 }
    const failed: Array<readonly [orderId: string, error: AdapterError]> = []
    let isOver = false
    const ask = (orderId: string) =>
      Effect.suspend(() => (isOver ? Effect.succeed(null) : readOrder(orderId))).pipe(
        Effect.tap((outcome) => {
          if (outcome === null) return Effect.void
          read.asked += 1
          if (outcome._tag !== "Stored") read.parked += 1
          return outcome._tag === "Postponed" ? postponed.postpone(orderId, beforeTime) : postponed.release(orderId)
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
    // One that is not due is not asked for again and again before others.
    if (isEarly && !isOver) for (const [orderId] of failed) yield* postponed.postpone(orderId, afterFailure)
    if (failure !== undefined && (isOver || read.asked === 0)) return yield* failure[1]
    for (const [orderId] of failed) yield* postponed.postpone(orderId, afterFailure)
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
      const { at, isMachineTime } = yield* time.now
      const { error } = outcome
      if (isAnswer(error)) yield* health.answered("details", isMachineTime ? null : at)
      const again = outcome._tag === "Parked" ? `at ${isoOf(outcome.nextTry)}` : "soon"
      // The number may be what somebody typed, such as a telephone number: it is not logged.
      yield* Effect.logWarning(`${error.message} The order is tried again ${again}.`)
    }
    return outcome
  })

  /** Repeats it. After a failure, which is noted, it waits before the next attempt. Ends if another process writes. */
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
  ).pipe(
    Effect.ensuring(Effect.sync(() => (busy.live = false))),
    Effect.tap(() => {
      wasListed = true
      return beginFirstBackfill
    }),
    liveTurn.withPermit
  )
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

  const readUpTo = Effect.sync(() => (door.listsBy === "updated" ? (lanes.live.progress?.settled ?? null) : null))

  return {
    name,
    door,
    historyDays: settings.history === null ? null : Math.floor(settings.history / day),
    decrypt: platformDecryptOf(adapter),
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
    reconcile: (period, repair, onProgress) =>
      reconcile({ adapter, committing, held: liveLane, store, by: door.backfillsBy ?? "created", readUpTo }, period, {
        repair,
        onProgress: onProgress ?? (() => Effect.void)
      }).pipe(Effect.ensuring(due.open)),
    backfill: beginBackfill
  }
})

/** A lane, and where its reading is. */
interface LanePosition extends Pick<HeldLane, "cursor" | "progress"> {
  readonly held: HeldLane
}

/** Whether the adapter does not know the cursor any more: it may be of an older version of it. */
const isLostCursor = (error: AdapterError | CommitFailure, cursor: string | null): boolean =>
  cursor !== null && error._tag === "AdapterError" && error.reason._tag === "InvalidRequest"

/** Whether the platform answered for the order, so that its credentials are in order. */
const isAnswer = (error: AdapterError | DamagedRecord): boolean =>
  error._tag === "AdapterError" && error.reason._tag !== "PermissionDenied"

const positionOf = (held: HeldLane): LanePosition => ({ held, cursor: held.cursor, progress: held.progress })

const storeFailed = (message: string): Effect.Effect<void> =>
  Effect.andThen(Effect.logError(`the store: ${message}`), Effect.sleep(storeWait))

const isoOf = (millis: number): string => DateTime.formatIso(DateTime.makeUnsafe(millis))
