/** Why an order is not here. */
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as Schema from "effect/Schema"
import { LoggedIn } from "./access.ts"
import { NoShopSeen, StoreFailed } from "./problems.ts"
import { filledLineOf, Millis, Moment, Platform, ShopId, ShopName } from "./values.ts"

/** See `WhyReason` of `@huidan/sync`. */
export const WhyReason = Schema.Literals([
  "here",
  "forgotten",
  "expired",
  "gone",
  "parkedWant",
  "noAuthorisation",
  "quarantined",
  "beyondHistory",
  "notListed",
  "outsideWindow",
  "notSettled",
  "notConfigured",
  "notOpened",
  "noShop",
  "notKnown"
]).annotate({ identifier: "WhyReason" })

/** See `WhyAction` of `@huidan/sync`. */
export const WhyAction = Schema.Literals([
  "none",
  "renew the authorisation",
  "name the order",
  "sync the order now",
  "backfill",
  "replay the quarantine",
  "import",
  "wait",
  "configure the shop",
  "correct the configuration",
  "check the number"
]).annotate({ identifier: "WhyAction" })

const Period = Schema.Struct({ since: Moment, until: Moment })

/** What an answer rests on, for those who word it in another language. See `WhyDetails` of `@huidan/sync`. */
export const WhyDetails = Schema.Struct({
  /** The version of the order that is stored. */
  version: Schema.NullOr(Schema.Int),
  /** Since when the platform does not know the order. */
  gone: Schema.NullOr(Moment),
  /** When the order changed and is still to be read, and when it is read next. */
  wanted: Schema.NullOr(Moment),
  due: Schema.NullOr(Moment),
  /** The tag of the error with which reading it failed: `reasonLabels` has its name. */
  parked: Schema.NullOr(Schema.String),
  /** How many rows of the shop are in quarantine. */
  quarantined: Schema.Int,
  created: Schema.NullOr(Moment),
  /** The periods that were read, and what an unfinished backfill is still to read; `until` is excluded. */
  read: Schema.Array(Period),
  /** Whether more periods were read: `read` has the latest 10. */
  isReadCut: Schema.Boolean,
  unread: Schema.NullOr(Period),
  /** How many days back the platform's lists go. */
  historyDays: Schema.NullOr(Schema.Int)
}).annotate({ identifier: "WhyDetails" })
export interface WhyDetails extends Schema.Schema.Type<typeof WhyDetails> {}

/** The answer for one shop. */
export const WhyAnswer = Schema.Struct({
  /** `null` if the store has no shop of the platform. */
  shop: Schema.NullOr(ShopName),
  /** The order's id, if the store has the order or is to read it; `null` else: the number can be another one, or wrong. */
  orderId: Schema.NullOr(Schema.String),
  reason: WhyReason,
  /** Whether this is the reason for certain, or only one that is possible. */
  isCertain: Schema.Boolean,
  /** An English sentence that says so. */
  message: Schema.String,
  /** The one thing to do. */
  action: WhyAction,
  /** An English sentence that says what to do. */
  advice: Schema.String,
  details: WhyDetails
}).annotate({ identifier: "WhyAnswer" })
export interface WhyAnswer extends Schema.Schema.Type<typeof WhyAnswer> {}

export class WhyGroup extends HttpApiGroup.make("why")
  .add(
    /**
     * One answer for each shop that knows the number, or else for each shop where it could be; at least one. Refused for an
     * account that sees no shop.
     */
    HttpApiEndpoint.post("ask", "/", {
      payload: Schema.Struct({
        /** All platforms if left out. */
        platform: Schema.optional(Platform),
        /** Only with `platform`. */
        shopId: Schema.optional(ShopId),
        /** Any number of the order. Blanks around it and full-width digits are taken as people mean them. */
        number: filledLineOf(200),
        /** When the order was created, if that is known: it makes the answer certain. */
        created: Schema.optional(Millis)
      }),
      success: Schema.Struct({
        /** At most 100. */
        answers: Schema.Array(WhyAnswer),
        /** Whether there are more: name the platform or the shop. */
        isCut: Schema.Boolean
      }),
      error: [NoShopSeen, StoreFailed]
    })
  )
  .prefix("/api/why")
  .middleware(LoggedIn) {}
