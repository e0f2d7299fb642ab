/** How the shops fare: sums of days, lag, and what needs attention. */
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as Schema from "effect/Schema"
import { LoggedIn } from "./access.ts"
import { StoreFailed } from "./problems.ts"
import { UnloadedShop } from "./shops.ts"
import { Amount, Day, Moment, Platform, ShopId, ShopName } from "./values.ts"

/** What was created, paid and refunded on a day at a platform, or at the shop that was asked for. */
export const DaySum = Schema.Struct({
  /** A day of Asia/Shanghai: `2026-01-31`. */
  day: Schema.String,
  platform: Schema.String,
  currency: Schema.String,
  orders: Schema.Int,
  paid: Amount,
  refunded: Amount,
  /** What of `refunded` counts on this day because it was learnt then: the platform does not state when it was refunded. */
  refundedLearnt: Amount
}).annotate({ identifier: "DaySum" })
export interface DaySum extends Schema.Schema.Type<typeof DaySum> {}

/**
 * What needs attention. `noAuthorisation`: the platform refuses the shop's credentials; `authorisationEnds`: it does so within
 * 14 days; `failing`: calls fail one after the other; `lagging`: the shop is right only up to more than 15 minutes ago;
 * `neverRead`; `paused`; `notConfigured`: it is not in the configuration any more; `notOpened`: it is, and cannot be opened; `quarantined`: rows could not be decoded; `parked`:
 * orders could not be read.
 */
export const AttentionKind = Schema.Literals([
  "noAuthorisation",
  "authorisationEnds",
  "failing",
  "lagging",
  "neverRead",
  "paused",
  "notConfigured",
  "notOpened",
  "quarantined",
  "parked"
]).annotate({ identifier: "AttentionKind" })
export type AttentionKind = typeof AttentionKind.Type

export const Attention = Schema.Struct({
  kind: AttentionKind,
  shop: ShopName,
  /** How many rows, orders or failures; `null` where nothing is counted. */
  count: Schema.NullOr(Schema.Int),
  /** Since when, or when the authorisation ends. */
  at: Schema.NullOr(Moment),
  /** The message of the shop's last error; `null` if there is none. */
  message: Schema.NullOr(Schema.String)
}).annotate({ identifier: "Attention" })
export interface Attention extends Schema.Schema.Type<typeof Attention> {}

export class Overview extends HttpApiGroup.make("overview")
  .add(
    HttpApiEndpoint.get("days", "/days", {
      query: {
        /** The first and the last day; at most 400 days. */
        from: Day,
        to: Day,
        platform: Schema.optional(Platform),
        /** Only with `platform`. */
        shopId: Schema.optional(ShopId)
      },
      success: Schema.Struct({ days: Schema.Array(DaySum) }),
      error: [StoreFailed]
    }),
    HttpApiEndpoint.get("attention", "/attention", {
      success: Schema.Struct({
        /** How many shops the account sees. */
        shops: Schema.Int,
        /** Up to which moment all shops that are followed are right; `null` if one was never read. */
        rightAsOf: Schema.NullOr(Moment),
        /** The longest lag of them, in milliseconds. */
        lag: Schema.NullOr(Schema.Int),
        /** The most urgent first, at most 200. */
        attention: Schema.Array(Attention),
        /** Configured shops whose adapter cannot be loaded, as in the list of shops: they are not followed. */
        unloaded: Schema.Array(UnloadedShop)
      }).annotate({ identifier: "AttentionList" }),
      error: [StoreFailed]
    })
  )
  .prefix("/api/overview")
  .middleware(LoggedIn) {}
