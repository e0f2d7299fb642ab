/** Jobs of the store as the API has them. */
import type { Json } from "@huidan/core"
import type { CaughtUp, Reconciled, ShopOverview, Job as StoredJob } from "@huidan/sync"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { type Job, JobCompared, JobFailure, JobRead } from "../../api/index.ts"
import { isSameShop } from "../visible.ts"

/** What came of a job. */
export type Outcome = { readonly read: CaughtUp } | { readonly compared: Reconciled }

/** How many orders that differ a job keeps, and in how many places each. */
const mostKept = 200
const mostPlaces = 5

/** How many of them the list of jobs has of each: an answer is bounded. */
const mostListed = 20

/** As the store keeps it. */
export const resultOf = (outcome: Outcome): { readonly [name: string]: Json } => {
  if ("compared" in outcome) {
    const { compared, deviations, different, unlisted, unreadable } = outcome.compared
    return {
      compared: {
        compared,
        deviations: deviations
          .slice(0, mostKept)
          .map(({ kind, orderId, places }) => ({ kind, orderId, places: places.slice(0, mostPlaces) })),
        deviating: different,
        unlisted: unlisted.slice(0, mostKept),
        unreadable
      }
    }
  }
  const { backfill, details, live, parked } = outcome.read
  return {
    read: {
      changed: live.changed + backfill.changed,
      unchanged: live.unchanged + backfill.unchanged,
      unreadable: live.unreadable + backfill.unreadable,
      details,
      parked
    }
  }
}

const Result = Schema.Struct({ read: Schema.optional(JobRead), compared: Schema.optional(JobCompared) })
const decodeResult = Schema.decodeUnknownOption(Result)
const decodeFailure = Schema.decodeUnknownOption(JobFailure)

/** `overviews`: how far the shops are, for a job that runs. */
export const jobView = (job: StoredJob, overviews: ReadonlyArray<ShopOverview>): Job => {
  const { ended, id, kind, message, result, started, state, who } = job
  const shop = { platform: job.platform, shopId: job.shopId }
  const came = Option.getOrElse(decodeResult(result ?? {}), () => ({ read: undefined, compared: undefined }))
  const overview = state === "running" ? overviews.find((each) => isSameShop(each, shop)) : undefined
  return {
    id: String(id),
    kind,
    shop,
    who,
    since: kind === "sync" ? null : job.since,
    until: kind === "sync" ? null : job.until,
    started,
    ended,
    state,
    settled: kind === "backfill" && overview !== undefined ? settledOf(job, overview) : job.settled,
    wants: overview?.wants ?? null,
    read: came.read ?? null,
    compared: came.compared ?? null,
    failure: state === "failed" ? Option.getOrNull(decodeFailure({ ...result, message })) : null
  }
}

/** The lane that reads it can begin with what was left of another period. */
const settledOf = ({ since, until }: StoredJob, { lanes }: ShopOverview): number | null => {
  const lane = lanes.find((each) => each.lane === "backfill")
  if (lane === undefined || lane.settled === null || lane.since === null || lane.until === null) return null
  return lane.since <= since && lane.until >= until ? Math.min(Math.max(lane.settled, since), until) : null
}

/** As the list shows it. */
export const listed = (job: Job): Job =>
  job.compared === null
    ? job
    : {
        ...job,
        compared: {
          ...job.compared,
          deviations: job.compared.deviations.slice(0, mostListed),
          unlisted: job.compared.unlisted.slice(0, mostListed)
        }
      }
