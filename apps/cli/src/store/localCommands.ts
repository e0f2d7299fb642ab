/** The commands in the process that writes to the store. */
import { type AdapterError, orderKey } from "@huidan/core"
import { type CaughtUp, type ShopName, type ShopOverview, Store, StoreWriter } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schedule from "effect/Schedule"
import * as Stream from "effect/Stream"
import { asCommandFailed } from "../output/failureText.ts"
import { type Failure, Run } from "../Run.ts"
import { UsageError } from "../UsageError.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { type OpenShop, type SyncableShop, selectWanted } from "./ConfiguredShop.ts"
import { isSameShop, overviewOf, unreadEarlier } from "./overviewOf.ts"
import { quarantinedRows } from "./quarantinedRows.ts"
import type { Compared, NotRead, Progress, Read, StoreCommands } from "./StoreCommands.ts"
import { type StoreError, storeFailed } from "./StoreFailed.ts"

/** How often a command says where it is. */
const progressEvery = "1 second"

/** How many orders one transaction wants to be read. */
const wantsAtOnce = 500

/** The commands on these shops, which this process follows or not. What they report never shows a secret. */
export const localCommands = Effect.fnUntraced(function* (
  shops: ReadonlyArray<SyncableShop>,
  isFollowing: boolean
): Effect.fn.Return<StoreCommands, never, Run | Store | StoreWriter> {
  const run = yield* Run
  const store = yield* Store
  const writer = yield* StoreWriter

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
    overviewOf(store).pipe(
      Effect.map((all) => all.find((each) => isSameShop(each, sync.name))),
      Effect.orElseSucceed(() => undefined)
    )

  const progressOf = (name: string, shop: OpenShop): Effect.Effect<Progress> =>
    Effect.map(overview(shop), (found) => {
      const { settled = null, until = null } = (found === undefined ? null : unreadEarlier(found)) ?? {}
      return {
        _tag: "Progress",
        shop: name,
        rightAsOf: found?.rightAsOf ?? null,
        earlier: settled === null || until === null ? null : { settled, until },
        wants: found?.wants ?? 0
      }
    })

  /** One shop: where it is, again and again, and then what came of it. */
  const following = <A>(
    { name, opened }: SyncableShop,
    work: (shop: OpenShop) => Effect.Effect<A, AdapterError | StoreError | Failure>
  ): Stream.Stream<Progress | NotRead | A> => {
    const notRead = (failure: Failure): Effect.Effect<NotRead> =>
      Effect.map(failed(failure), (reported) => ({ _tag: "NotRead", shop: name, failure: reported }))
    if (Result.isFailure(opened)) return Stream.fromEffect(notRead(opened.failure))
    const shop = opened.success
    const whole = Effect.gen(function* () {
      if ((yield* overview(shop))?.paused === true) return yield* isPaused(name)
      return yield* work(shop)
    })
    const outcome = Effect.catch(whole, (error): Effect.Effect<A | NotRead> => notRead(failureOf(error)))
    return Stream.merge(
      Stream.fromEffectSchedule(progressOf(name, shop), Schedule.spaced(progressEvery)),
      Stream.fromEffect(outcome),
      { haltStrategy: "right" }
    )
  }

  const onEach = <A>(
    wanted: string | null,
    work: (name: string) => (shop: OpenShop) => Effect.Effect<A, AdapterError | StoreError | Failure>
  ): Stream.Stream<Progress | NotRead | A, CommandFailed> =>
    Stream.unwrap(
      Effect.map(selected(wanted), (chosen) =>
        Stream.mergeAll(
          chosen.map((shop) => following(shop, work(shop.name))),
          { concurrency: "unbounded" }
        )
      )
    )

  const selected = (wanted: string | null) => orFailed(selectWanted(shops, wanted, platformOf))

  const readToEnd = (name: string, shop: OpenShop, reading: Effect.Effect<CaughtUp, AdapterError | StoreError>) =>
    Effect.gen(function* () {
      const { backfill, details, live, parked } = yield* reading
      const { rightAsOf } = yield* progressOf(name, shop)
      return { _tag: "Read", shop: name, live, earlier: backfill, details, parked, rightAsOf } satisfies Read
    })

  return {
    sync: ({ wanted }) =>
      onEach(wanted, (name) => (shop) => readToEnd(name, shop, isFollowing ? shop.sync.readNew : shop.sync.catchUp)),
    backfill: ({ since, until, wanted }) =>
      onEach(wanted, (name) =>
        Effect.fnUntraced(function* (shop: OpenShop) {
          if (shop.sync.door.backfillsBy === null) return yield* listsNothing(name)
          yield* shop.sync.backfill(since, until)
          return yield* readToEnd(name, shop, shop.sync.catchUp)
        })
      ),
    reconcile: ({ repair, since, until, wanted }) =>
      onEach(wanted, (name) =>
        Effect.fnUntraced(function* (shop: OpenShop) {
          const found = yield* shop.sync.reconcile({ since, until }, repair)
          return { _tag: "Compared", shop: name, ...found } satisfies Compared
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
      orFailed(
        Effect.gen(function* () {
          if (order !== null) return yield* writer.privacy.forget(order, order.orderId, who)
          if (phone !== null) return yield* writer.privacy.forgetPhone(Redacted.make(phone), who)
          return { orders: 0, rows: 0, isLogEmpty: true }
        })
      ),
    reveal: ({ order, who }) =>
      orFailed(Effect.map(writer.privacy.reveal(order, order.orderId, who), (revealed) => revealed.order)),
    replay: ({ rows, who }) =>
      quarantinedRows(store, rows).pipe(
        Stream.mapError((error) => asCommandFailed(failureOf(error))),
        Stream.mapEffect((row) => {
          const shop = shops.find(({ stored }) => stored !== null && isSameShop(stored, row))
          const work = Effect.gen(function* () {
            if (shop === undefined) return yield* notConfigured(row)
            const { sync } = yield* Effect.fromResult(shop.opened)
            return yield* sync.replay(row.fingerprint, who)
          })
          return Effect.matchEffect(work, {
            onSuccess: (replayed) =>
              Effect.succeed({
                fingerprint: row.fingerprint,
                order: replayed._tag === "Decoded" ? orderKey(row.platform, row.shopId, replayed.orderId) : null,
                why: replayed._tag === "Decoded" ? null : replayed.error.message
              }),
            // The other rows are tried all the same.
            onFailure: (error) =>
              error._tag === "WriterLost" || error._tag === "SqlError"
                ? Effect.fail(asCommandFailed(failureOf(error)))
                : Effect.succeed({ fingerprint: row.fingerprint, order: null, why: error.message })
          })
        })
      ),
    rotateKey: ({ who }) => orFailed(writer.privacy.rotate(who))
  }
})

const platformOf = ({ stored }: SyncableShop): string | null => stored?.platform ?? null

const failureOf = (error: AdapterError | StoreError | Failure): Failure => {
  switch (error._tag) {
    case "AdapterError":
    case "UsageError":
    case "RecordingRefused":
    case "StoreFailed":
    case "CommandFailed":
      return error
    default:
      return storeFailed(error)
  }
}

const isPaused = (name: string): UsageError =>
  new UsageError({ message: `The shop ${name} is paused`, advice: `Run \`huidan store resume ${name}\` first.` })

const listsNothing = (name: string): UsageError =>
  new UsageError({
    message: `The platform of the shop ${name} lists no orders, so that no period can be read`,
    advice: `Name the orders: \`huidan store want ${name} < numbers.txt\`.`
  })

const readsNoOrders = (name: string): UsageError =>
  new UsageError({
    message: `Single orders of the shop ${name} cannot be asked for`,
    advice: `Read them with \`huidan store sync ${name}\`.`
  })

const severalShops = (wanted: string): UsageError =>
  new UsageError({
    message: `${JSON.stringify(wanted)} is more than one shop`,
    advice: "Name the shop to which the orders belong."
  })

const notConfigured = ({ platform, shopId }: ShopName): UsageError =>
  new UsageError({
    message: `The shop ${shopId} of ${platform} is not configured`,
    advice: "Add it to the configuration; `huidan store status` lists the shops."
  })
