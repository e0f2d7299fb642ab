/** Runs the worker of the demo, and kills it. */
import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type { WorkerTask } from "./shopsOfDemo.ts"

const program = fileURLToPath(new URL(`./worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url))

export class WorkerFailed extends Data.TaggedError("WorkerFailed")<{ readonly message: string }> {}

/**
 * Runs the worker until it ends; `onCount` hears how many orders the store has. If that answers with `true`, the worker is killed
 * by SIGKILL. Answers with whether it was killed.
 */
export const runWorker = (
  task: WorkerTask,
  onCount: (orders: number) => boolean
): Effect.Effect<boolean, WorkerFailed> =>
  Effect.callback((resume) => {
    const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "pipe"] })
    let isKilled = false
    let errors = ""
    child.stdin.on("error", () => undefined).end(JSON.stringify(task))
    child.stderr.setEncoding("utf8").on("data", (part: string) => {
      errors = `${errors}${part}`.slice(0, 4000)
    })
    let rest = ""
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      const lines = `${rest}${part}`.split("\n")
      rest = lines.pop() ?? ""
      for (const line of lines) {
        if (isKilled || !onCount(Number(line))) continue
        isKilled = true
        child.kill("SIGKILL")
      }
    })
    child.on("error", ({ message }) => resume(Effect.fail(new WorkerFailed({ message }))))
    child.on("close", (code) => {
      if (isKilled || code === 0) resume(Effect.succeed(isKilled))
      else resume(Effect.fail(new WorkerFailed({ message: `the worker ended with ${code}: ${errors.trim()}` })))
    })
    return Effect.sync(() => child.kill("SIGKILL"))
  })
