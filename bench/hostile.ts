/**
 * What hostile text costs: a megabyte of each shape through every door costs at most three times an honest megabyte
 * through the same door, and eight times the size at most twelve times the cost.
 *
 * Costs are time of the processor, all threads of this process together, the least of five runs: hostile and honest text
 * take turns. Of the long text one run that is cheap enough proves it. What costs less than the timer can show counts as
 * that. The limits of bytes do not apply to what is only decoded. The limits of rows and messages do, for they are what
 * bounds many small ones; honest text may have any number.
 *
 * `pnpm bench` gives the garbage collector a large space for new objects, and it has collected before each long text.
 * Else it is the collector that is measured: even `JSON.parse` then costs 25 times for eight times the size.
 *
 * Only some doors: `pnpm bench hostile explain`.
 */
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { type HostileShape, hostileShapes } from "../packages/conformance/src/law/answer/hostileTexts.ts"
import { type Door, openDoors, type Reading } from "./hostile/doors.ts"

const length = 1_048_576
const growth = 8
const runs = 5
const mostHonestRuns = 2 * runs
const mostTimesHonest = 3
const mostTimesGrown = 12

/** Milliseconds of the processor. */
const shortest = 5

/** The default of the option `rowLimit`. */
const rowLimit = 1000

/** Rows in the place of an answer's: more than are read, and as many as are read. */
const rowShapes: ReadonlyArray<HostileShape> = [
  ...hostileShapes.flatMap((shape) => (shape.isRows === true ? [{ ...shape, name: `${shape.name} as rows` }] : [])),
  ...["{}", '{"a":1}'].map(
    (row): HostileShape => ({
      name: `as many rows ${row} as are read`,
      isRows: true,
      json: () => `[${Array.from({ length: rowLimit }, () => row).join(",")}]`
    })
  )
]

const shapesOf = ({ hasRows }: Door): ReadonlyArray<HostileShape> => [
  ...hostileShapes.map(({ isRows: _isRows, ...shape }) => shape),
  ...(hasRows ? rowShapes : [])
]

setFlagsFromString("--expose-gc")
const collectGarbage: () => void = runInNewContext("gc")

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
  const reading = await door.hostile(shape, length)
  if (reading === null) return null
  let hostile = await costOf(reading)
  await honest()
  for (let run = 1; run < runs && hostile > shortest; run++) hostile = Math.min(hostile, await costOf(reading))
  const longReading = await door.hostile(shape, growth * length)
  let grown = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs && longReading !== null && grown > mostTimesGrown * hostile; run++) {
    collectGarbage()
    grown = Math.min(grown, await costOf(longReading))
  }
  return { hostile, grown }
}

const [, , , wanted = ""] = process.argv
let failed = 0
for (const door of await openDoors()) {
  if (!door.name.includes(wanted)) continue
  console.log(door.name)
  const reading = await door.honest(length)
  let honest = Number.POSITIVE_INFINITY
  let honestRuns = 0
  const again = async () => {
    if (honestRuns++ < mostHonestRuns) honest = Math.min(honest, await costOf(reading))
  }
  const measured: Array<readonly [string, Costs]> = []
  for (const shape of shapesOf(door)) {
    const costs = await measure(door, shape, again)
    if (costs !== null) measured.push([shape.name, costs])
  }
  for (const [name, costs] of measured) {
    const [timesHonest, timesGrown] = [costs.hostile / honest, costs.grown / costs.hostile]
    const isBounded = timesHonest <= mostTimesHonest && timesGrown <= mostTimesGrown
    if (!isBounded) failed++
    const words = `${costs.hostile.toFixed(0)} ms, ${timesHonest.toFixed(1)} × honest, ${timesGrown.toFixed(1)} × for ${growth} ×`
    console.log(`  ${name.padEnd(36)} ${words}${isBounded ? "" : `: at most ${mostTimesHonest} and ${mostTimesGrown}`}`)
  }
}
console.log(failed === 0 ? "all bounded" : `${failed} not bounded`)
process.exitCode = failed === 0 ? 0 : 1
