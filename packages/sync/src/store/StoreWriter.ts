/** What changes the store. One process at a time has it. */

import type { Quarantined } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { makePrivacy, type Privacy } from "../privacy/Privacy.ts"
import type { ReadSnapshot } from "../sqlite/ReadSnapshot.ts"
import { beginRereads } from "./beginRereads.ts"
import { commitPage } from "./commitPage.ts"
import { type Arrival, correctWants, dropWants, receiveArrivals } from "./inbox.ts"
import { endJob, type JobEnd, type NewJob, noteJob, startJob } from "./jobs.ts"
import { claimLane, numberOfShop, requireLane, restartLane, type ShopName } from "./lanes.ts"
import { type OpenedStore, type OpenOptions, openForWriting } from "./openStore.ts"
import type { Committed, HeldLane, LaneProgress, Page, RereadSettings } from "./Page.ts"
import { type Parked, parkOrder } from "./parking.ts"
import { type Arrived, raiseWants } from "./raiseWants.ts"
import { type Replayed, type ReplayedBy, replay } from "./replay.ts"
import { localShopOwners, ShopOwners } from "./ShopOwners.ts"
import { makeStore, Store } from "./Store.ts"
import type { DamagedRecord, LaneTaken, NotReplayed, StoreTaken, UnusableStore, WriterLost } from "./StoreError.ts"
import { readShopRules, type ShopRules, writeShopRules } from "./shopRules.ts"
import { pauseShop, type ShopState, writeShopState } from "./shopStates.ts"
import { asWriter, ownerOf, type Writer, type WriterOptions } from "./writer.ts"

/**
 * What changes the store. `makeShopSync` uses most of it; programs use `pause`, `privacy` and `writer`. All of it fails with
 * `WriterLost` once another process writes to the store: nothing was written then.
 */
export interface StoreWriterService {
  /** This process as the writer. */
  readonly writer: Writer
  /** Takes a lane of a shop over; what its owner before commits from now on is refused. */
  readonly claim: (shop: ShopName, lane: string) => Effect.Effect<HeldLane, SqlError | WriterLost>
  /** Takes a lane over and lets it begin from this progress, without a cursor. */
  readonly restart: (
    shop: ShopName,
    lane: string,
    progress: LaneProgress
  ) => Effect.Effect<HeldLane, SqlError | WriterLost>
  /**
   * Notes how a shop is kept in step: imports keep its orders in step the same way, and `check` knows what must hold. If
   * rereading begins with these rules, the stored orders are scheduled too.
   */
  readonly noteRules: (shop: ShopName, rules: ShopRules) => Effect.Effect<void, SqlError | WriterLost>
  /** As they were noted last; what holds for any shop if they never were. */
  readonly rulesOf: (shop: ShopName) => Effect.Effect<ShopRules, SqlError>
  /** Commits a page in one transaction. */
  readonly commitPage: (lane: HeldLane, page: Page) => Effect.Effect<Committed, SqlError | LaneTaken | DamagedRecord>
  /**
   * Stores the messages of a push, and that their orders are wanted, in one transaction. Only then may the push be
   * acknowledged.
   */
  readonly receive: (
    shop: ShopName,
    arrivals: ReadonlyArray<Arrival>,
    unreadable: ReadonlyArray<Quarantined>,
    arrived: Arrived
  ) => Effect.Effect<void, SqlError | WriterLost>
  /** These orders are to be known up to this moment of the platform's clock (Unix milliseconds), and asked for at once. */
  readonly want: (
    shop: ShopName,
    orderIds: ReadonlyArray<string>,
    arrived: Arrived
  ) => Effect.Effect<void, SqlError | WriterLost>
  /**
   * Drops what is wanted of these orders, such as a number that the platform never had. Answers with how many wants there
   * were. An order that is stored remains.
   */
  readonly dropWants: (shop: ShopName, orderIds: ReadonlyArray<string>) => Effect.Effect<number, SqlError | WriterLost>
  /** Wants that were noted by this machine's clock become wants of this moment (Unix milliseconds, the platform's clock). */
  readonly correctWants: (lane: HeldLane, now: number) => Effect.Effect<void, SqlError | WriterLost | LaneTaken>
  /**
   * Parks the want of an order that could not be read. Answers with when it is tried again, in Unix milliseconds by the
   * platform's clock.
   */
  readonly park: (lane: HeldLane, parked: Parked) => Effect.Effect<number, SqlError | WriterLost | LaneTaken>
  /** Notes how the calls of the shop fare. */
  readonly noteState: (
    lane: HeldLane,
    state: Omit<ShopState, "paused">
  ) => Effect.Effect<void, SqlError | WriterLost | LaneTaken>
  /** Pauses a shop, or lets it go on. */
  readonly pause: (shop: ShopName, paused: boolean) => Effect.Effect<void, SqlError | WriterLost>
  /**
   * Decodes a row of the quarantine again, as if it had come when it was asked for. Fails with `NotReplayed` if somebody
   * else was faster, or if the row itself is not stored.
   */
  readonly replay: (
    fingerprint: string,
    by: ReplayedBy,
    who: string
  ) => Effect.Effect<Replayed, SqlError | WriterLost | DamagedRecord | NotReplayed>
  /** Notes a job that begins. Answers with its number. Jobs that run when another process becomes the writer are stopped. */
  readonly startJob: (shop: ShopName, job: NewJob) => Effect.Effect<number, SqlError | WriterLost>
  /** Notes up to which moment of the platform's clock (Unix milliseconds) a job is. */
  readonly noteJob: (id: number, settled: number) => Effect.Effect<void, SqlError | WriterLost>
  readonly endJob: (id: number, end: JobEnd) => Effect.Effect<void, SqlError | WriterLost>
  readonly privacy: Privacy
}

