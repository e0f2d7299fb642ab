/**
 * Ends the process if a trial blocks it: there is no other way to stop a program that never yields. A thread of its own
 * watches, and says which trial it was.
 */
import workerThreads from "node:worker_threads"
import { doNotWatch } from "../../process/started.ts"
import { makeTrialMemory, writeTrial } from "./TrialMemory.ts"
import { trialSeconds } from "./trialSeconds.ts"

/** A trial that the watchdog watches. */
export interface WatchedTrial {
  /** Notes which calls of the adapter are running, in words. */
  readonly noteCalls: (calls: string) => void
  readonly end: () => void
}

const unwatched: WatchedTrial = { noteCalls: () => {}, end: () => {} }

/** One watchdog for each process, also if a test runner loads this file again. */
const place = Symbol.for("@huidan/conformance/watchdog")

/** As it is before threads are heard: the watchdog is not part of what a trial prints. */
const { Worker } = workerThreads

const extension = import.meta.url.endsWith(".ts") ? "ts" : "js"

const start = async (seconds: number): Promise<SharedArrayBuffer> => {
  const memory = makeTrialMemory()
  const thread = new Worker(new URL(`./watchdogThread.${extension}`, import.meta.url), {
    workerData: { memory, seconds },
    execArgv: [],
    env: {}
  })
  doNotWatch(thread)
  await new Promise((resolve) => thread.once("online", resolve))
  thread.unref()
  return memory
}

const memoryOfProcess = (seconds: number): Promise<SharedArrayBuffer> => {
  const known: unknown = Reflect.get(globalThis, place)
  if (known instanceof Promise) return known
  const memory = start(seconds)
  Reflect.set(globalThis, place, memory)
  return memory
}

let trials = 0
const running = new Set<number>()

/** Begins to watch a trial. The words say which one it is, as a sentence without its full stop. */
export const watchTrial = async (words: string): Promise<WatchedTrial> => {
  const seconds = trialSeconds()
  if (seconds === null) return unwatched
  const memory = await memoryOfProcess(seconds)
  trials += 1
  const own = trials
  running.add(own)
  const noteCalls = (calls: string): void => writeTrial(memory, own, `${words}, running: ${calls}`)
  noteCalls("no call of the adapter")
  return {
    noteCalls,
    end: () => {
      running.delete(own)
      if (running.size === 0) writeTrial(memory, 0, "")
    }
  }
}
