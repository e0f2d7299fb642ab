/** The commands in the process that writes to the store. */
import { type AdapterError, orderKey } from "@huidan/core"
import {
  type Arrived,
  allShops,
  type CaughtUp,
  exportOrders,
  type ForgetProgress,
  type Revealed,
  type ShopName,
  type ShopOverview,
  Store,
  StoreWriter
} from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Ref from "effect/Ref"
import * as Result from "effect/Result"
import * as Schedule from "effect/Schedule"
import * as Stream from "effect/Stream"
import { SqlClient } from "effect/sql/SqlClient"
import { asCommandFailed } from "../output/failureText.ts"
import { type Failure, Run } from "../Run.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { type OpenShop, type SyncableShop, selectWanted } from "./ConfiguredShop.ts"
import { quarantinedRows } from "./quarantinedRows.ts"
import {
  isPaused,
  listsNothing,
  type NoMeaning,
  noSuchRow,
  notConfigured,
  notForgotten,
  notReadYet,
  readsNoOrders,
  severalShops
} from "./refusals.ts"
import type {
  Compared,
  Forgotten,
  NotRead,
  Progress,
  Read,
  ReplayedRow,
  Rotated,
  Skipped,
  StoreCommands,
  Working
} from "./StoreCommands.ts"
import { type StoreError, storeFailed } from "./StoreFailed.ts"
import { isSameShop, readUpTo, unreadEarlier } from "./shopOverview.ts"

/** How often a command says where it is. */
const progressEvery = "1 second"

/** How many orders one transaction wants to be read, or drops. */
const wantsAtOnce = 500

/** What a command does with a shop, or why it has no meaning for it. */
type Work<A> = (
  shop: OpenShop,
  name: string,
  /** Says how far the work is. */
  note: (at: Progress["compared"]) => Effect.Effect<void>
) => Effect.Effect<A, AdapterError | StoreError | Failure | NoMeaning>

