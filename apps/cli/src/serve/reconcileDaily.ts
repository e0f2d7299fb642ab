/** Compares the last days of every shop with its platform, at a time of each day. What differs is asked for again. */
import type { ShopSync } from "@huidan/sync"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { ServeMembers } from "../configuration/StoreSettings.ts"

const day = 86_400_000

/** The time of day is that of Asia/Shanghai, as are the days of the platforms. Does not end. */
export const reconcileDaily = (
  { reconcileAt, reconcileDays }: ServeMembers,
  shops: ReadonlyArray<ShopSync>
): Effect.Effect<never> => {
  const all = Effect.forEach(shops, (shop) => reconcileShop(shop, reconcileDays), { discard: true })
  if (reconcileDays === 0) return Effect.never
  return Effect.schedule(all, Schedule.cron(reconcileAt, "Asia/Shanghai")).pipe(
    // The configuration was checked when it was read.
    Effect.orDie,
    Effect.andThen(Effect.never)
  )
}

const reconcileShop = ({ door, name, reconcile }: ShopSync, days: number): Effect.Effect<void> =>
  Effect.gen(function* () {
    if (door.backfillsBy === null) return
    const now = yield* Clock.currentTimeMillis
    const { compared, deviations, unlisted } = yield* reconcile({ since: now - days * day, until: now }, true)
    yield* Effect.logInfo(
      `compared ${compared} orders of the last ${days} days: ${deviations.length} differ, ${unlisted.length} are not listed`
    )
  }).pipe(
    Effect.catch((error) => Effect.logWarning(`the last ${days} days could not be compared: ${error.message}`)),
    Effect.annotateLogs({ platform: name.platform, shop: name.shopId })
  )
