/** Tries a law on an adapter at a number of seeds, through the doors of its platform in turn. */
import * as Effect from "effect/Effect"
import type { BrokenTrial, Law } from "./trial/Law.ts"
import type { Subject } from "./trial/Subject.ts"

/** The result of a law. `deviates`: broken, as the author of the adapter has declared. */
export type Verdict = "kept" | "broken" | "skipped" | "deviates"

/** The result of a law for an adapter. */
export interface LawResult {
  /** The law's name. */
  readonly law: string
  readonly promise: string
  readonly verdict: Verdict
  /** The number of seeds at which it was tried. */
  readonly seeds: number
  /**
   * Why the law was skipped (at all, at some doors, or at seeds with nothing to ask), or how the adapter deviates;
   * `null` for a law that is broken, or kept at every door and seed.
   */
  readonly reason: string | null
  /** The first trial that broke the law; `null` if none did. */
  readonly broken: BrokenTrial | null
}

/** How a law is tried. */
export interface LawRun {
  /** Why the adapter cannot keep a law, by the law's name. */
  readonly deviations?: Readonly<Record<string, string>>
  /** The first seed, and the number of seeds. */
  readonly seeds: { readonly from: number; readonly count: number }
}

/** Tries a law at each seed until it is broken. Never fails: the result says what happened. */
export const runLaw = (
  law: Law,
  subjects: ReadonlyArray<Subject>,
  { deviations = {}, seeds }: LawRun
): Effect.Effect<LawResult> =>
  Effect.gen(function* () {
    const asked = subjects.filter(({ isFirstDoor }) => law.doors === "each" || isFirstDoor)
    const reasons = asked.map((subject) => law.notDeclared?.(subject) ?? null)
    const { broken, idle, kept } = yield* tryAll(law, asked, seeds)
    const deviation = deviations[law.name] ?? null
    const verdict: Verdict =
      broken !== null ? (deviation === null ? "broken" : "deviates") : kept === 0 ? "skipped" : "kept"
    const because = [notDeclaredAt(asked, reasons), idleAt(idle, seeds.count)].filter((reason) => reason !== null)
    return {
      law: law.name,
      promise: law.promise,
      verdict,
      seeds: seeds.count,
      reason: verdict === "deviates" ? deviation : because.length === 0 ? null : because.join("; "),
      broken
    }
  })

/** What is declared at no door, or not at every door. */
const notDeclaredAt = (subjects: ReadonlyArray<Subject>, reasons: ReadonlyArray<string | null>): string | null => {
  const missing = [...new Set(reasons.filter((reason) => reason !== null))]
  if (missing.length === 0) return null
  if (!reasons.includes(null)) return `not declared: ${missing.join("; ")}`
  const at = (reason: string) => subjects.filter((_, index) => reasons[index] === reason).map(({ door }) => door.name)
  return missing.map((reason) => `not declared at the door ${at(reason).join(", ")}: ${reason}`).join("; ")
}

/** How many trials had nothing to ask. They prove nothing: if there are many, the twin needs more to ask about. */
const idleAt = (idle: ReadonlyArray<string>, count: number): string | null =>
  idle.length === 0
    ? null
    : `nothing to ask at ${idle.length} of ${count} ${count === 1 ? "seed" : "seeds"}: ${[...new Set(idle)].join(", ")}`

interface Trials {
  readonly broken: BrokenTrial | null
  /** Why trials had nothing to ask, one entry for each such trial. */
  readonly idle: ReadonlyArray<string>
  /** How many trials tested something that is declared, and kept the law. */
  readonly kept: number
}

/** Runs one trial for each seed, through the doors in turn, until the law is broken. */
const tryAll = (law: Law, subjects: ReadonlyArray<Subject>, { count, from }: LawRun["seeds"]): Effect.Effect<Trials> =>
  Effect.gen(function* () {
    const idle: Array<string> = []
    let kept = 0
    for (let seed = from; seed < from + count; seed++) {
      const subject = subjects.at((seed - 1) % subjects.length)
      if (subject === undefined) continue
      const outcome = yield* law.check(subject, seed)
      if (outcome.broken !== null) return { broken: outcome.broken, idle, kept }
      if (outcome.idle !== null) idle.push(outcome.idle)
      else if ((law.notDeclared?.(subject) ?? null) === null) kept += 1
    }
    return { broken: null, idle, kept }
  })