/** The commands on these shops and the store in `file`. What they report never shows a secret. */
export const localCommands = Effect.fnUntraced(function* (
  shops: ReadonlyArray<SyncableShop>,
  file: string,
  /** Whether this process follows the shops. */
  isFollowing: boolean
): Effect.fn.Return<StoreCommands, never, Run | SqlClient | Store | StoreWriter> {
  const run = yield* Run
  const sql = yield* SqlClient
  const store = yield* Store
  const writer = yield* StoreWriter

  const failureOf = asFailure(file)
  const failed = Effect.fnUntraced(function* (failure: Failure) {
    const { exitCode, json, text } = asCommandFailed(failure)
    return new CommandFailed({
      exitCode,
      text: yield* run.concealed(text),
      json: yield* run.concealed(json)
    })
  })
  const orFailed = <A, R>(effect: Effect.Effect<A, AdapterError | StoreError | Failure, R>) =>
    Effect.catch(effect, (error) => Effect.flatMap(failed(failureOf(error)), Effect.fail))

  const overview = ({ sync }: OpenShop): Effect.Effect<ShopOverview | undefined> =>
    allShops(store).pipe(
      Effect.map((all) => all.find((each) => isSameShop(each, sync.name))),
      Effect.orElseSucceed(() => undefined)
    )

  const progressOf = (name: string, shop: OpenShop, compared: Progress["compared"] = null): Effect.Effect<Progress> =>
    Effect.map(overview(shop), (found) => {
      const { settled = null, until = null } = (found === undefined ? null : unreadEarlier(found)) ?? {}
      return {
        _tag: "Progress",
        shop: name,
        rightAsOf: found?.rightAsOf ?? null,
        earlier: settled === null || until === null ? null : { settled, until },
        wants: found === undefined ? 0 : found.wants,
        compared
      }
    })

  /** One shop: emits the progress at intervals, then the result. */
  const following = <A>(
    { name, opened }: SyncableShop,
    work: Work<A>,
    isOneOfAll: boolean
  ): Stream.Stream<Progress | NotRead | Skipped | A> => {
    const notRead = (failure: Failure): Effect.Effect<NotRead> =>
      Effect.map(failed(failure), (reported) => ({ _tag: "NotRead", shop: name, failure: reported }))
    if (Result.isFailure(opened)) return Stream.fromEffect(notRead(opened.failure))
    const shop = opened.success
    const noted = Ref.makeUnsafe<Progress["compared"]>(null)
    const whole = Effect.gen(function* () {
      if ((yield* overview(shop))?.paused === true) return yield* isPaused(name)
      return yield* work(shop, name, (at) => Ref.set(noted, at))
    })
    const outcome = Effect.catch(whole, (error): Effect.Effect<A | NotRead | Skipped> => {
      if (error._tag !== "NoMeaning") return notRead(failureOf(error))
      return isOneOfAll ? Effect.succeed({ _tag: "Skipped", shop: name, why: error.why }) : notRead(error.failure)
    })
    return Stream.merge(
      Stream.fromEffectSchedule(
        Effect.flatMap(Ref.get(noted), (at) => progressOf(name, shop, at)),
        Schedule.spaced(progressEvery)
      ),
      Stream.fromEffect(outcome),
      { haltStrategy: "right" }
    )
  }

  const onEach = <A>(
    wanted: string | null,
    work: Work<A>
  ): Stream.Stream<Progress | NotRead | Skipped | A, CommandFailed> =>
    Stream.unwrap(
      Effect.map(selected(wanted), (chosen) =>
        Stream.mergeAll(
          chosen.map((shop) => following(shop, work, wanted === null)),
          { concurrency: "unbounded" }
        )
      )
    )

  /** A shop's now, if single orders can be asked for there. */
  const wantedAgain = (name: ShopName): Effect.Effect<Arrived | null> => {
    const opened = shops.find(({ stored }) => stored !== null && isSameShop(stored, name))?.opened
    return opened !== undefined && Result.isSuccess(opened) && opened.success.sync.door.reads
      ? opened.success.sync.now
      : Effect.succeed(null)
  }

  const selected = (wanted: string | null) => orFailed(selectWanted(shops, wanted, platformOf))

  const readToEnd = (name: string, shop: OpenShop, reading: Effect.Effect<CaughtUp, AdapterError | StoreError>) =>
    Effect.gen(function* () {
      const { backfill, details, live, parked } = yield* reading
      const { rightAsOf } = yield* progressOf(name, shop)
      return {
        _tag: "Read",
        shop: name,
        live,
        earlier: backfill,
        details,
        parked,
        lists: shop.sync.door.listsBy !== null,
        rightAsOf
      } satisfies Read
    })

  return {
    sync: ({ wanted }) =>
      onEach(wanted, (shop, name) => readToEnd(name, shop, isFollowing ? shop.sync.readNew : shop.sync.catchUp)),
    backfill: ({ since, until, wanted }) =>
      onEach(
        wanted,
        Effect.fnUntraced(function* (shop, name) {
          if (shop.sync.door.backfillsBy === null) return yield* listsNothing(name)
          yield* shop.sync.backfill(since, until)
          return yield* readToEnd(name, shop, shop.sync.catchUp)
        })
      ),
    reconcile: ({ repair, since, until, wanted }) =>
      onEach(
        wanted,
        Effect.fnUntraced(function* (shop, name, note) {
          if (shop.sync.door.backfillsBy === null) return yield* listsNothing(name)
          const before = yield* overview(shop)
          if (before === undefined || readUpTo(before) === null) return yield* notReadYet(name, null)
          // Else what changed since the last sync would be said to differ.
          if (!isFollowing) yield* shop.sync.readNew
          const found = yield* overview(shop)
          const read = found === undefined ? null : readUpTo(found)
          // What is younger is in the store only after the next reading, and would be said to be missing.
          const end = read === null ? null : Math.min(read, until ?? read)
          if (end === null || end <= since) return yield* notReadYet(name, read)
          const compared = yield* shop.sync.reconcile({ since, until: end }, repair, note)
          return { _tag: "Compared", shop: name, until: end, ...compared } satisfies Compared
        })
      ),
    askForOrder: (order) =>
      orFailed(
        Effect.gen(function* () {
          const shop = shops.find(({ stored }) => stored !== null && isSameShop(stored, order))
          if (shop === undefined) return yield* notConfigured(order)
          const { sync } = yield* Effect.fromResult(shop.opened)
          const outcome = yield* sync.readOrder(order.orderId)
          return outcome._tag === "Stored"
            ? { isChanged: outcome.isChanged, failure: null }
            : { isChanged: false, failure: yield* failed(failureOf(outcome.error)) }
        })
      ),
    want: ({ orderIds, wanted }) =>
      orFailed(
        Effect.gen(function* () {
          const [shop, ...others] = yield* selectWanted(shops, wanted, platformOf)
          if (shop === undefined || others.length > 0) return yield* severalShops(wanted)
          const { sync } = yield* Effect.fromResult(shop.opened)
          if (!sync.door.reads) return yield* readsNoOrders(shop.name)
          const all = [...new Set(orderIds)]
          for (let at = 0; at < all.length; at += wantsAtOnce) yield* sync.want(all.slice(at, at + wantsAtOnce))
          return all.length
        })
      ),
    dropWants: ({ orderIds, wanted }) =>
      orFailed(
        Effect.gen(function* () {
          const [shop, ...others] = yield* selectWanted(shops, wanted, platformOf)
          if (shop === undefined || others.length > 0) return yield* severalShops(wanted)
          const name = shop.stored ?? (yield* Effect.fromResult(shop.opened)).sync.name
          const all = [...new Set(orderIds)]
          let dropped = 0
          for (let at = 0; at < all.length; at += wantsAtOnce) {
            dropped += yield* writer.dropWants(name, all.slice(at, at + wantsAtOnce))
          }
          return dropped
        })
      ),
    pause: ({ paused, wanted }) =>
      orFailed(
        Effect.gen(function* () {
          const chosen = yield* selectWanted(shops, wanted, platformOf)
          for (const { opened, stored } of chosen) {
            yield* writer.pause(stored ?? (yield* Effect.fromResult(opened)).sync.name, paused)
          }
          return chosen.map(({ name }) => name)
        })
      ),
    forget: ({ order, phone, who }) =>
      reporting((note) =>
        orFailed(
          Effect.gen(function* () {
            const onProgress = (at: ForgetProgress) => note({ _tag: "Working", ...at })
            const options = { wantedAgain, onProgress }
            const forgotten =
              order !== null
                ? yield* writer.privacy.forget(order, order.orderId, who, options)
                : phone !== null
                  ? yield* writer.privacy.forgetPhone(Redacted.make(phone), who, options)
                  : { orders: 0, rows: 0, remembered: 0, isLogEmpty: true }
            if (forgotten.orders + forgotten.rows === 0) {
              return yield* notForgotten(order, forgotten.remembered > 0)
            }
            return { _tag: "Forgotten", ...forgotten } satisfies Forgotten
          })
        )
      ),
    reveal: ({ decrypts, order, who }) =>
      orFailed(
        Effect.gen(function* () {
          const shop = decrypts ? shops.find(({ stored }) => stored !== null && isSameShop(stored, order)) : undefined
          const decrypt = shop !== undefined && Result.isSuccess(shop.opened) ? shop.opened.success.sync.decrypt : null
          const stored = writer.privacy.reveal(order, order.orderId, who)
          const { refusal, revealed } =
            decrypt === null
              ? { revealed: yield* stored, refusal: null }
              : yield* writer.privacy.reveal(order, order.orderId, who, { decrypt }).pipe(
                  Effect.map((read): RevealedOrRefused => ({ revealed: read, refusal: null })),
                  // What the store has is shown all the same.
                  Effect.catchTag("AdapterError", (error) =>
                    Effect.map(stored, (read): RevealedOrRefused => ({ revealed: read, refusal: error }))
                  )
                )
          const failures = yield* Effect.forEach(revealed.failures, ({ error, pointer }) =>
            Effect.map(failed(error), (failure) => ({ place: pointer, failure }))
          )
          return {
            order: revealed.order,
            failures,
            refused: refusal === null ? null : yield* failed(refusal),
            notAsked: revealed.notAsked
          }
        })
      ),
    exportRevealed: ({ filter, format, who }) =>
      Stream.unwrap(
        Effect.map(Ref.make(0), (orders) =>
          exportOrders({
            ...format,
            ...filter,
            reveal: writer.privacy.exportReveal(who),
            onProgress: (at) => Ref.set(orders, at.orders)
          }).pipe(
            Stream.mapEffect((bytes) => Effect.map(Ref.get(orders), (read) => ({ bytes, orders: read }))),
            Stream.mapError((error) => asCommandFailed(failureOf(error))),
            Stream.provideService(SqlClient, sql)
          )
        )
      ),
    replay: ({ rows, who }) => {
      const matched = new Set<string>()
      const stays = (fingerprint: string, why: string): Effect.Effect<ReplayedRow> =>
        Effect.map(run.concealed(why), (shown) => ({ fingerprint, order: null, why: shown }))
      const replayed = quarantinedRows(store, rows).pipe(
        Stream.mapError((error) => asCommandFailed(failureOf(error))),
        Stream.mapEffect((row) => {
          for (const word of rows ?? []) if (row.fingerprint.startsWith(word)) matched.add(word)
          const shop = shops.find(({ stored }) => stored !== null && isSameShop(stored, row))
          const work = Effect.gen(function* () {
            if (shop === undefined) return yield* notConfigured(row)
            const { sync } = yield* Effect.fromResult(shop.opened)
            return yield* sync.replay(row.fingerprint, who)
          })
          return Effect.matchEffect(work, {
            onSuccess: (outcome) =>
              outcome._tag === "Decoded"
                ? Effect.succeed({
                    fingerprint: row.fingerprint,
                    order: orderKey(row.platform, row.shopId, outcome.orderId),
                    why: null
                  })
                : stays(row.fingerprint, outcome.error.message),
            // The other rows are tried all the same.
            onFailure: (error) =>
              error._tag === "WriterLost" || error._tag === "SqlError"
                ? Effect.fail(asCommandFailed(failureOf(error)))
                : stays(row.fingerprint, error.message)
          })
        })
      )
      const unmatched = Effect.suspend(() => {
        const words = (rows ?? []).filter((word) => !matched.has(word))
        return words.length === 0 ? Effect.void : Effect.flatMap(failed(noSuchRow(words)), Effect.fail)
      })
      return Stream.concat(replayed, Stream.drain(Stream.fromEffect(unmatched)))
    },
    rotateKey: ({ who }) =>
      reporting((note) =>
        orFailed(
          Effect.map(
            writer.privacy.rotate(who, (at) => note({ _tag: "Working", ...at, rows: 0, ofRows: 0 })),
            (rotated): Rotated => ({ _tag: "Rotated", ...rotated })
          )
        )
      )
  }
})

