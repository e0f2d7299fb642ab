/** Jobs: reading a shop, a period of it again, or comparing a period with the platform. */
import { allShops, type Job, Store } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import { ConsoleApi, NotFound, Who } from "../../api/index.ts"
import { ConsoleShops } from "../ConsoleShops.ts"
import { orStoreFailed } from "../failures.ts"
import { JobRunner } from "../jobs/JobRunner.ts"
import { jobView, listed } from "../jobs/jobView.ts"
import { startBackfill, startReconcile } from "../jobs/startJob.ts"
import { sees } from "../visible.ts"

/** How many jobs the list has, and how many are looked at for an account that does not see all of them. */
const mostListed = 30
const mostRead = 1000

export const layerJobs = HttpApiBuilder.group(
  ConsoleApi,
  "jobs",
  Effect.fnUntraced(function* (handlers) {
    const store = yield* Store
    const runner = yield* JobRunner
    const shops = yield* ConsoleShops

    /** With where the running ones are. */
    const shown = Effect.fnUntraced(function* (jobs: ReadonlyArray<Job>) {
      const isOver = jobs.every(({ state }) => state !== "running")
      const overviews = isOver ? [] : yield* allShops(store)
      return jobs.map((job) => jobView(job, overviews))
    })

    const list = Effect.gen(function* () {
      const who = yield* Who
      const seen = (yield* store.jobs({}, null, who.shops === null ? mostListed : mostRead)).filter((job) =>
        sees(who, job)
      )
      return { jobs: (yield* shown(seen.slice(0, mostListed))).map(listed) }
    })

    return handlers.handleAll({
      list: () => orStoreFailed(list),
      one: ({ params }) =>
        Effect.gen(function* () {
          const id = Number(params.id)
          const [job] = yield* orStoreFailed(store.jobs({}, id + 1, 1))
          if (job?.id !== id || !sees(yield* Who, job)) return yield* new NotFound({})
          const [view] = yield* orStoreFailed(shown([job]))
          return view ?? (yield* new NotFound({}))
        }),
      backfill: ({ payload }) => startBackfill({ store, runner, shops }, payload),
      reconcile: ({ payload }) => startReconcile({ store, runner, shops }, payload)
    })
  })
)
