import { mkdtemp } from "node:fs/promises"
import { availableParallelism, tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { LogLevel, MutantResult, PartialStrykerOptions } from "@stryker-mutator/api/core"
import { Stryker } from "@stryker-mutator/core"
import type { Sampling } from "./chooseSample.ts"
import { notInSample, samplingOption } from "./strykerPlugin.ts"

export interface MutationRun {
  /** Mutants of all files, prose left out. */
  readonly all: number
  /** Those of the sample, tried. */
  readonly tried: ReadonlyArray<MutantResult>
}

/** StrykerJS's options, except those of the test runner. */
export const optionsFor = async (
  mutate: ReadonlyArray<string>,
  sampling: Sampling
): Promise<PartialStrykerOptions> => ({
  plugins: ["@stryker-mutator/vitest-runner", fileURLToPath(new URL("strykerPlugin.ts", import.meta.url))],
  ignorers: ["prose"],
  checkers: ["sample"],
  [samplingOption]: sampling,
  mutate: [...mutate],
  coverageAnalysis: "perTest",
  concurrency: Math.min(2, availableParallelism()),
  tempDirName: await mkdtemp(join(tmpdir(), "huidan-mutants-")),
  cleanTempDir: "always",
  ignorePatterns: ["apps", "bench", "docs", "examples"],
  reporters: process.stdout.isTTY ? ["json", "survivors", "progress"] : ["json", "survivors"],
  jsonReporter: { fileName: "node_modules/.cache/huidan/mutants.json" },
  // A slow machine must not count as a noticed mistake.
  timeoutMS: 30_000,
  timeoutFactor: 3,
  logLevel: "error" as LogLevel,
  warnings: false,
  packageManager: "pnpm",
  allowConsoleColors: false
})

/** Plants the mutants in a copy of the tree in the temporary folder, so the tree itself does not change. */
export const runStryker = async (options: PartialStrykerOptions): Promise<MutationRun> => {
  const results = await new Stryker(options).runMutationTest()
  const judged = results.filter(({ status }) => status !== "Ignored")
  return { all: judged.length, tried: judged.filter(({ statusReason }) => statusReason !== notInSample) }
}

/** The killing suites, run by vitest against the sources. */
export const killingSuiteOptions: PartialStrykerOptions = {
  testRunner: "vitest",
  vitest: { configFile: "scripts/mutants/vitest.config.ts", related: true, pool: "forks" }
}