/** Emits the progress at intervals, then the result. */
const reporting = <A, E>(
  work: (note: (at: Working) => Effect.Effect<void>) => Effect.Effect<A, E>
): Stream.Stream<Working | A, E> =>
  Stream.suspend(() => {
    const noted = Ref.makeUnsafe<Working>({ _tag: "Working", orders: 0, ofOrders: 0, rows: 0, ofRows: 0 })
    return Stream.merge(
      Stream.fromEffectSchedule(Ref.get(noted), Schedule.spaced(progressEvery)),
      Stream.fromEffect(work((at) => Ref.set(noted, at))),
      { haltStrategy: "right" }
    )
  })

interface RevealedOrRefused {
  readonly revealed: Revealed
  /** Why the platform decrypted nothing; `null` if it did not refuse. */
  readonly refusal: AdapterError | null
}

const platformOf = ({ stored }: SyncableShop): string | null => stored?.platform ?? null

/** An error as a failure of a command on the store in this file. */
const asFailure =
  (file: string) =>
  (error: AdapterError | StoreError | Failure): Failure => {
    switch (error._tag) {
      case "AdapterError":
      case "UsageError":
      case "RecordingRefused":
      case "StoreFailed":
      case "CommandFailed":
        return error
      default:
        return storeFailed(file)(error)
    }
  }
