/**
 * Tests every adapter of the workspace with every law, at many seeds, on all processors.
 *
 * `pnpm conformance:deep`, `pnpm conformance:deep --seeds 100 --law exact-money --adapter xiaoe`. The last line counts
 * adapters, laws, seeds, failures and deviations. Ends with 1 if there is a failure.
 */
import { type ChildProcess, fork } from "node:child_process"
import { availableParallelism } from "node:os"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { laws } from "@huidan/conformance"
import { summary } from "./conformance/summary.ts"
import type { Outcome, Task } from "./conformance/Task.ts"
import { repositoryRoot } from "./support/Check.ts"
import { adaptersOf, readWorkspace } from "./support/workspace.ts"

const { values: flags } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: { seeds: { type: "string", default: "1000" }, law: { type: "string" }, adapter: { type: "string" } }
})
const seeds = Number(flags.seeds)
const chosenLaws = laws.filter(({ name }) => flags.law === undefined || flags.law === name)
const adapters = adaptersOf(readWorkspace(repositoryRoot)).filter(
  ({ folder }) => flags.adapter === undefined || folder === `adapter-${flags.adapter}`
)
if (!Number.isInteger(seeds) || seeds < 1 || chosenLaws.length === 0 || adapters.length === 0) {
  console.error("--seeds takes a whole number above 0, --law the name of a law, --adapter that of a platform")
  process.exit(2)
}

/** Small enough that all processes are busy until the end. */
const seedsPerTask = 50

const tasks: ReadonlyArray<Task> = adapters.flatMap(({ path }) =>
  chosenLaws.flatMap(({ name }) =>
    Array.from({ length: Math.ceil(seeds / seedsPerTask) }, (_, index) => ({
      adapter: path,
      law: name,
      from: index * seedsPerTask + 1,
      count: Math.min(seedsPerTask, seeds - index * seedsPerTask)
    }))
  )
)

/** Gives each free process a task, until all are done. */
const runAll = (): Promise<ReadonlyArray<Outcome>> =>
  new Promise((resolve, reject) => {
    const waiting = [...tasks]
    const outcomes: Array<Outcome> = []
    const workers = Array.from({ length: availableParallelism() }, () =>
      // A young generation of 64 MB: the laws make and drop many small objects.
      fork(fileURLToPath(new URL("./conformance/worker.ts", import.meta.url)), {
        execArgv: ["--max-semi-space-size=64"]
      })
    )
    const next = (worker: ChildProcess): void => {
      const task = waiting.shift()
      if (task === undefined) worker.disconnect()
      else worker.send(task)
    }
    for (const worker of workers) {
      worker.on("message", (outcome: Outcome) => {
        outcomes.push(outcome)
        if (outcome.failure !== null) console.log(`${outcome.failure}\n`)
        if (outcomes.length === tasks.length) resolve(outcomes)
        next(worker)
      })
      worker.on("exit", (code, signal) => {
        if (code !== 0) reject(new Error(`a process ended with ${code ?? signal}`))
      })
      next(worker)
    }
  })

const outcomes = await runAll()
const run = { adapters, laws: chosenLaws.map(({ name }) => name), seeds, seedsPerTask }
for (const line of summary(run, outcomes)) console.log(line)
process.exitCode = outcomes.some(({ verdict }) => verdict === "broken") ? 1 : 0
