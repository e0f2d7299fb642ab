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
      const flags: unknown = Reflect.get(own, "execArgv")
      const start = (before: ReadonlyArray<unknown>) =>
        Reflect.construct(target, [file, { ...own, execArgv: [...before, "--require", preload] }, ...others], self)
      if (Array.isArray(flags)) return start(flags)
      try {
        return start(process.execArgv)
      } catch (error) {
        const refused = refusedFlags(error)
        return start(process.execArgv.filter((flag) => !refused.has(flag)))
      }
    }
  })
  return () => {
    workerThreads.Worker = Worker
  }
}

/** The flags of a process that no thread takes, such as those of V8: Node.js names them in the error. */
const refusedFlags = (error: unknown): ReadonlySet<string> =>
  new Set(error instanceof Error ? error.message.slice(error.message.indexOf(": ") + 2).split(", ") : [])
