/** The jobs of this process: what runs, and the last ones that ended. A backfill that was stopped goes on by itself. */

import { randomUUID } from "node:crypto"
import type { AdapterError } from "@huidan/core"
import type { CaughtUp, DamagedRecord, LaneTaken, Reconciled, WriterLost } from "@huidan/sync"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { SqlError } from "effect/sql/SqlError"
import { AlreadyRunning, type Job, type JobKind, type ShopName } from "../../api/index.ts"
import { storeProblem } from "../failures.ts"
import { isSameShop } from "../visible.ts"

/** What a job does, and what came of it. */
export interface Work {
  readonly kind: JobKind
  readonly shop: ShopName
  readonly who: string
  /** Unix milliseconds; `null` for what has no period. */
  readonly since: number | null
  readonly until: number | null
  readonly run: Effect.Effect<Outcome, WorkError>
}

export type Outcome = { readonly read: CaughtUp } | { readonly compared: Reconciled }

type WorkError = AdapterError | SqlError | WriterLost | LaneTaken | DamagedRecord

export interface JobBoardService {
  /** Starts a job in the background. A shop has one of each kind at a time. */
  readonly start: (work: Work) => Effect.Effect<Job, AlreadyRunning>
  /** The latest first. */
  readonly jobs: Effect.Effect<ReadonlyArray<Job>>
}

export class JobBoard extends Context.Service<JobBoard, JobBoardService>()("@huidan/console/JobBoard") {}

const mostKept = 200
const mostListed = 200

export const layerJobBoard = Layer.effect(
  JobBoard,
  Effect.gen(function* () {
    const scope = yield* Effect.scope
    // The sequence of a map is that in which its members came.
    const board = new Map<string, Job>()
    const change = (id: string, members: Partial<Job>) =>
      Effect.map(Clock.currentTimeMillis, (ended) => {
        const job = board.get(id)
        if (job !== undefined) board.set(id, { ...job, ended, ...members })
      })
    return JobBoard.of({
      jobs: Effect.sync(() => [...board.values()].toReversed()),
      start: ({ kind, run, shop, since, until, who }) =>
        Effect.gen(function* () {
          const running = [...board.values()].find(
            (job) => job.state === "running" && job.kind === kind && isSameShop(job.shop, shop)
          )
          if (running !== undefined) return yield* new AlreadyRunning({ job: running.id })
          const job: Job = {
            id: randomUUID(),
            kind,
            shop: { platform: shop.platform, shopId: shop.shopId },
            who,
            since,
            until,
            started: yield* Clock.currentTimeMillis,
            ended: null,
            state: "running",
            settled: null,
            wants: null,
            read: null,
            compared: null,
            failure: null
          }
          board.set(job.id, job)
          for (const [id, { state }] of board) {
            if (board.size <= mostKept) break
            if (state !== "running") board.delete(id)
          }
          yield* run.pipe(
            Effect.matchEffect({
              onSuccess: (outcome) => change(job.id, { state: "done", ...shownOutcome(outcome) }),
              onFailure: (error) => change(job.id, { state: "failed", failure: failureOf(error) })
            }),
            Effect.catchCause(() => change(job.id, { state: "stopped" })),
            Effect.forkIn(scope)
          )
          return job
        })
    })
  })
)

const shownOutcome = (outcome: Outcome): Pick<Job, "read" | "compared"> => {
  if ("compared" in outcome) {
    const { compared, deviations, unlisted, unreadable } = outcome.compared
    return {
      read: null,
      compared: {
        compared,
        deviations: deviations.slice(0, mostListed).map(({ kind, orderId, places }) => ({ kind, orderId, places })),
        deviating: deviations.length,
        unlisted: unlisted.slice(0, mostListed),
        unreadable
      }
    }
  }
  const { backfill, details, live, parked } = outcome.read
  return {
    compared: null,
    read: {
      changed: live.changed + backfill.changed,
      unchanged: live.unchanged + backfill.unchanged,
      unreadable: live.unreadable + backfill.unreadable,
      details,
      parked
    }
  }
}

const failureOf = (error: WorkError): NonNullable<Job["failure"]> => {
  if (error._tag === "AdapterError") {
    return { reason: error.reason._tag, message: error.message, advice: error.advice }
  }
  const { advice, detail = "" } = storeProblem(error)
  return { reason: error._tag, message: detail, advice }
}
