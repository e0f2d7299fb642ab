/** Watches which threads and processes this process starts. */
import { ChildProcess } from "node:child_process"
import type { Worker } from "node:worker_threads"
import { type Restore, replaceMember, restoreAll, shared } from "./replaceMember.ts"

/** Gets a promise for each thread and process that is started: it resolves when the thread or process has ended. */
type StartListener = (ended: Promise<void>) => void

const listeners = new Set<StartListener>()

/** What runs longer is not waited for: a pool of threads never ends. In milliseconds of real time. */
const longestRun = 2000

const alive = new Set<object>()
const ownThreads = new WeakSet<Worker>()

const started = (thing: object, subscribe: (end: () => void) => void): void => {
  alive.add(thing)
  const ended = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, longestRun)
    subscribe(() => {
      alive.delete(thing)
      clearTimeout(timer)
      resolve()
    })
  })
  for (const listener of listeners) listener(ended)
}

const watchStarts = shared(() => {
  const onThread = (worker: Worker): void => {
    if (!ownThreads.has(worker)) started(worker, (end) => void worker.once("exit", end))
  }
  process.on("worker", onThread)
  return restoreAll([
    () => void process.off("worker", onThread),
    replaceMember(ChildProcess.prototype, "spawn", (original, self) => (...parameters) => {
      if (self instanceof ChildProcess) started(self, (end) => void self.once("close", end))
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

/** Whether a thread or process that was started while a listener was there has not ended. */
export const isAnyAlive = (): boolean => alive.size > 0

/** A thread of the kit itself is not watched. Call it in the turn in which the thread is made. */
export const doNotWatch = (worker: Worker): void => {
  ownThreads.add(worker)
}
