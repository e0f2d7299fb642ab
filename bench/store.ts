/**
 * What the store costs, in time of the processor, through its own doors: new and changed orders, bytes of an order, memory, and
 * how long reads keep the event loop. `pnpm bench store --million` fills one million orders instead, and measures reads.
 *
 * Each measurement runs in a process of its own. Of the rates the best of a few runs counts: the machine is shared.
 */
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { mostRead } from "../packages/sync/src/index.ts"
import type { Filled } from "./store/fill.ts"
import type { MeasuredReads } from "./store/reads.ts"

const leastRates = { fresh: 3000, changed: 1500 }
const mostBytes = 8192
const mostGrowth = 1.2
const mostWait = 50
const mostMillis = 100
const runs = 3

const [small, large, million] = [20_000, 200_000, 1_000_000]

const folder = mkdtempSync(join(tmpdir(), "huidan-bench-store-"))

/** What a program of the folder `store` writes. */
const measured = <A>(program: string, ...parameters: ReadonlyArray<string | number>): A => {
  const path = join(import.meta.dirname, "store", `${program}.ts`)
  const output = execFileSync(process.execPath, [path, ...parameters.map(String)], { encoding: "utf8" })
  const result: A = JSON.parse(output)
  return result
}

let failed = 0
const report = (name: string, figure: string, isGood: boolean, limit: string): void => {
  if (!isGood) failed++
  console.log(`${name.padEnd(48)} ${figure}${isGood ? "" : `: ${limit}`}`)
}

const whole = (figure: number): string => Math.round(figure).toLocaleString("en")

const judgeReads = ({ bounded, longestWait, mostIndexRows, served }: MeasuredReads): void => {
  for (const [name, millis] of Object.entries(served)) {
    report(`p99 ${name}`, `${millis.toFixed(1)} ms`, millis <= mostMillis, `at most ${mostMillis}`)
  }
  for (const [name, millis] of Object.entries(bounded)) report(`p99 ${name}`, `${millis.toFixed(1)} ms`, true, "")
  report("index rows of a page", whole(mostIndexRows), mostIndexRows <= mostRead, `at most ${mostRead}`)
  report("the event loop waits", `${longestWait.toFixed(0)} ms`, longestWait <= mostWait, `at most ${mostWait}`)
}

/** `rates`: how many orders a second of the processor must store; `null` if that is not judged. */
const judgeFilled = (
  results: ReadonlyArray<Filled>,
  rates: { readonly fresh: number; readonly changed: number } | null
): void => {
  const best = (figure: (filled: Filled) => number | null) => Math.max(...results.map((each) => figure(each) ?? 0))
  const [fresh, changed] = [best((each) => each.newPerSecond), best((each) => each.changedPerSecond)]
  const [leastNew, leastChanged] = [rates?.fresh ?? 0, rates?.changed ?? 0]
  report("new orders per processor second", whole(fresh), fresh >= leastNew, `at least ${leastNew}`)
  report("changed orders per processor second", whole(changed), changed >= leastChanged, `at least ${leastChanged}`)
  report("unchanged orders per processor second", whole(best((each) => each.unchangedPerSecond)), true, "")
  const bytes = best((each) => each.bytesPerOrder)
  report("bytes of an order", whole(bytes), bytes <= mostBytes, `at most ${mostBytes}`)
  const problems = best((each) => each.problems)
  report("what does not follow from the answers", whole(problems), problems === 0, "nothing may")
  const empty = Object.entries(results[0]?.rows ?? {}).flatMap(([table, rows]) => (rows === 0 ? [table] : []))
  console.log(`tables that commits of pages do not fill: ${empty.join(", ")}`)
}

try {
  if (process.argv.includes("--million")) {
    const file = join(folder, "million.db")
    judgeFilled([measured<Filled>("fill", file, million, small)], null)
    judgeReads(measured<MeasuredReads>("reads", file, 200))
  } else {
    const results = Array.from({ length: runs }, (_, run) =>
      measured<Filled>("fill", join(folder, `small-${run}.db`), small, small / 2)
    )
    judgeFilled(results, leastRates)
    judgeReads(measured<MeasuredReads>("reads", join(folder, "small-0.db"), 200))
    const big = measured<Filled>("fill", join(folder, "large.db"), large, 0)
    const least = Math.min(...results.map(({ residentBytes }) => residentBytes))
    const growth = big.residentBytes / least
    const figure = `${growth.toFixed(2)} × (${whole(least / 1e6)} to ${whole(big.residentBytes / 1e6)} MB)`
    report(
      `memory at ${whole(large)} orders`,
      figure,
      growth <= mostGrowth,
      `at most ${mostGrowth} × that at ${whole(small)}`
    )
  }
} finally {
  rmSync(folder, { recursive: true })
}
console.log(failed === 0 ? "all within their limits" : `${failed} outside of their limits`)
process.exitCode = failed === 0 ? 0 : 1
