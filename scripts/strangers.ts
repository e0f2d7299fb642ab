/**
 * Plants mistakes in adapters, one at a time, and runs the laws on each: `pnpm strangers`.
 *
 * `scripts/strangers/edits` has the mistakes. The law that an edit expects runs first, then the others to the first
 * breach. Fixtures and types do not count. Ends with 1 if fewer than 95 % of the edits are caught with a message that
 * names the place, or if a missed one gives no reason (`missed`). `--edit "every page"` takes only edits with these words
 * in their names, `--adapter xiaoe` those of one adapter, `--expected` tries the expected law alone.
 */
import { parseArgs } from "node:util"
import { edits } from "./strangers/edits.ts"
import { lineOf, strangersReport } from "./strangers/strangersReport.ts"
import { tryEdits } from "./strangers/tryEdits.ts"

const { values: flags } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: {
    adapter: { type: "string" },
    edit: { type: "string", default: "" },
    expected: { type: "boolean", default: false },
    seeds: { type: "string", default: "10" },
    processes: { type: "string", default: "2" },
    limit: { type: "string", default: "300" }
  }
})
const [seeds, processes, limit] = [Number(flags.seeds), Number(flags.processes), Number(flags.limit)]
const chosen = edits.filter(
  ({ adapter, name }) =>
    name.includes(flags.edit) && (flags.adapter === undefined || adapter.endsWith(`adapter-${flags.adapter}`))
)
if (chosen.length === 0 || ![seeds, processes, limit].every((value) => Number.isInteger(value) && value > 0)) {
  console.error(
    "--edit takes words of an edit's name, --adapter a platform, --seeds, --processes and --limit whole numbers"
  )
  process.exit(2)
}

const start = performance.now()
const outcomes = await tryEdits(chosen, {
  seeds,
  processes,
  limit,
  expectedOnly: flags.expected,
  onOutcome: (outcome) => console.log(`${(outcome.milliseconds / 1000).toFixed(1).padStart(6)} s ${lineOf(outcome)}`)
})
const { lines, problems } = strangersReport(outcomes)
for (const line of lines.slice(outcomes.length)) console.log(line)
console.log(`${((performance.now() - start) / 1000).toFixed(0)} s`)
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0
