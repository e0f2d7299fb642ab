/**
 * What `huidan serve` does once a day: it compares the last days with the platforms, removes what is older than it may be, and
 * empties the log of the database.
 */
import { allShops, type Retention, type ShopName, type ShopSync, Store, StoreWriter, startedRun } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { Configuration } from "../configuration/ConfigurationFile.ts"
import type { KeepMembers } from "../configuration/StoreSettings.ts"
import { isSameShop, readUpTo } from "../store/shopOverview.ts"

const day = 86_400_000

/** The time of day is that of Asia/Shanghai, as are the days of the platforms. Does not end. */
export const dailyWork = (
  { serve: { dailyAt, reconcileDays }, store: { keepDays } }: Configuration,
  shops: ReadonlyArray<ShopSync>
): Effect.Effect<never, never, Store | StoreWriter> => {
  const reconcileAll =
    reconcileDays === 0
      ? Effect.void
      : Effect.forEach(shops, (shop) => reconcileShop(shop, reconcileDays), { discard: true })
  return Effect.schedule(
    Effect.all([reconcileAll, removeOld(keepDays, shops), emptyLog], { discard: true }),
    Schedule.cron(dailyAt, "Asia/Shanghai")
  ).pipe(
    // The configuration was checked when it was read.
    Effect.orDie,
    Effect.andThen(Effect.never)
  )
}

/** What differs is stored, and asked for again. */
const reconcileShop = ({ door, name, reconcile }: ShopSync, days: number): Effect.Effect<void, never, Store> =>
  Effect.gen(function* () {
    if (door.backfillsBy === null) return
    const found = (yield* allShops(yield* Store)).find((each) => isSameShop(each, name))
    // What is younger is in the store only after the next reading, and would be said to differ.
    const until = found === undefined ? null : readUpTo(found)
    if (until === null) return yield* Effect.logInfo("nothing was compared: the shop was never read")
    const { compared, different, notListed } = yield* reconcile({ since: until - days * day, until }, true)
    yield* Effect.logInfo(
      `compared ${compared} orders of the last ${days} days: ${different} differ, ${notListed} are not listed`
    )
  }).pipe(
    Effect.catch((error) => Effect.logWarning(`the last ${days} days could not be compared: ${error.message}`)),
    Effect.annotateLogs({ platform: name.platform, shop: name.shopId })
  )

/** So that encrypted remains of what was destroyed leave the disk, also where a long reading prevented it then. */
const emptyLog: Effect.Effect<void, never, StoreWriter> = Effect.gen(function* () {
  const { privacy } = yield* StoreWriter
  const isEmpty = yield* Effect.repeat(privacy.emptyLog, {
    until: (empty) => empty,
    times: logTries,
    schedule: Schedule.spaced("10 minutes")
  })
  if (!isEmpty) {
    yield* Effect.logWarning(
      "the log of the database could not be emptied, because a program reads the store for hours: encrypted remains of what was destroyed may be in it until that program ends"
    )
  }
}).pipe(Effect.catch((error) => Effect.logWarning(`the log of the database could not be emptied: ${error.message}`)))

/** Two hours, ten minutes apart. */
const logTries = 12

const removeOld = (keepDays: KeepMembers, shops: ReadonlyArray<ShopSync>): Effect.Effect<void, never, StoreWriter> =>
  Effect.gen(function* () {
    const keep: Retention = keepDays
    if (Object.values(keep).every((days) => days === null)) return
    const { privacy } = yield* StoreWriter
    const readsOrders = (shop: ShopName) => shops.some(({ door, name }) => door.reads && isSameShop(name, shop))
    let run = startedRun
    while (!run.complete) run = yield* privacy.removeOld(keep, run, "huidan serve", { readsOrders })
    const { messages, privateTexts, rawAnswers, rows, versions } = run.removed
    yield* Effect.logInfo(
      `removed what is older than it may be: private texts of ${privateTexts} orders and ${rows} rows, ${rawAnswers} raw answers, ${versions} versions, ${messages} messages`
    )
  }).pipe(Effect.catch((error) => Effect.logWarning(`what is old could not be removed: ${error.message}`)))
