/** Learns the platform's time before anything begins by it. */
import { type AdapterError, isOrder, type OrderAdapter, type OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { HeldLane } from "../store/Page.ts"
import type { Arrived } from "../store/raiseWants.ts"
import { type CommitFailure, type Committing, noteTime } from "./commitRecords.ts"
import { notBeforeNow } from "./lanes.ts"
import { monotonicMillis } from "./PlatformTime.ts"

const day = 86_400_000

/**
 * The platform's present time. If no answer has shown it yet, a list is read up to its first row, and not stored: first the
 * last day by this machine's clock, then, if that day has not begun at the platform, as far back as `reachesBack`
 * (milliseconds). If there is no row, it is the time up to which the list is settled, or this machine's time if that is
 * earlier: a time that is too early only makes some orders be read twice.
 */
export const learnTime = Effect.fnUntraced(function* (
  adapter: OrderAdapter,
  committing: Committing,
  held: HeldLane,
  { by, reachesBack }: { readonly by: OrderQuery["by"] | null; readonly reachesBack: number }
): Effect.fn.Return<Arrived, AdapterError | CommitFailure> {
  const first = yield* committing.time.now
  if (!first.isMachineTime || by === null) return first
  let at = first.at
  for (const since of [at - day, at - Math.max(day, reachesBack)]) {
    const began = yield* monotonicMillis
    const query = { by, since: DateTime.makeUnsafe(since), until: DateTime.makeUnsafe(notBeforeNow(first)) }
    const page = Option.getOrNull(
      yield* adapter.listOrders(query).pipe(
        Stream.takeUntil(({ records }) => records.some(isOrder)),
        Stream.runLast
      )
    )
    if (page === null) continue
    yield* noteTime(committing, held, { records: page.records, began, cursor: null, progress: null })
    const learnt = yield* committing.time.now
    if (!learnt.isMachineTime) return learnt
    const settled = DateTime.toEpochMillis(page.settledUntil)
    at = Math.min(at, settled)
    if (settled > since) break
  }
  return { at, isMachineTime: true }
})
