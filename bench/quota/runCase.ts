/** One run: starts a server and the senders, and measures what arrived. */
import { type ChildProcess, fork } from "node:child_process"
import { constants, setPriority } from "node:os"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { QuotaCase } from "./QuotaCase.ts"
import type { Arrivals } from "./server.ts"
import { stopProcess } from "./stopProcess.ts"

export interface Measured {
  /** All requests that arrived. */
  readonly sent: number
  readonly refused: number
  /** Requests that arrived while a refusal paused the account, from `noticedAfter` on. */
  readonly duringPause: number
  /** The part of the quota that was used in the last `measuredSeconds`. */
  readonly used: number
  /** The longest time for which the machine kept a process from running, in milliseconds. */
  readonly heldUp: number
}

/** Starts a file of this folder as a process that ends with the scope. It gets a high priority if that is allowed. */
const start = (file: string, ...parameters: ReadonlyArray<string>): Effect.Effect<ChildProcess, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.sync(() => fork(join(import.meta.dirname, file), parameters)).pipe(
      Effect.tap(({ pid }) =>
        Effect.ignore(Effect.try(() => pid !== undefined && setPriority(pid, constants.priority.PRIORITY_HIGH)))
      )
    ),
    stopProcess
  )

const answer = <A>(child: ChildProcess, ask?: string): Effect.Effect<A> =>
  Effect.promise(
    () =>
      new Promise<A>((resolve, reject) => {
        child.once("message", (message) => resolve(message as A))
        child.once("exit", (code) => reject(new Error(`a process of the benchmark ended with ${code}`)))
        if (ask !== undefined) child.send(ask)
      })
  )

export const runCase = (one: QuotaCase): Effect.Effect<Measured> =>
  Effect.scoped(
    Effect.gen(function* () {
      const described = JSON.stringify(one)
      const server = yield* start("server.ts", described)
      const port = yield* answer<number>(server)
      const senders = yield* Effect.all(
        Array.from({ length: one.processes }, () => start("sender.ts", described, `http://127.0.0.1:${port}`))
      )
      yield* Effect.all(
        senders.map((sender) => answer(sender)),
        { concurrency: "unbounded" }
      )
      for (const sender of senders) sender.send("start")
      yield* Effect.sleep(`${one.seconds + one.measuredSeconds + 1} seconds`)
      const heldUp = yield* Effect.all(senders.map((sender) => answer<number>(sender, "report")))
      const arrivals = yield* answer<Arrivals>(server, "report")
      return { ...evaluate(arrivals, one), heldUp: Math.max(arrivals.heldUp, ...heldUp) }
    })
  )

/** Milliseconds until every process knows of a refusal: what it has read from Redis is up to 100 old, and requests are on their way. */
export const noticedAfter = 300

/** Measures the quota over the last `measuredSeconds`. */
const evaluate = ({ admitted, refused }: Arrivals, one: QuotaCase) => {
  const end = admitted.at(-1) ?? 0
  const measuredMillis = one.measuredSeconds * 1000
  const arrived = admitted.filter((time) => time > end - measuredMillis).length
  const [pausedFrom = Number.POSITIVE_INFINITY] = refused
  const pausedUntil = pausedFrom + (one.refusal?.pause ?? 0) * 1000
  return {
    duringPause: admitted.filter((time) => time > pausedFrom + noticedAfter && time < pausedUntil).length,
    sent: admitted.length + refused.length,
    refused: refused.length,
    used: (arrived * one.seconds * 1000) / (one.requests * measuredMillis)
  }
}
