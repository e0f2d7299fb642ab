/** Runs jobs in the background. The store knows them before their request is answered, and after the process has ended. */
import type { AdapterError, Json } from "@huidan/core"
import {
  type DamagedRecord,
  type Job,
  type JobEnd,
  type LaneTaken,
  type NewJob,
  type ShopName,
  Store,
  StoreWriter,
  type WriterLost
} from "@huidan/sync"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Semaphore from "effect/Semaphore"
import type { SqlError } from "effect/sql/SqlError"
import { AlreadyRunning } from "../../api/index.ts"
import { StoreWords } from "../failures.ts"
import { type Outcome, resultOf } from "./jobView.ts"

/** What a job does, and what came of it. */
export interface Work extends NewJob {
  readonly shop: ShopName
  /** What must be in the store before the request is answered: the process can end right after. */
  readonly begin: Effect.Effect<void, SqlError | WriterLost>
  /** `note` says up to which moment of the platform's clock it is. */
  readonly run: (
    note: (settled: number) => Effect.Effect<void, SqlError | WriterLost>
  ) => Effect.Effect<Outcome, WorkError>
}

type WorkError = AdapterError | SqlError | WriterLost | LaneTaken | DamagedRecord

export class JobRunner extends Context.Service<
  JobRunner,
  {
    /** Starts a job. A shop has one of each kind at a time. */
    readonly start: (work: Work) => Effect.Effect<Job, AlreadyRunning | SqlError | WriterLost>
  }
>()("@huidan/console/JobRunner") {}

export const layerJobRunner = Layer.effect(
  JobRunner,
  Effect.gen(function* () {
    const scope = yield* Effect.scope
    const store = yield* Store
    const writer = yield* StoreWriter
    const turn = yield* Semaphore.make(1)

    const last = (filter: { readonly shop: ShopName; readonly kind: Job["kind"] }) =>
      Effect.map(store.jobs(filter, null, 1), ([job]) => job)

    /** A process that ends before this is written leaves the job running: the next writer says that it was stopped. */
    const end = (id: number, ended: JobEnd) => Effect.ignore(writer.endJob(id, ended))

    return JobRunner.of({
      // A client that goes away does not end the job that it asked for.
      start: ({ begin, run, shop, ...job }) =>
        Effect.gen(function* () {
          const before = yield* last({ shop, kind: job.kind })
          if (before?.state === "running") return yield* new AlreadyRunning({ job: String(before.id) })
          const id = yield* writer.startJob(shop, job)
          const stopped: JobEnd = { state: "stopped", message: null, result: null }
          yield* Effect.onError(begin, () => end(id, stopped))
          yield* Effect.interruptible(run((settled) => writer.noteJob(id, settled))).pipe(
            Effect.matchEffect({
              onSuccess: (outcome) => end(id, { state: "done", message: null, result: resultOf(outcome) }),
              onFailure: (error) => Effect.flatMap(failedBy(error), (failed) => end(id, failed))
            }),
            Effect.onError(() => end(id, stopped)),
            Effect.ignoreCause,
            Effect.forkIn(scope)
          )
          return yield* Effect.flatMap(last({ shop, kind: job.kind }), (started) =>
            started === undefined ? Effect.die("the job that was started is not in the store") : Effect.succeed(started)
          )
        }).pipe(Effect.uninterruptible, turn.withPermit)
    })
  })
)

const failedBy = (error: WorkError): Effect.Effect<JobEnd> => {
  const ended = (message: string, advice: string, reason: string): JobEnd => {
    const result: { readonly [name: string]: Json } = { reason, advice }
    return { state: "failed", message, result }
  }
  return error._tag === "AdapterError"
    ? Effect.succeed(ended(error.message, error.advice, error.reason._tag))
    : Effect.map(StoreWords, (wordsOf) => {
        const { advice, message } = wordsOf(error)
        return ended(message, advice, error._tag)
      })
}
