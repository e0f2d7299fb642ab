/**
 * Prints a table of every fault of a platform on every operation: the outcome of the call, how often the operation was
 * requested, and after a plus sign the number of the call's other requests. If a fault that happens once has another
 * outcome than one that persists, both are printed. Ends with 1 if a cell is not as `test/faultMatrix/expectations.ts` says.
 *
 * `pnpm faults` for all platforms, `pnpm faults xiaoe` for one.
 */
import * as Effect from "effect/Effect"
import { type Cell, cellsOf, describeObserved, isAsExpected } from "../test/faultMatrix/faultMatrix.ts"
import { type Observed, runCell } from "../test/faultMatrix/runCell.ts"
import { calledOperations, readShops, type Shop } from "../test/faultMatrix/Shop.ts"

interface Result {
  readonly cell: Cell
  readonly observed: Observed
}

const runColumn = (shop: Shop, operation: string): Effect.Effect<ReadonlyArray<Result>> =>
  Effect.forEach(cellsOf(shop, operation), (cell) =>
    Effect.map(runCell({ shop, operation, ...cell }), (observed) => ({ cell, observed }))
  )

const describeResult = ({ cell, observed }: Result): string =>
  isAsExpected(cell, observed)
    ? describeObserved(observed)
    : `✗ ${describeObserved(observed)}, expected ${describeObserved(cell.expected)}`

/** One text if both occurrences have the same outcome. */
const describeRow = (column: ReadonlyArray<Result>, fault: string): string => {
  const texts = column.filter(({ cell }) => cell.fault === fault).map(describeResult)
  return [...new Set(texts)].join(" → ")
}

const table = (lines: ReadonlyArray<ReadonlyArray<string>>): string => {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)))
  return lines
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd()
    )
    .join("\n")
}

const [only] = process.argv.slice(2)
const shops = (await readShops()).filter(({ platform }) => only === undefined || platform === only)
if (shops.length === 0) {
  console.error(`No adapter of this workspace reads the platform ${only}.`)
  process.exit(2)
}

let cells = 0
let wrong = 0
for (const shop of shops) {
  const operations = calledOperations(shop)
  const columns = await Effect.runPromise(Effect.forEach(operations, (operation) => runColumn(shop, operation)))
  const results = columns.flat()
  const rows = [...new Set(results.map(({ cell }) => cell.fault))]
  cells += results.length
  wrong += results.filter(({ cell, observed }) => !isAsExpected(cell, observed)).length
  const lines = rows.map((row) => [row, ...columns.map((column) => describeRow(column, row))])
  console.log(`${table([[`${shop.platform}: once → always`, ...operations], ...lines])}\n`)
}
console.log(`${cells} cells, ${wrong} not as expected`)
process.exitCode = wrong === 0 ? 0 : 1
