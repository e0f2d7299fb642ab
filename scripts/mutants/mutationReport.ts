/** The result of a run: counts, survivors with the reason why they may survive, and whether enough mutants were noticed. */
import { identityOf, type MutantText } from "./MutantText.ts"

/** The share of mutants that the suites must notice, in percent. */
export const leastShare = 97

export interface TriedMutant {
  readonly text: MutantText
  /** StrykerJS's name for the result. */
  readonly status: string
  /** Where it begins, as `file:line`. */
  readonly at: string
}

export interface MutationReport {
  readonly text: string
  readonly passed: boolean
}

/** A mutant that makes the code throw while it loads, or never end, is noticed too. */
const noticed: ReadonlySet<string> = new Set(["Killed", "Timeout", "RuntimeError"])

export const mutationReport = (
  tried: ReadonlyArray<TriedMutant>,
  known: ReadonlyArray<MutantText & { readonly reason: string }>
): MutationReport => {
  const survivors = tried.filter(({ status }) => !noticed.has(status))
  const killed = tried.length - survivors.length
  const share = tried.length === 0 ? 0 : (100 * killed) / tried.length
  const reasons = new Map(known.map((one) => [identityOf(one), one.reason]))
  const judged = survivors
    .map((survivor) => ({ ...survivor, reason: reasons.get(identityOf(survivor.text)) }))
    .toSorted((left, right) => left.at.localeCompare(right.at, "en", { numeric: true }))
  const unexplained = judged.filter(({ reason }) => reason === undefined).length
  const lines = [
    ...judged.flatMap(({ at, reason, status, text }) => [
      `${at}${status === "NoCoverage" ? " (no test runs it)" : ""}`,
      `  - ${text.original}`,
      `  + ${text.replacement}`,
      `  ${reason ?? "✗ not explained in scripts/mutants/survivors.json: add a test that fails, or say why none can"}`
    ]),
    `${tried.length} mutants, ${killed} killed, ${survivors.length} survivors (${unexplained} unexplained), ${share.toFixed(1)} % of at least ${leastShare} %`
  ]
  return { text: lines.join("\n"), passed: share >= leastShare && unexplained === 0 }
}
