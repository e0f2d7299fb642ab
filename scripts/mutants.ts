/**
 * Plants mistakes (mutants) in mapping, money, time, paging and error tables, and counts how many the tests notice. Ends
 * with 1 if that is below 97 %, or if a survivor is not explained in `scripts/mutants/survivors.json`.
 *
 * `pnpm mutants` runs the standard sample. `--seed N` chooses another one, `--limit N` fewer mutants; file names or
 * patterns choose files.
 */
import { relative } from "node:path"
import { parseArgs } from "node:util"
import { lawSeeds } from "./mutants/killingSuites.ts"
import { readKnownSurvivors } from "./mutants/knownSurvivors.ts"
import { mutantText } from "./mutants/MutantText.ts"
import { mutatedFiles } from "./mutants/mutatedFiles.ts"
import { mutationReport } from "./mutants/mutationReport.ts"
import { killingSuiteOptions, optionsFor, runStryker } from "./mutants/runStryker.ts"
import { repositoryRoot } from "./support/Check.ts"

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string", default: "1" }, limit: { type: "string", default: "400" } }
})
const sampling = { seed: Number(values.seed), limit: Number(values.limit) }

process.chdir(repositoryRoot)
const began = performance.now()
const files = positionals.length > 0 ? positionals : mutatedFiles
process.env["HUIDAN_SEEDS"] = String(lawSeeds)
const { all, tried } = await runStryker({ ...(await optionsFor(files, sampling)), ...killingSuiteOptions })
const report = mutationReport(
  tried.map((mutant) => ({
    text: mutantText(mutant, repositoryRoot, 1),
    status: mutant.status,
    at: `${relative(repositoryRoot, mutant.fileName)}:${mutant.location.start.line}`
  })),
  readKnownSurvivors()
)
const minutes = (performance.now() - began) / 60_000
console.log(report.text)
console.log(`sampled by seed ${sampling.seed} of ${all} places, in ${minutes.toFixed(1)} minutes`)
process.exitCode = report.passed ? 0 : 1