/** The store for writing: one process has it at a time. */
export class StoreWriter extends Context.Service<StoreWriter, StoreWriterService>()("@huidan/sync/StoreWriter") {}

/** How a store is opened for writing. */
export interface StoreOptions extends OpenOptions {
  /** Whether what the platform sent of an order is kept, encrypted and compressed; not if left out. */
  readonly keepsRawAnswers?: boolean
}

/**
 * The store for reading and writing, as its one writer and the owner of its shops. Fails with `StoreTaken` if another
 * process is that; with `UnusableStore` if the file is not for this program, or is encrypted with another master key.
 */
export const layerStoreWriter = (
  options: StoreOptions & WriterOptions
): Layer.Layer<
  Store | StoreWriter | ShopOwners,
  SqlError | UnusableStore | StoreTaken,
  SqlClient.SqlClient | ReadSnapshot
> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const opened = yield* openForWriting(options)
      const writer = yield* makeStoreWriter(opened, options)
      return Context.make(Store, yield* makeStore(opened)).pipe(
        Context.add(StoreWriter, writer),
        Context.add(ShopOwners, localShopOwners(writer.claim))
      )
    })
  )

const makeStoreWriter = Effect.fnUntraced(function* (
  { keys, writer, zone }: OpenedStore & { readonly writer: Writer },
  { keepsRawAnswers = false }: StoreOptions
) {
  const sql = yield* SqlClient.SqlClient
  const settings = { keys, keepsRawAnswers, zone }
  const { epoch } = writer
  const owner = ownerOf(writer.name, epoch)
  const own = <A, E, R>(statements: Effect.Effect<A, E, R>) => asWriter(sql, epoch, statements)
  const ofShop = <A, E>(shop: ShopName, statements: (shop: number) => Effect.Effect<A, E>) =>
    own(Effect.flatMap(numberOfShop(sql, shop), statements))
  const ofLane = <A, E>(lane: HeldLane, statements: Effect.Effect<A, E>) =>
    own(Effect.andThen(requireLane(sql, lane), statements))
  /** All orders of the shop are to be read again. Other fibers run between two transactions. */
  const scheduled = Effect.fnUntraced(function* (shop: ShopName, rereads: RereadSettings) {
    for (let after: string | null = ""; after !== null; ) {
      const last: string = after
      after = yield* ofShop(shop, (id) => beginRereads(sql, id, rereads, last))
      yield* Effect.yieldNow
    }
  })
  return StoreWriter.of({
    writer,
    claim: (shop, lane) => own(claimLane(sql, shop, lane, owner)),
    restart: (shop, lane, progress) => own(restartLane(sql, shop, lane, owner, progress)),
    noteRules: Effect.fnUntraced(function* (shop, rules) {
      const { rereads } = rules
      const begins = rereads !== null && (yield* readShopRules(sql, shop)).rereads === null
      const scheduleAll = begins ? scheduled(shop, rereads) : Effect.void
      // The rules are noted after all orders are scheduled: after a stop it begins again.
      yield* scheduleAll
      yield* ofShop(shop, (id) => writeShopRules(sql, id, rules))
      // Until then an import could commit orders by the rules before.
      yield* scheduleAll
    }),
    rulesOf: (shop) => readShopRules(sql, shop),
    commitPage: (lane, page) => commitPage(sql, lane, page, settings),
    receive: (shop, arrivals, unreadable, arrived) =>
      ofShop(shop, (id) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) =>
          receiveArrivals(sql, id, arrivals, unreadable, arrived, keys?.master ?? null, now)
        )
      ),
    want: (shop, orderIds, { at, isMachineTime }) =>
      ofShop(shop, (id) => raiseWants(sql, id, orderIds, at, isMachineTime)),
    dropWants: (shop, orderIds) => ofShop(shop, (id) => dropWants(sql, id, orderIds)),
    correctWants: (lane, now) => ofLane(lane, correctWants(sql, lane.shop, now)),
    park: (lane, parked) => ofLane(lane, parkOrder(sql, lane.shop, parked)),
    noteState: (lane, state) =>
      ofLane(
        lane,
        Effect.flatMap(Clock.currentTimeMillis, (now) => writeShopState(sql, lane.shop, state, now))
      ),
    pause: (shop, paused) => ofShop(shop, (id) => pauseShop(sql, id, paused)),
    replay: (fingerprint, by, who) => replay(sql, own, fingerprint, by, settings, who),
    startJob: (shop, job) =>
      ofShop(shop, (id) => Effect.flatMap(Clock.currentTimeMillis, (now) => startJob(sql, id, job, now))),
    noteJob: (id, settled) => own(noteJob(sql, id, settled)),
    endJob: (id, end) => own(Effect.flatMap(Clock.currentTimeMillis, (now) => endJob(sql, id, end, now))),
    privacy: yield* makePrivacy(sql, own, keys)
  })
})
