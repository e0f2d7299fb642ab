/** Starts jobs on a shop, if they are possible. */
import type { ShopName, StoreService } from "@huidan/sync"
import * as Effect from "effect/Effect"
import { NotSupported, ShopPaused, Who } from "../../api/index.ts"
import { auditName } from "../auditName.ts"
import type { ConsoleShop } from "../ConsoleShops.ts"
import { invalid, orStoreFailed } from "../failures.ts"
import { requireOpened } from "../shops/openedShop.ts"
import { overviewsOf } from "../shops/overview.ts"
import { isSameShop, requireShop } from "../visible.ts"
import type { JobBoardService, Work } from "./JobBoard.ts"

export interface Workplace {
  readonly store: StoreService
  readonly board: JobBoardService
  readonly shops: ReadonlyArray<ConsoleShop>
}

/** Unix milliseconds; `until` is excluded. */
interface PeriodOfShop extends ShopName {
  readonly since: number
  readonly until: number
}

export const startSync = Effect.fnUntraced(function* (place: Workplace, shop: ShopName) {
  const { sync } = yield* ready(place, shop)
  const run = Effect.map(sync.readNew, (read) => ({ read }))
  return yield* place.board.start(yield* work(shop, "sync", null, run))
})

export const startBackfill = Effect.fnUntraced(function* (place: Workplace, { since, until, ...shop }: PeriodOfShop) {
  const { sync } = yield* ready(place, shop)
  yield* requireList(sync.door.backfillsBy)
  yield* requireOrder(since, until)
  const run = Effect.andThen(
    sync.backfill(since, until),
    Effect.map(sync.catchUp, (read) => ({ read }))
  )
  return yield* place.board.start(yield* work(shop, "backfill", { since, until }, run))
})

export const startReconcile = Effect.fnUntraced(function* (
  place: Workplace,
  { repair, since, until, ...shop }: PeriodOfShop & { readonly repair: boolean }
) {
  const { sync } = yield* ready(place, shop)
  yield* requireList(sync.door.backfillsBy)
  yield* requireOrder(since, until)
  const run = Effect.map(sync.reconcile({ since, until }, repair), (compared) => ({ compared }))
  return yield* place.board.start(yield* work(shop, "reconcile", { since, until }, run))
})

/** A shop that is followed and not paused. */
const ready = Effect.fnUntraced(function* ({ shops, store }: Workplace, shop: ShopName) {
  yield* requireShop(yield* Who, shop)
  const opened = yield* requireOpened(shops, shop)
  const stored = (yield* orStoreFailed(overviewsOf(store))).find((each) => isSameShop(each, shop))
  if (stored?.paused === true) return yield* new ShopPaused({})
  return opened
})

const requireList = (by: string | null) =>
  by === null
    ? Effect.fail(new NotSupported({ detail: "The platform lists no orders, so that no period can be read" }))
    : Effect.void

const requireOrder = (since: number, until: number) =>
  since < until ? Effect.void : Effect.fail(invalid(["payload", "until"], "after `since`"))

const work = (
  { platform, shopId }: ShopName,
  kind: Work["kind"],
  period: { readonly since: number; readonly until: number } | null,
  run: Work["run"]
): Effect.Effect<Work, never, Who> =>
  Effect.map(Who, (who) => ({
    kind,
    shop: { platform, shopId },
    who: auditName(who),
    since: period?.since ?? null,
    until: period?.until ?? null,
    run
  }))
