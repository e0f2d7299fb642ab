/**
 * Holds every law against every adapter of the workspace, at many seeds, with all processors.
 *
 * `pnpm conformance:deep`, `pnpm conformance:deep --seeds 100 --law exact-money --adapter xiaoe`. The last line says
 * adapters, laws, seeds and failures; ends with 1 where there is one.
 */
import { type ChildProcess, fork } from "node:child_process"
import { availableParallelism } from "node:os"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { laws } from "@huidan/conformance"
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

/** Small enough that no process works alone at the end. */
const seedsOfATask = 50

const tasks: ReadonlyArray<Task> = adapters.flatMap(({ path }) =>
  chosenLaws.flatMap(({ name }) =>
    Array.from({ length: Math.ceil(seeds / seedsOfATask) }, (_, index) => ({
      adapter: path,
      law: name,
      from: index * seedsOfATask + 1,
      count: Math.min(seedsOfATask, seeds - index * seedsOfATask)
    }))
  )
)

/** Hands the tasks out, one to each process that is free. */
const runAll = (): Promise<ReadonlyArray<Outcome>> =>
  new Promise((resolve, reject) => {
    const waiting = [...tasks]
    const outcomes: Array<Outcome> = []
    const workers = Array.from({ length: availableParallelism() }, () =>
      fork(fileURLToPath(new URL("./conformance/worker.ts", import.meta.url)))
    )
    const next = (worker: ChildProcess): void => {
      const task = waiting.shift()
      if (task === undefined) worker.disconnect()
      else worker.send(task)
    }
    for (const worker of workers) {
      worker.on("message", (outcome: Outcome) => {
        outcomes.push(outcome)
        if (outcome.told !== null) console.log(`${outcome.told}\n`)
        if (outcomes.length === tasks.length) resolve(outcomes)
        next(worker)
      })
      worker.on("exit", (code) => {
        if (code !== 0) reject(new Error(`a process ended with ${code}`))
      })
      next(worker)
    }
  })

const worstFirst: ReadonlyArray<Outcome["verdict"]> = ["broken", "deviates", "skipped", "kept"]

const outcomes = await runAll()
const nameWidth = Math.max(...chosenLaws.map(({ name }) => name.length))
for (const { folder, path } of adapters) {
  for (const { name } of chosenLaws) {
    const own = outcomes.filter(({ task }) => task.adapter === path && task.law === name)
    const verdict = worstFirst.find((each) => own.some((outcome) => outcome.verdict === each)) ?? "kept"
    const perSeed = own.reduce((total, { milliseconds }) => total + milliseconds, 0) / seeds
    console.log(
      `${folder.replace("adapter-", "").padEnd(9)}${name.padEnd(nameWidth + 2)}${verdict.padEnd(9)}${perSeed.toFixed(1)} ms a seed`
    )
  }
}
const failures = outcomes.filter(({ verdict }) => verdict === "broken").length
const unit = `failures, counted once in ${seedsOfATask} seeds`
console.log(`${adapters.length} adapters × ${chosenLaws.length} laws × ${seeds} seeds: ${failures} ${unit}`)
process.exitCode = failures === 0 ? 0 : 1
