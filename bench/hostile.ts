/**
 * What hostile text costs: a megabyte of each shape through every door costs at most three times an honest megabyte
 * through the same door, and eight times the size at most twelve times the cost.
 *
 * Costs are time of the processor, all threads of this process together, the least of five runs: hostile and honest text
 * take turns. What costs less than the timer can show counts as that. The limits of bytes do not apply to what is only
 * decoded; the limits of rows and messages do, for they are what bounds many small ones.
 *
 * `pnpm bench` gives the garbage collector a large space for new objects. Else it is the collector that is measured: even
 * `JSON.parse` then costs 25 times for eight times the size.
 *
 * Only some doors: `pnpm bench hostile explain`.
 */
import { type HostileShape, hostileShapes } from "../packages/conformance/src/law/answer/hostileTexts.ts"
import { type Door, openDoors, type Reading } from "./hostile/doors.ts"

const length = 1_048_576
const growth = 8
const runs = 5
/** Runs of eight times the size. */
const grownRuns = 3
const mostTimesHonest = 3
const mostTimesGrown = 12

/** Milliseconds of the processor. */
const shortest = 5

const costOf = async (reading: Reading): Promise<number> => {
  const before = process.cpuUsage()
  await reading()
  const { system, user } = process.cpuUsage(before)
  return Math.max(shortest, (system + user) / 1000)
}

interface Costs {
  readonly hostile: number
  readonly grown: number
}

/** `honest` is one more run of the honest text, between two of the hostile one. */
const measure = async (door: Door, shape: HostileShape, honest: () => Promise<void>): Promise<Costs | null> => {
  const hostile = await door.hostile(shape, length)
  const grown = await door.hostile(shape, growth * length)
  if (hostile === null || grown === null) return null
  const least = { hostile: Number.POSITIVE_INFINITY, grown: Number.POSITIVE_INFINITY }
  for (let run = 0; run < runs; run++) {
    least.hostile = Math.min(least.hostile, await costOf(hostile))
    if (run === 0) await honest()
    if (run < grownRuns) least.grown = Math.min(least.grown, await costOf(grown))
  }
  return least
}

const [, , , wanted = ""] = process.argv
let failed = 0
for (const door of await openDoors()) {
  if (!door.name.includes(wanted)) continue
  console.log(door.name)
  const reading = await door.honest(length)
  let honest = Number.POSITIVE_INFINITY
  const again = async () => {
    honest = Math.min(honest, await costOf(reading))
  }
  const measured: Array<readonly [string, Costs]> = []
  for (const shape of hostileShapes) {
    const costs = await measure(door, shape, again)
    if (costs !== null) measured.push([shape.name, costs])
  }
  for (const [name, costs] of measured) {
    const [timesHonest, timesGrown] = [costs.hostile / honest, costs.grown / costs.hostile]
    const isBounded = timesHonest <= mostTimesHonest && timesGrown <= mostTimesGrown
    if (!isBounded) failed++
    const words = `${costs.hostile.toFixed(0)} ms, ${timesHonest.toFixed(1)} × honest, ${timesGrown.toFixed(1)} × for ${growth} ×`
    console.log(`  ${name.padEnd(34)} ${words}${isBounded ? "" : `: at most ${mostTimesHonest} and ${mostTimesGrown}`}`)
  }
}
console.log(failed === 0 ? "all bounded" : `${failed} not bounded`)
process.exitCode = failed === 0 ? 0 : 1
