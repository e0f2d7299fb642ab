/**
 * A thread that reads the file with a connection of its own. SQLite runs there, so that this thread's event loop never waits
 * for it.
 *
 * `effect/workers` does not serve this: it has no answers to requests below its RPC, which would load Effect into each
 * thread and encode each row.
 */
import { Worker } from "node:worker_threads"
import * as Effect from "effect/Effect"
import { ReaderEnded, Thrown } from "../sqliteError.ts"
import type { ReadAnswer, ReaderData, ReadRequest, ThreadTask } from "./messages.ts"

export interface ReaderThread {
  /**
   * Sends a request and awaits the answer; the next request must wait until then. Fails with what SQLite threw there. If it
   * is interrupted the thread ends: SQLite cannot be stopped from outside.
   */
  readonly ask: (request: ReadRequest) => Effect.Effect<Extract<ReadAnswer, { readonly kind: "rows" }>, Thrown>
  /** Whether the thread has ended. It answers nothing any more. */
  readonly hasEnded: () => boolean
  /** Whether the last answer left a transaction open. */
  readonly isTransaction: () => boolean
  /** Ends the thread and waits until it has closed the file. A thread that still reads ends when SQLite returns. */
  readonly end: Effect.Effect<void>
}

/** The sources run as they are; the package has JavaScript only. */
const program = new URL(import.meta.url.endsWith(".ts") ? "./threadMain.ts" : "./threadMain.js", import.meta.url)

export const startReaderThread = (file: string, task: ThreadTask): ReaderThread => {
  const workerData: ReaderData = { file, task }
  const worker = new Worker(program, { workerData, execArgv: [] })
  let ended: ReaderEnded | null = null
  let isTransaction = false
  let pending: ((answer: ReadAnswer | ReaderEnded) => void) | null = null
  const settle = (answer: ReadAnswer | ReaderEnded) => {
    const resume = pending
    pending = null
    resume?.(answer)
  }
  const finish = (cause?: unknown) => {
    ended ??= new ReaderEnded(file, cause)
    isTransaction = false
    settle(ended)
  }
  worker.on("message", (answer: ReadAnswer) => {
    if (answer.kind !== "failure") isTransaction = answer.isTransaction
    settle(answer)
  })
  worker.on("error", finish)
  worker.on("exit", () => finish())
  const abandon = Effect.sync(() => {
    pending = null
    finish()
    void worker.terminate()
  })
  return {
    ask: (request) =>
      Effect.callback((resume) => {
        if (ended !== null) return resume(Effect.fail(new Thrown({ cause: ended })))
        pending = (answer) => resume(answered(answer))
        worker.postMessage(request)
        return abandon
      }),
    hasEnded: () => ended !== null,
    isTransaction: () => isTransaction,
    end: Effect.promise(() => worker.terminate())
  }
}

const answered = (answer: ReadAnswer | ReaderEnded) => {
  if (answer instanceof ReaderEnded) return Effect.fail(new Thrown({ cause: answer }))
  if (answer.kind === "rows") return Effect.succeed(answer)
  const { errcode, message } = answer
  return Effect.fail(new Thrown({ cause: Object.assign(new Error(message), errcode === null ? {} : { errcode }) }))
}
