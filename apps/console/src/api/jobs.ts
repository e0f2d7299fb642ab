/** Work that takes longer than a request: reading a shop, a period of it again, or comparing a period with the platform. */
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as Schema from "effect/Schema"
import { LoggedIn, NeededRole } from "./access.ts"
import { AlreadyRunning, NotFound, NotSupported, ShopNotConfigured, ShopPaused, StoreFailed } from "./problems.ts"
import { Millis, Moment, Platform, ShopId, ShopName } from "./values.ts"

export const JobId = Schema.String.check(Schema.isMaxLength(15), Schema.isPattern(/^\d{1,15}$/u))

/** `sync`: what is new; `backfill`: a period again; `reconcile`: compares a period, and repairs what differs. */
export const JobKind = Schema.Literals(["sync", "backfill", "reconcile"]).annotate({ identifier: "JobKind" })
export type JobKind = typeof JobKind.Type

/** Why a job failed. */
export const JobFailure = Schema.Struct({
  /** The tag of a reason: `RateLimited`; `reasonLabels` of `@huidan/core` has the names of those of a platform. */
  reason: Schema.String,
  message: Schema.String,
  advice: Schema.String
}).annotate({ identifier: "JobFailure" })

/** How many records a reading brought. */
export const JobRead = Schema.Struct({
  changed: Schema.Int,
  unchanged: Schema.Int,
  unreadable: Schema.Int,
  /** Single orders that were asked for, and how many of them could not be read. */
  details: Schema.Int,
  parked: Schema.Int
}).annotate({ identifier: "JobRead" })
export interface JobRead extends Schema.Schema.Type<typeof JobRead> {}

/** What comparing found. */
export const JobCompared = Schema.Struct({
  compared: Schema.Int,
  /** The first orders that differ: 200, in a list of jobs 20; and at most 5 places of each. */
  deviations: Schema.Array(
    Schema.Struct({
      orderId: Schema.String,
      kind: Schema.Literals(["missing", "behind", "different"]),
      places: Schema.Array(Schema.String)
    })
  ),
  deviating: Schema.Int,
  /** Orders that the store has and the platform did not list: the first 200, in a list of jobs 20. */
  unlisted: Schema.Array(Schema.String),
  unreadable: Schema.Int
}).annotate({ identifier: "JobCompared" })
export interface JobCompared extends Schema.Schema.Type<typeof JobCompared> {}

export const Job = Schema.Struct({
  id: Schema.String,
  kind: JobKind,
  shop: ShopName,
  /** The period of a `backfill` or `reconcile`; `until` is excluded. */
  since: Schema.NullOr(Moment),
  until: Schema.NullOr(Moment),
  /** Who started it. */
  who: Schema.String,
  started: Moment,
  ended: Schema.NullOr(Moment),
  /** `stopped`: the process ended before the job did. What a backfill had left is read by the next process. */
  state: Schema.Literals(["running", "done", "failed", "stopped"]),
  /** Up to where the period is read; `null` where that cannot be said. */
  settled: Schema.NullOr(Moment),
  /** How many single orders are still to be read. */
  wants: Schema.NullOr(Schema.Int),
  read: Schema.NullOr(JobRead),
  compared: Schema.NullOr(JobCompared),
  failure: Schema.NullOr(JobFailure)
}).annotate({ identifier: "Job" })
export interface Job extends Schema.Schema.Type<typeof Job> {}

const period = { platform: Platform, shopId: ShopId, since: Millis, until: Millis }

/** Why a job cannot be started. */
export const jobErrors = [NotFound, ShopNotConfigured, ShopPaused, NotSupported, AlreadyRunning, StoreFailed] as const

export class Jobs extends HttpApiGroup.make("jobs")
  .add(
    /** The last 30 jobs, the latest first. */
    HttpApiEndpoint.get("list", "/", { success: Schema.Struct({ jobs: Schema.Array(Job) }), error: [StoreFailed] }),
    HttpApiEndpoint.get("one", "/:id", { params: { id: JobId }, success: Job, error: [NotFound, StoreFailed] }),
    /** Reads a period again; `until` is excluded. */
    HttpApiEndpoint.post("backfill", "/backfill", {
      payload: Schema.Struct(period),
      success: Job.pipe(HttpApiSchema.status(202)),
      error: jobErrors
    }).annotate(NeededRole, "operator"),
    /** Compares a period with the platform. With `repair` what differs is stored and asked for again. */
    HttpApiEndpoint.post("reconcile", "/reconcile", {
      payload: Schema.Struct({ ...period, repair: Schema.Boolean }),
      success: Job.pipe(HttpApiSchema.status(202)),
      error: jobErrors
    }).annotate(NeededRole, "operator")
  )
  .prefix("/api/jobs")
  .middleware(LoggedIn) {}
