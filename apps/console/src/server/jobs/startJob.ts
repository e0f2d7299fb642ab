/** Starts jobs on a shop, if they are possible. */
import type { NewJob, ShopName, StoreService } from "@huidan/sync"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { auditName, NotSupported, Who } from "../../api/index.ts"
import type { ConsoleShop } from "../ConsoleShops.ts"
import { invalid, orStoreFailed } from "../failures.ts"
import { requireReady } from "../shops/requireReady.ts"
import type { JobRunner, Work } from "./JobRunner.ts"
import { jobView } from "./jobView.ts"

export interface Workplace {
  readonly store: StoreService
  readonly runner: JobRunner["Service"]
  readonly shops: ReadonlyArray<ConsoleShop>
}

/** Unix milliseconds; `until` is excluded. */
interface PeriodOfShop extends ShopName {
  readonly since: number
  readonly until: number
}

export const startSync = Effect.fnUntraced(function* (place: Workplace, shop: ShopName) {
  const { sync } = yield* requireReady(place, shop)
  const now = yield* Clock.currentTimeMillis
  return yield* started(place, shop, {
    kind: "sync",
    since: now,
    until: now,
    repairs: false,
    begin: Effect.void,
    run: () => Effect.map(sync.readNew, (read) => ({ read }))
  })
})

export const startBackfill = Effect.fnUntraced(function* (place: Workplace, { since, until, ...shop }: PeriodOfShop) {
  const { sync } = yield* requireReady(place, shop)
  yield* requireList(sync.door.backfillsBy)
  yield* requireOrder(since, until)
  return yield* started(place, shop, {
    kind: "backfill",
    since,
    until,
    repairs: false,
    begin: sync.backfill(since, until),
    run: () => Effect.map(sync.catchUp, (read) => ({ read }))
  })
})

export const startReconcile = Effect.fnUntraced(function* (
  place: Workplace,
  { repair, since, until, ...shop }: PeriodOfShop & { readonly repair: boolean }
) {
  const { sync } = yield* requireReady(place, shop)
  yield* requireList(sync.door.backfillsBy)
  yield* requireOrder(since, until)
  return yield* started(place, shop, {
    kind: "reconcile",
    since,
    until,
    repairs: repair,
    begin: Effect.void,
    run: (note) =>
      Effect.map(
        sync.reconcile({ since, until }, repair, ({ settled }) => note(settled)),
        (compared) => ({ compared })
      )
  })
})

const requireList = (by: string | null) =>
  by === null
    ? Effect.fail(new NotSupported({ detail: "The platform lists no orders, so that no period can be read" }))
    : Effect.void

const requireOrder = (since: number, until: number) =>
  since < until ? Effect.void : Effect.fail(invalid(["payload", "until"], "after `since`"))

const started = Effect.fnUntraced(function* (
  { runner }: Workplace,
  { platform, shopId }: ShopName,
  work: Omit<NewJob, "who"> & Pick<Work, "begin" | "run">
) {
  const who = auditName(yield* Who)
  return jobView(yield* orStoreFailed(runner.start({ ...work, shop: { platform, shopId }, who })), [])
})
