/** The shops, and how far each is. */
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as Schema from "effect/Schema"
import { LoggedIn, NeededRole } from "./access.ts"
import { Job, JobFailure, jobErrors } from "./jobs.ts"
import { NotFound, StoreFailed } from "./problems.ts"
import { Moment, shopPath } from "./values.ts"

/** A lane has read all orders whose time is in [`since`, `settled`), by the platform's clock. */
export const Lane = Schema.Struct({
  /** `live` follows what is new; `backfill` reads a period. */
  lane: Schema.String,
  cursor: Schema.NullOr(Schema.String),
  since: Schema.NullOr(Moment),
  settled: Schema.NullOr(Moment),
  /** Where the lane ends; `null` if it goes on with time. */
  until: Schema.NullOr(Moment)
}).annotate({ identifier: "Lane" })

/** What the shop's adapter, as it is configured, can do. */
export const ShopDoor = Schema.Struct({
  /** The time by which its list is followed; `null` if there is no list. */
  listsBy: Schema.NullOr(Schema.Literals(["updated", "created"])),
  /** The time by which a period is read again or compared; `null` if it cannot be. */
  backfillsBy: Schema.NullOr(Schema.Literals(["updated", "created"])),
  /** Whether single orders can be asked for. */
  reads: Schema.Boolean,
  pushes: Schema.Boolean
}).annotate({ identifier: "ShopDoor" })

/** What this process has used of a quota of the shop's platform, since it started. */
export const QuotaUse = Schema.Struct({
  /** The name of the operation that the quota limits, and what it does, in English: as the adapter says them. */
  operation: Schema.String,
  title: Schema.String,
  /** Requests sent in the last `seconds` seconds, failed and repeated ones too. */
  used: Schema.Int,
  /** The quota: at most so many requests in any `seconds` seconds. */
  requests: Schema.Int,
  seconds: Schema.Finite,
  /** Whether the quota is certain: `false` for a cautious default of the adapter. */
  verified: Schema.Boolean
}).annotate({ identifier: "QuotaUse" })
export interface QuotaUse extends Schema.Schema.Type<typeof QuotaUse> {}

export const ShopView = Schema.Struct({
  ...shopPath,
  /** The name in the configuration; `null` if the shop is not configured any more. */
  name: Schema.NullOr(Schema.String),
  /** The name of the platform, as its adapter says it; `null` if the adapter is not loaded. */
  platformName: Schema.NullOr(Schema.Struct({ zh: Schema.String, en: Schema.String })),
  /** `null` if the shop is not configured, or cannot be opened. */
  door: Schema.NullOr(ShopDoor),
  /** Why a configured shop cannot be opened. */
  unopened: Schema.NullOr(JobFailure),
  lanes: Schema.Array(Lane),
  /** For each operation that is called and has a quota; empty if the shop is not opened. */
  quotas: Schema.Array(QuotaUse),
  /** Up to which moment of the platform's clock the store is right; `null` if the shop was never read. */
  rightAsOf: Schema.NullOr(Moment),
  /** How long ago that is, in milliseconds. */
  lag: Schema.NullOr(Schema.Int),
  authorisation: Schema.Literals(["ok", "dead"]),
  authorisationEnds: Schema.NullOr(Moment),
  /** The tag and the message of the last error since the last answer; `null` if there was none. */
  error: Schema.NullOr(Schema.String),
  errorMessage: Schema.NullOr(Schema.String),
  errorAt: Schema.NullOr(Moment),
  failures: Schema.Int,
  answeredAt: Schema.NullOr(Moment),
  paused: Schema.Boolean,
  /** Orders that are to be read, parked ones too; parked ones; rows in quarantine. At most 10 000 each. */
  wants: Schema.Int,
  parked: Schema.Int,
  quarantined: Schema.Int
}).annotate({ identifier: "ShopView" })
export interface ShopView extends Schema.Schema.Type<typeof ShopView> {}

/** A configured shop whose adapter cannot be loaded, so that its platform and id are not known. */
export const UnloadedShop = Schema.Struct({
  /** The name in the configuration. */
  name: Schema.String,
  /** What is wrong, and what to do. */
  unopened: JobFailure
}).annotate({ identifier: "UnloadedShop" })
export interface UnloadedShop extends Schema.Schema.Type<typeof UnloadedShop> {}

export class Shops extends HttpApiGroup.make("shops")
  .add(
    /** All shops that the account sees: configured ones, and others that the store has orders of. */
    HttpApiEndpoint.get("list", "/", {
      success: Schema.Struct({
        shops: Schema.Array(ShopView),
        /** Only for an account that sees all shops: of which platform these are is not known. */
        unloaded: Schema.Array(UnloadedShop)
      }),
      error: [StoreFailed]
    }),
    /** Reads what is new, as a job. */
    HttpApiEndpoint.post("sync", "/:platform/:shopId/sync", {
      params: shopPath,
      success: Job.pipe(HttpApiSchema.status(202)),
      error: jobErrors
    }).annotate(NeededRole, "operator"),
    HttpApiEndpoint.post("pause", "/:platform/:shopId/pause", {
      params: shopPath,
      success: HttpApiSchema.NoContent,
      error: [NotFound, StoreFailed]
    }).annotate(NeededRole, "operator"),
    HttpApiEndpoint.post("resume", "/:platform/:shopId/resume", {
      params: shopPath,
      success: HttpApiSchema.NoContent,
      error: [NotFound, StoreFailed]
    }).annotate(NeededRole, "operator")
  )
  .prefix("/api/shops")
  .middleware(LoggedIn) {}
