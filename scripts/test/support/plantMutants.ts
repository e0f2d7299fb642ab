/** Plants mutants in `price.ts` of the current folder, with `check.ts` as its test, and prints the result of each. */
import { mutantText } from "../../mutants/MutantText.ts"
import { optionsFor, runStryker } from "../../mutants/runStryker.ts"

const options = await optionsFor(["price.ts"], { seed: 1, limit: Number(process.argv[2]) })
const { all, tried } = await runStryker({
  ...options,
  testRunner: "command",
  commandRunner: { command: `"${process.execPath}" check.ts` },
  coverageAnalysis: "off"
})
const outcomes = tried.map((mutant) => {
  const { original, replacement } = mutantText(mutant, process.cwd(), 1)
  return `${original} → ${replacement}: ${mutant.status}`
})
console.log(JSON.stringify({ all, outcomes }))
