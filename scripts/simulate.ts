/**
 * Real adapters, living platforms and the real store in simulated worlds, with more seeds than the tests try: 1 000 spread over
 * the worlds. `pnpm simulate`, `pnpm simulate --seeds 24`, `pnpm simulate --world "xiaoe 1.0" --seed 7` for one of them with its
 * journal. Ends with 1 if a store does not end as its platform is.
 */
import { parseArgs } from "node:util"
import { Effect } from "effect"
import { simulate } from "../test/sync/simulation/simulate.ts"
import { type World, worlds } from "../test/sync/simulation/World.ts"

const { values: flags } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: { seeds: { type: "string", default: "1000" }, world: { type: "string" }, seed: { type: "string" } }
})

const everyWorld: ReadonlyArray<readonly [string, World]> = Object.entries(worlds)
const chosen = everyWorld.filter(([name]) => flags.world === undefined || name === flags.world)
const most = Math.ceil(Number(flags.seeds) / chosen.length)
const seeds = flags.seed === undefined ? Array.from({ length: most }, (_, index) => index + 1) : [Number(flags.seed)]

let wrong = chosen.length === 0 ? 1 : 0
for (const [name, world] of chosen) {
  const began = process.cpuUsage()
  let requests = 0
  for (const seed of seeds) {
    const exit = await Effect.runPromiseExit(simulate(world, seed))
    const problems = exit._tag === "Success" ? exit.value.problems : [String(exit.cause)]
    if (exit._tag === "Success") requests = Math.max(requests, exit.value.requests)
    if (flags.seed !== undefined && exit._tag === "Success") console.log(exit.value.journal.join("\n"))
    if (problems.length > 0) console.log(`✗ ${name}, seed ${seed}: ${problems.join("; ")}`)
    wrong += problems.length === 0 ? 0 : 1
  }
  const { system, user } = process.cpuUsage(began)
  const seconds = (user + system) / 1_000_000 / seeds.length
  console.log(`${name}: ${seeds.length} seeds, ${seconds.toFixed(2)} CPU s and at most ${requests} requests each`)
}
console.log(wrong === 0 ? "Every store ends as its platform is." : `${wrong} stores do not.`)
process.exit(wrong === 0 ? 0 : 1)
