/**
 * Real adapters, living platforms and the real store in simulated worlds, with more seeds than the tests try: 1 000 spread over
 * the worlds. `pnpm simulate`, `pnpm simulate --seeds 24`, `pnpm simulate --world "xiaoe 1.0" --seed 7` for one of them with its
 * journal. Several worlds run at the same time, each in a process of its own. Ends with 1 if a store does not end as its
 * platform is.
 */
import { spawn } from "node:child_process"
import { availableParallelism } from "node:os"
import { parseArgs } from "node:util"
import { Effect } from "effect"
import { type Outcome, simulate } from "../test/sync/simulation/simulate.ts"
import { mostRequests, type World, worlds } from "../test/sync/simulation/World.ts"

const { values: flags } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: { seeds: { type: "string", default: "1000" }, world: { type: "string" }, seed: { type: "string" } }
})

const everyWorld: ReadonlyArray<readonly [string, World]> = Object.entries(worlds)

const excess = ({ requests }: Outcome): ReadonlyArray<string> =>
  requests > mostRequests ? [`${requests} requests, at most ${mostRequests} are allowed`] : []

/** Answers with how many seeds ended wrong. */
const inThisProcess = async (name: string, world: World, seeds: ReadonlyArray<number>): Promise<number> => {
  const began = process.cpuUsage()
  let wrong = 0
  let requests = 0
  for (const seed of seeds) {
    const exit = await Effect.runPromiseExit(simulate(world, seed))
    const problems = exit._tag === "Success" ? [...exit.value.problems, ...excess(exit.value)] : [String(exit.cause)]
    if (exit._tag === "Success") requests = Math.max(requests, exit.value.requests)
    if (flags.seed !== undefined && exit._tag === "Success") console.log(exit.value.journal.join("\n"))
    if (problems.length > 0) console.log(`✗ ${name}, seed ${seed}: ${problems.join("; ")}`)
    wrong += problems.length === 0 ? 0 : 1
  }
  const { system, user } = process.cpuUsage(began)
  const seconds = (user + system) / 1_000_000 / seeds.length
  console.log(`${name}: ${seeds.length} seeds, ${seconds.toFixed(2)} CPU s and at most ${requests} requests each`)
  return wrong
}

/** Answers with whether all seeds ended right. */
const inItsOwnProcess = (name: string, seeds: number) =>
  Effect.callback<boolean>((resume) => {
    const script = [import.meta.filename, "--world", name, "--seeds", String(seeds)]
    const child = spawn(process.execPath, script, { stdio: "inherit" })
    child.once("exit", (code) => resume(Effect.succeed(code === 0)))
  })

const everyWorldRight = async (): Promise<boolean> => {
  const most = Math.ceil(Number(flags.seeds) / everyWorld.length)
  const each = Effect.forEach(everyWorld, ([name]) => inItsOwnProcess(name, most), {
    concurrency: availableParallelism()
  })
  return (await Effect.runPromise(each)).every((isRight) => isRight)
}

const oneWorldRight = async (name: string): Promise<boolean> => {
  const [, world] = everyWorld.find(([known]) => known === name) ?? []
  if (world === undefined) {
    console.log(`There is no world "${name}". There are: ${everyWorld.map(([known]) => known).join("; ")}`)
    return false
  }
  const many = Array.from({ length: Number(flags.seeds) }, (_, index) => index + 1)
  return (await inThisProcess(name, world, flags.seed === undefined ? many : [Number(flags.seed)])) === 0
}

const isRight = flags.world === undefined ? await everyWorldRight() : await oneWorldRight(flags.world)
if (flags.world === undefined) {
  console.log(isRight ? "Every store ends as its platform is." : "Not every store ends as its platform is: see above.")
}
// Not `process.exit`: it would cut a journal that is piped.
process.exitCode = isRight ? 0 : 1
