/** The commands in the process that writes to the store. */
import type { AdapterError } from "@huidan/core"
import { type CaughtUp, type ShopOverview, Store, StoreWriter } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schedule from "effect/Schedule"
import * as Stream from "effect/Stream"
import { asCommandFailed } from "../output/failureText.ts"
import { type Failure, Run } from "../Run.ts"
import { UsageError } from "../UsageError.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { type OpenShop, type SyncableShop, selectWanted } from "./ConfiguredShop.ts"
import { isSameShop, overviewOf } from "./overviewOf.ts"
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
      const earlier = found?.lanes.find(({ lane }) => lane === "backfill")
      const { settled = null, until = null } = earlier ?? {}
      return {
        _tag: "Progress",
        shop: name,
        rightAsOf: found?.rightAsOf ?? null,
        earlier: settled === null || until === null || settled >= until ? null : { settled, until },
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
    askForOrder: ({ orderId, platform, shopId }) =>
      orFailed(
        Effect.gen(function* () {
          const shop = shops.find(
            ({ opened }) => Result.isSuccess(opened) && isSameShop(opened.success.sync.name, { platform, shopId })
          )
          if (shop === undefined) return yield* notOpen(platform, shopId)
          const { sync } = yield* Effect.fromResult(shop.opened)
          const outcome = yield* sync.readOrder(orderId)
          return outcome._tag === "Stored"
            ? { isChanged: outcome.isChanged, failure: null }
            : { isChanged: false, failure: yield* failed(outcome.error) }
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
      )
  }
})

const platformOf = ({ stored }: SyncableShop): string | null => stored?.platform ?? null

const failureOf = (error: AdapterError | StoreError | Failure): Failure => {
  switch (error._tag) {
    case "SqlError":
    case "UnusableStore":
    case "StoreTaken":
    case "WriterLost":
    case "LaneTaken":
    case "DamagedRecord":
      return storeFailed(error)
    default:
      return error
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

const notOpen = (platform: string, shopId: string): UsageError =>
  new UsageError({
    message: `The shop ${shopId} of ${platform} is not configured, or cannot be read`,
    advice: "`huidan store status` says which shops are; add it to the configuration."
  })
