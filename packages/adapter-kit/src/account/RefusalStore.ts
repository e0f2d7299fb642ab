/** Where processes that share an account note what the platform refused, for the others to read. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"

/** What a platform's refusal of an operation for its quota asks for. */
export interface QuotaRefusal {
  /** The quota's window, and what the platform asked for, in seconds. */
  readonly window: number
  readonly retryAfter: number
  /** The assumed jitter of request arrival since then, in milliseconds; `null` if the operation has no quota. */
  readonly spread: number | null
}

/** A refusal that was noted. */
export interface NotedRefusal extends QuotaRefusal {
  /** How long ago it was, in milliseconds. */
  readonly age: number
}

export interface RefusalStoreFailure {
  readonly message: string
}

/** A store of refusals. It measures time by a clock of its own, so that the clocks of the processes do not matter. */
export interface RefusalStoreService {
  /** The refusals of an account by their operations. */
  readonly read: (key: string) => Effect.Effect<ReadonlyMap<string, NotedRefusal>, RefusalStoreFailure>
  /**
   * Notes a refusal of now, for which the operation pauses so many milliseconds, unless one is noted that lasts longer. It
   * may be forgotten after `forgottenAfter` milliseconds.
   */
  readonly write: (
    key: string,
    operation: string,
    refusal: QuotaRefusal,
    times: { readonly pause: number; readonly forgottenAfter: number }
  ) => Effect.Effect<void, RefusalStoreFailure>
}

/** The refusal store of the context. Without one each process keeps refusals to itself. */
export class RefusalStore extends Context.Service<RefusalStore, RefusalStoreService>()(
  "@huidan/adapter-kit/RefusalStore"
) {}
