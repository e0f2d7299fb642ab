/** StrykerJS's plugins for this repository: which texts are prose, and which mutants are in the sample. */
import { relative } from "node:path"
import { type Checker, type CheckResult, CheckStatus } from "@stryker-mutator/api/check"
import type { Mutant, StrykerOptions } from "@stryker-mutator/api/core"
import { commonTokens, declareFactoryPlugin, declareValuePlugin, PluginKind, tokens } from "@stryker-mutator/api/plugin"
import type { Reporter } from "@stryker-mutator/api/report"
import { repositoryRoot } from "../support/Check.ts"
import { chooseSample, type Sampling } from "./chooseSample.ts"
import { isProse, type SyntaxPlace } from "./isProse.ts"
import { identityOf, mutantText } from "./MutantText.ts"

/** The member of StrykerJS's options that holds the `Sampling`. */
export const samplingOption = "huidanSampling"

export const notInSample = "not in the sample"

const proseIgnorer = {
  shouldIgnore: (place: SyntaxPlace): string | undefined => (isProse(place) ? "prose" : undefined)
}

/** Lets the mutants of the sample pass. All mutants are in one group, so that it is called once. */
const makeSampleChecker = (options: StrykerOptions): Checker => ({
  init: () => Promise.resolve(),
  group: (mutants) => Promise.resolve([mutants.map(({ id }) => id)]),
  check: (mutants: ReadonlyArray<Mutant>) => {
    const textOf = (mutant: Mutant) => identityOf(mutantText(mutant, repositoryRoot, 0))
    const sample = new Set(chooseSample(mutants, textOf, options[samplingOption] as Sampling))
    const verdict = (mutant: Mutant): CheckResult =>
      sample.has(mutant) ? { status: CheckStatus.Passed } : { status: CheckStatus.CompileError, reason: notInSample }
    return Promise.resolve(Object.fromEntries(mutants.map((mutant) => [mutant.id, verdict(mutant)])))
  }
})
makeSampleChecker.inject = tokens(commonTokens.options)

/** Prints a survivor at once, because a run takes minutes. */
const survivorReporter: Reporter = {
  onMutantTested: ({ fileName, location, mutatorName, replacement, status }) => {
    if (status !== "Survived" && status !== "NoCoverage") return
    const { column, line } = location.start
    const at = `${relative(repositoryRoot, fileName)}:${line}:${column}`
    console.log(`${status === "Survived" ? "survived" : "never run"}  ${at}  ${mutatorName} ${replacement ?? ""}`)
  }
}

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "prose", proseIgnorer),
  declareValuePlugin(PluginKind.Reporter, "survivors", survivorReporter),
  declareFactoryPlugin(PluginKind.Checker, "sample", makeSampleChecker)
]
