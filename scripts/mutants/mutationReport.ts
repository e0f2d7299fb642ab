/** What came of the mutants: numbers, survivors with their word, and whether that is enough. */
import { identityOf, type MutantText } from "./MutantText.ts"

/** The share of mutants that the suites must notice, in percent. */
export const leastShare = 90

export interface TriedMutant {
  readonly text: MutantText
  /** StrykerJS's word for what came of it. */
  readonly status: string
  /** Where it begins, as `file:line`. */
  readonly at: string
}

export interface MutationReport {
  readonly text: string
  readonly passed: boolean
}

/** A mutant that makes the code throw while it loads, or run for ever, is noticed too. */
const noticed: ReadonlySet<string> = new Set(["Killed", "Timeout", "RuntimeError"])

export const mutationReport = (
  tried: ReadonlyArray<TriedMutant>,
  words: ReadonlyArray<MutantText & { readonly word: string }>
): MutationReport => {
  const survivors = tried.filter(({ status }) => !noticed.has(status))
  const killed = tried.length - survivors.length
  const share = tried.length === 0 ? 0 : (100 * killed) / tried.length
  const wordOf = new Map(words.map((known) => [identityOf(known), known.word]))
  const judged = survivors
    .map((survivor) => ({ ...survivor, word: wordOf.get(identityOf(survivor.text)) }))
    .toSorted((left, right) => left.at.localeCompare(right.at, "en", { numeric: true }))
  const wordless = judged.filter(({ word }) => word === undefined).length
  const lines = [
    ...judged.flatMap(({ at, status, text, word }) => [
      `${at}${status === "NoCoverage" ? " (no test runs it)" : ""}`,
      `  - ${text.original}`,
      `  + ${text.replacement}`,
      `  ${word ?? "✗ no word in scripts/mutants/survivors.json: add a test that fails, or say why none can"}`
    ]),
    `${tried.length} mutants, ${killed} killed, ${survivors.length} survivors (${wordless} without a word), ${share.toFixed(1)} % of at least ${leastShare} %`
  ]
  return { text: lines.join("\n"), passed: share >= leastShare && wordless === 0 }
}
