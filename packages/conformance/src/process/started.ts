/** Watches which threads and processes this process starts. */
import { ChildProcess } from "node:child_process"
import type { Worker } from "node:worker_threads"
import { type Restore, replaceMember, restoreAll, shared } from "./replaceMember.ts"

/** Gets a promise for each thread and process that is started: it resolves when the thread or process has ended. */
type StartListener = (ended: Promise<void>) => void

const listeners = new Set<StartListener>()

/** What runs longer is not waited for: a pool of threads never ends. In milliseconds of real time. */
const longestRun = 2000

const started = (subscribe: (end: () => void) => void): void => {
  const ended = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, longestRun)
    subscribe(() => {
      clearTimeout(timer)
      resolve()
    })
  })
  for (const listener of listeners) listener(ended)
}

const watchStarts = shared(() => {
  const onThread = (worker: Worker): void => started((end) => void worker.once("exit", end))
  process.on("worker", onThread)
  return restoreAll([
    () => void process.off("worker", onThread),
    replaceMember(ChildProcess.prototype, "spawn", (original, self) => (...parameters) => {
      if (self instanceof ChildProcess) started((end) => void self.once("close", end))
      return original(...parameters)
    })
  ])
})

/** Calls the listener for each thread and process that is started until `Restore` is called. */
export const onStart = (listener: StartListener): Restore => {
  const stop = watchStarts()
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    stop()
  }
}
