/**
 * How fast the console's page is, in Chromium, over a store with many orders: how long it takes until the first orders are seen,
 * with nothing in the browser's cache, and until a filter's answer is. `pnpm bench console --orders 1000000`; 20 000 if left out.
 */
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { hasChromium, howToInstall } from "../apps/console/test/page/chromium.ts"
import type { MeasuredPage } from "./console/measure.ts"

const mostPaint = 2000
const mostAnswer = 200

const { values } = parseArgs({ args: process.argv.slice(3), options: { orders: { type: "string", default: "20000" } } })

/** Runs a program of this folder; it writes JSON. */
const measured = <A>(program: string, ...parameters: ReadonlyArray<string>): A => {
  const output = execFileSync(process.execPath, [join(import.meta.dirname, program), ...parameters], {
    encoding: "utf8"
  })
  const result: A = JSON.parse(output)
  return result
}

const sorted = (figures: ReadonlyArray<number>) => figures.toSorted((one, other) => one - other)
const median = (figures: ReadonlyArray<number>): number => sorted(figures)[Math.floor(figures.length / 2)] ?? 0
const percentile95 = (figures: ReadonlyArray<number>): number =>
  sorted(figures)[Math.ceil(figures.length * 0.95) - 1] ?? 0

const report = (name: string, millis: number, most: number): boolean => {
  const isGood = millis <= most
  console.log(`${name.padEnd(48)} ${millis.toFixed(0)} ms${isGood ? "" : `: at most ${most}`}`)
  return isGood
}

if (!hasChromium) throw new Error(`Chromium is missing: ${howToInstall}`)
const folder = mkdtempSync(join(tmpdir(), "huidan-bench-console-"))
try {
  const file = join(folder, "store.db")
  measured("store/fill.ts", file, values.orders, "0")
  const { answers, overview, paints } = measured<MeasuredPage>("console/measure.ts", file)
  const good = [
    report(`the first orders of ${Number(values.orders).toLocaleString("en")}, median`, median(paints), mostPaint),
    report("the overview, median", median(overview), mostPaint),
    report("a filter's answer, median", median(answers), mostAnswer),
    report("a filter's answer, p95", percentile95(answers), mostAnswer)
  ]
  const failed = good.filter((each) => !each).length
  console.log(failed === 0 ? "all within their limits" : `${failed} outside of their limits`)
  process.exitCode = failed === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true })
}
