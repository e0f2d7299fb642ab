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
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import * as Semaphore from "effect/Semaphore"
import type { SqlError } from "effect/sql/SqlError"
import { AlreadyRunning, problems } from "../../api/index.ts"
import { defectName, defectText } from "../defect.ts"
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

    /**
     * Tries until it is written, so that no job runs for ever that has ended. The process tries once more when it ends; if that
     * fails too, or another process writes now, the next writer says that the job was stopped.
     */
    const end = (id: number, ended: JobEnd) => {
      const written = writer.endJob(id, ended)
      const again = Effect.retry(written, { schedule: untilWritten, while: ({ _tag }) => _tag === "SqlError" })
      const log = Effect.logWarning(
        `the end of job ${id} cannot be written to the store; it is tried again until it is`
      )
      return written.pipe(
        Effect.catchTag("SqlError", () => Effect.andThen(log, again)),
        Effect.interruptible,
        Effect.onInterrupt(() => Effect.ignore(written)),
        Effect.ignore
      )
    }

    return JobRunner.of({
      // A client that goes away does not end the job that it asked for.
      start: ({ begin, run, shop, ...job }) =>
        Effect.gen(function* () {
          const before = yield* last({ shop, kind: job.kind })
          if (before?.state === "running") return yield* new AlreadyRunning({ job: String(before.id) })
          const id = yield* writer.startJob(shop, job)
          yield* Effect.onError(begin, () => Effect.forkIn(end(id, stopped), scope))
          yield* Effect.interruptible(run((settled) => writer.noteJob(id, settled))).pipe(
            Effect.exit,
            Effect.flatMap((exit) => endOf(id, exit)),
            Effect.flatMap((ended) => end(id, ended)),
            Effect.forkIn(scope)
          )
          return yield* Effect.flatMap(last({ shop, kind: job.kind }), (started) =>
            started === undefined ? Effect.die("the job that was started is not in the store") : Effect.succeed(started)
          )
        }).pipe(Effect.uninterruptible, turn.withPermit)
    })
  })
)

const stopped: JobEnd = { state: "stopped", message: null, result: null }

/** Soon at first, then twice a minute. */
const untilWritten = Schedule.min([Schedule.exponential("200 millis"), Schedule.spaced("30 seconds")])

const endOf = (id: number, exit: Exit.Exit<Outcome, WorkError>): Effect.Effect<JobEnd> => {
  if (Exit.isSuccess(exit)) return Effect.succeed({ state: "done", message: null, result: resultOf(exit.value) })
  const error = Cause.findErrorOption(exit.cause)
  if (Option.isSome(error)) return failedBy(error.value)
  return Cause.hasDies(exit.cause) ? mistaken(id, exit.cause) : Effect.succeed(stopped)
}

/** A mistake of this program. */
const mistaken = (id: number, cause: Cause.Cause<WorkError>): Effect.Effect<JobEnd> => {
  const defect = Cause.squash(cause)
  const { advice, title } = problems.InternalFault
  return Effect.as(Effect.logError(`job ${id} failed by a mistake of this program ${defectText(defect)}`), {
    state: "failed",
    message: `${title} (${defectName(defect)}).`,
    result: { reason: "InternalFault", advice }
  })
}

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
