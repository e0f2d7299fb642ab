/** Jobs: reading a shop, a period of it again, or comparing a period with the platform. */
import { type ShopOverview, Store } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import { ConsoleApi, type Job, NotFound, Who } from "../../api/index.ts"
import { ConsoleShops } from "../ConsoleShops.ts"
import { orStoreFailed } from "../failures.ts"
import { JobBoard } from "../jobs/JobBoard.ts"
import { startBackfill, startReconcile } from "../jobs/startJob.ts"
import { overviewsOf } from "../shops/overview.ts"
import { isSameShop, sees } from "../visible.ts"

export const layerJobs = HttpApiBuilder.group(
  ConsoleApi,
  "jobs",
  Effect.fnUntraced(function* (handlers) {
    const store = yield* Store
    const board = yield* JobBoard
    const shops = yield* ConsoleShops

    /** The jobs of shops that the account sees, with where the running ones are. */
    const visible = Effect.gen(function* () {
      const who = yield* Who
      const jobs = (yield* board.jobs).filter(({ shop }) => sees(who, shop))
      if (jobs.every(({ state }) => state !== "running")) return jobs
      // Without the store a job is shown without where it is.
      const overviews = yield* Effect.orElseSucceed(orStoreFailed(overviewsOf(store)), () => [])
      return jobs.map((job) => (job.state === "running" ? withProgress(job, overviews) : job))
    })

    return handlers.handleAll({
      list: () => Effect.map(visible, (jobs) => ({ jobs })),
      one: ({ params }) =>
        Effect.gen(function* () {
          const job = (yield* visible).find(({ id }) => id === params.id)
          return job === undefined ? yield* new NotFound({}) : job
        }),
      backfill: ({ payload }) => startBackfill({ store, board, shops }, payload),
      reconcile: ({ payload }) => startReconcile({ store, board, shops }, payload)
    })
  })
)

const withProgress = (job: Job, overviews: ReadonlyArray<ShopOverview>): Job => {
  const shop = overviews.find((each) => isSameShop(each, job.shop))
  const lane = shop?.lanes.find((each) => each.lane === "backfill")
  return {
    ...job,
    wants: shop?.wants ?? null,
    settled: job.kind === "backfill" && lane?.since === job.since ? lane.settled : null
  }
}
