/** Tries edits in processes of their own: an edited adapter may loop for ever, or end its process. */
import { type ChildProcess, fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Edit, Outcome } from "./Edit.ts"
import type { Report, Task } from "./worker.ts"

/** How edits are tried. */
export interface Trying {
  readonly seeds: number
  readonly processes: number
  /** Seconds of real time that one law may take: generous, because other programs may use the processors. */
  readonly limit: number
  /** Tries the expected law of each edit alone. */
  readonly expectedOnly?: boolean
  /** Is called with each outcome, as it comes. */
  readonly onOutcome?: (outcome: Outcome) => void
}

/** What became of each edit, in the order of the edits. */
export const tryEdits = async (edits: ReadonlyArray<Edit>, trying: Trying): Promise<ReadonlyArray<Outcome>> => {
  const outcomes = new Map<Edit, Outcome>()
  const waiting = [...edits]
  const work = async (): Promise<void> => {
    let worker: ChildProcess | null = null
    for (let edit = waiting.shift(); edit !== undefined; edit = waiting.shift()) {
      if (worker?.connected !== true) worker = startWorker()
      const outcome = await tryOne(worker, edit, trying)
      outcomes.set(edit, outcome)
      trying.onOutcome?.(outcome)
      // Whatever the edit left running ends with its process.
      if (outcome.stuck !== null) {
        worker.kill("SIGKILL")
        worker = null
      }
    }
    // What an edit left running would keep the process alive.
    worker?.kill("SIGKILL")
  }
  await Promise.all(Array.from({ length: Math.min(trying.processes, edits.length) }, work))
  return edits.flatMap((edit) => outcomes.get(edit) ?? [])
}

/** What edited adapters print is not shown. */
const startWorker = (): ChildProcess =>
  fork(fileURLToPath(new URL("./worker.ts", import.meta.url)), {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    execArgv: [],
    // A trial takes a few seconds, or does not end.
    env: { ...process.env, HUIDAN_TRIAL_SECONDS: "20" }
  })

const tryOne = (worker: ChildProcess, edit: Edit, { expectedOnly = false, limit, seeds }: Trying): Promise<Outcome> =>
  new Promise((resolve) => {
    const start = performance.now()
    let law = "none"
    const end = (result: Pick<Outcome, "caught" | "unusable">, stuck: string | null = null): void => {
      clearTimeout(timer)
      worker.removeAllListeners()
      resolve({ edit, ...result, stuck, milliseconds: performance.now() - start })
    }
    const nothing = { caught: null, unusable: null }
    const hangs = (): void => end(nothing, `the law ${law} hangs: it takes longer than ${limit} s`)
    let timer = setTimeout(hangs, limit * 1000)
    worker.on("message", (report: Report) => {
      if (report.trying === undefined) return end(report)
      law = report.trying
      clearTimeout(timer)
      timer = setTimeout(hangs, limit * 1000)
    })
    worker.on("error", ({ message }) => end(nothing, `the process failed at the law ${law}: ${message}`))
    worker.on("exit", (code) => end(nothing, `the process ended with ${code} at the law ${law}`))
    // An edit that is known to be missed by all laws would take the longest.
    const task: Task = { edit, seeds, expectedOnly: expectedOnly || edit.missed !== undefined }
    worker.send(task)
  })
