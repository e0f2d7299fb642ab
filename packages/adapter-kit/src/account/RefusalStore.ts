/** Where processes that share an account note what the platform refused, for the others to read. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/** The last refusal of an operation for its quota. Times are milliseconds since 1970. */
export const QuotaRefusal = Schema.Struct({
  at: Schema.Int,
  /** When the operation itself may go on; other operations of the account may go on earlier. */
  until: Schema.Int,
  /** The quota's window, and what the platform asked for, in seconds. */
  window: Schema.Finite,
  retryAfter: Schema.Finite,
  /** The assumed jitter of request arrival since then, in milliseconds; `null` if the operation has no quota. */
  spread: Schema.NullOr(Schema.Finite)
})
export interface QuotaRefusal extends Schema.Schema.Type<typeof QuotaRefusal> {}

export interface RefusalStoreFailure {
  readonly message: string
}

export interface RefusalStoreService {
  /** The refusals of an account by their operations. */
  readonly read: (key: string) => Effect.Effect<ReadonlyMap<string, QuotaRefusal>, RefusalStoreFailure>
  /** Notes a refusal, unless one is noted that lasts longer. It may be forgotten after `forgottenAfter` milliseconds. */
  readonly write: (
    key: string,
    operation: string,
    refusal: QuotaRefusal,
    forgottenAfter: number
  ) => Effect.Effect<void, RefusalStoreFailure>
}

/** The refusal store of the context. Without one each process keeps refusals to itself. */
export class RefusalStore extends Context.Service<RefusalStore, RefusalStoreService>()(
  "@huidan/adapter-kit/RefusalStore"
) {}
