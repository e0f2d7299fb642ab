/** What a run of strangers' mistakes came to, in lines. */
import { isCaught, type Outcome } from "./Edit.ts"

/** The share of the edits that laws must catch, in percent. */
export const leastCaught = 95

export interface StrangersReport {
  readonly lines: ReadonlyArray<string>
  /** What is wrong with the run; empty if nothing is. */
  readonly problems: ReadonlyArray<string>
}

/** One line for an edit: law, seed and the message's first line, or why no law caught it. */
export const lineOf = (outcome: Outcome): string => {
  const { caught, edit, stuck, unusable } = outcome
  const platform = edit.adapter.replace(/^.*adapter-/, "")
  const found =
    caught === null
      ? (unusable ?? stuck ?? "kept all laws")
      : `${caught.law}${caught.law === edit.expects ? "" : ` (not ${edit.expects})`}, seed ${caught.seed}, ${caught.door}: ${firstLines(caught.breach)}`
  const verdict = isCaught(outcome) ? "caught" : caught === null ? "MISSED" : "UNNAMED"
  return `${platform.padEnd(9)} ${verdict.padEnd(7)} ${edit.name} | ${found}`
}

/** The first line, and the second one if the first only introduces it. */
const firstLines = (breach: string): string => {
  const [first = "", second = ""] = breach.split("\n")
  const text = first.endsWith(":") ? `${first} ${second.trim()}` : first
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}

/** The table, the share that was caught, those that were missed, and what is wrong. */
export const strangersReport = (outcomes: ReadonlyArray<Outcome>): StrangersReport => {
  const missed = outcomes.filter((outcome) => !isCaught(outcome))
  const caught = outcomes.length - missed.length
  const share = outcomes.length === 0 ? 0 : (100 * caught) / outcomes.length
  const elsewhere = outcomes.filter((outcome) => isCaught(outcome) && outcome.caught?.law !== outcome.edit.expects)
  const problems = [
    ...(share < leastCaught ? [`${share.toFixed(1)} % of the edits are caught, ${leastCaught} % must be`] : []),
    ...missed.flatMap((outcome) => {
      const { caught: found, edit, stuck, unusable } = outcome
      if (unusable !== null) return [`"${edit.name}" cannot be used: ${unusable}`]
      if (edit.missed !== undefined) return []
      const how =
        found === null ? (stuck ?? "no law catches it") : `the message of ${found.law} does not have "${edit.names}"`
      return [`"${edit.name}": ${how}, and the edit gives no reason (\`missed\`)`]
    }),
    ...outcomes.flatMap((outcome) =>
      isCaught(outcome) && outcome.edit.missed !== undefined
        ? [`"${outcome.edit.name}" is caught: remove its reason (\`missed\`)`]
        : []
    )
  ]
  return {
    lines: [
      ...outcomes.map(lineOf),
      "",
      ...missed.map(
        ({ edit }) => `missed: ${edit.name}: ${edit.missed ?? "no reason is given"} (${edit.expects} should see it)`
      ),
      ...(elsewhere.length === 0 ? [] : [`${elsewhere.length} are caught by another law than expected`]),
      `${outcomes.length} edits: ${caught} caught (${share.toFixed(1)} %), ${missed.length} missed`
    ],
    problems
  }
}
