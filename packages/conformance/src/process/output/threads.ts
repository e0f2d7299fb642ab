/**
 * Hears what started threads print past their streams. The streams of a thread are those of this process, but functions
 * of Node.js that write to descriptors are its own.
 */
import { fileURLToPath } from "node:url"
import workerThreads from "node:worker_threads"
import type { Restore } from "../replaceMember.ts"

const extension = import.meta.url.endsWith(".ts") ? "ts" : "js"

/** Runs in each thread before its own program. By `--import` it would not, if the program is given as text. */
const preload = fileURLToPath(new URL(`./inThread.${extension}`, import.meta.url))

export const hearThreads = (): Restore => {
  const { Worker } = workerThreads
  workerThreads.Worker = new Proxy(Worker, {
    construct: (target, [file, options, ...others]: ReadonlyArray<unknown>, self) => {
      const own = typeof options === "object" && options !== null ? options : {}
      const before: unknown = Reflect.get(own, "execArgv") ?? process.execArgv
      const execArgv = [...(Array.isArray(before) ? before : []), "--require", preload]
      return Reflect.construct(target, [file, { ...own, execArgv }, ...others], self)
    }
  })
  return () => {
    workerThreads.Worker = Worker
  }
}
