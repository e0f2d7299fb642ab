/** Asks for single orders: those that are wanted, and those whose changes no list shows. */
import type { AdapterError, OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as RcMap from "effect/RcMap"
import * as Result from "effect/Result"
import type * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import { enoughFrom } from "../rules/want.ts"
import type { HeldLane } from "../store/Page.ts"
import type { DamagedRecord } from "../store/StoreError.ts"
import { type CommitFailure, type Committing, commitRecords } from "./commitRecords.ts"
import { monotonicMillis } from "./PlatformTime.ts"
import { countParked } from "./telemetry.ts"

/** What came of asking for an order. */
export type ReadOrder =
  | { readonly _tag: "Stored"; readonly askedAt: number; readonly isChanged: boolean }
  /** It could not be read, and is tried again at this moment of the platform's clock (Unix milliseconds). */
  | { readonly _tag: "Parked"; readonly error: AdapterError | DamagedRecord; readonly nextTry: number }
  /**
   * It could not be read, and no answer has told the platform's time yet: by this machine's clock a new order could be parked
   * that a replica only does not know yet. It is tried again soon.
   */
  | { readonly _tag: "Postponed"; readonly error: AdapterError | DamagedRecord }

export interface Details {
  /** Asks for an order now, unless it is being asked for: then after that. */
  readonly read: (orderId: string) => Effect.Effect<ReadOrder, AdapterError | CommitFailure>
}

const day = 86_400_000

/**
 * Errors of this one order: asking for another order of the shop can succeed. An order that the
 * program may not read, or that cannot be decoded, is tried again in a day.
 */
const isOfOrder = ({ isRetryable, reason }: AdapterError): boolean =>
  !isRetryable &&
  (reason._tag === "NotFound" ||
    reason._tag === "PermissionDenied" ||
    reason._tag === "ResponseDecode" ||
    reason._tag === "InvalidRequest" ||
    reason._tag === "PlatformRejected")

export const makeDetails = Effect.fnUntraced(function* (
  adapter: OrderAdapter,
  committing: Committing,
  held: HeldLane
): Effect.fn.Return<Details, never, Scope.Scope> {
  const { settings, time, writer } = committing
  const ofShop = yield* Semaphore.make(settings.concurrency)
  const ofOrders = yield* RcMap.make({ lookup: (_orderId: string) => Semaphore.make(1) })
  const ask = Effect.fnUntraced(function* (orderId: string): Effect.fn.Return<ReadOrder, AdapterError | CommitFailure> {
    const began = yield* monotonicMillis
    const answer = yield* Effect.result(adapter.getOrder(orderId))
    if (Result.isSuccess(answer)) {
      const answered = { records: [answer.success], began, cursor: null, progress: null }
      return yield* commitRecords(committing, held, answered).pipe(
        Effect.map(({ askedAt, changed }): ReadOrder => ({ _tag: "Stored", askedAt, isChanged: changed.length > 0 })),
        // What is damaged in the store must not keep back the orders that are due after it.
        Effect.catchTag("DamagedRecord", (error) => park(orderId, error._tag, error, began))
      )
    }
    const error = answer.failure
    return isOfOrder(error) ? yield* park(orderId, error.reason._tag, error, began) : yield* error
  })
  const park = Effect.fnUntraced(function* (
    orderId: string,
    reason: string,
    error: AdapterError | DamagedRecord,
    began: number
  ): Effect.fn.Return<ReadOrder, CommitFailure> {
    const { at, isMachineTime } = yield* time.now
    if (isMachineTime) return { _tag: "Postponed", error }
    yield* countParked(held, reason)
    const askedAt = at - ((yield* monotonicMillis) - began)
    const nextTry = yield* writer.park(held, {
      orderId,
      reason,
      askedAt,
      nextTry: askedAt + day,
      enoughAfter: enoughFrom(0, settings.allowances)
    })
    return { _tag: "Parked", error, nextTry }
  })
  return {
    read: (orderId) =>
      Effect.scoped(
        Effect.flatMap(RcMap.get(ofOrders, orderId), (ofOrder) => ofOrder.withPermit(ofShop.withPermit(ask(orderId))))
      )
  }
})
