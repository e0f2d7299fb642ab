/** Holds laws against an adapter, at so many seeds, through the doors of its platform in turn. */
import type { AdapterPackage } from "@huidan/core"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type { TwinDefinition } from "../twin/definition/TwinDefinition.ts"
import type { BrokenTrial, Law } from "./trial/Law.ts"
import { type Subject, subjectsOf } from "./trial/Subject.ts"

/** `deviates`: broken, as its author says and explains. */
export type Verdict = "kept" | "broken" | "skipped" | "deviates"

export interface LawResult {
  readonly law: string
  readonly promise: string
  readonly verdict: Verdict
  /** At how many seeds it was tried. */
  readonly seeds: number
  /** Why it was skipped, at some doors, at some seeds or at all, or how the adapter deviates. */
  readonly reason: string | null
  /** The first trial that broke it. */
  readonly broken: BrokenTrial | null
}

export interface LawRun {
  readonly adapter: AdapterPackage
  readonly twin: TwinDefinition
  /** Why the adapter cannot keep a law, by the law's name. */
  readonly deviations?: Readonly<Record<string, string>>
  readonly seeds: { readonly from: number; readonly count: number }
}

/** An adapter that cannot be made with the options that its twin names: no law can be tried. */
export class ConformanceError extends Data.TaggedError("ConformanceError")<{ readonly message: string }> {}

export const openSubjects = ({
  adapter,
  twin
}: Pick<LawRun, "adapter" | "twin">): Effect.Effect<ReadonlyArray<Subject>, ConformanceError> =>
  Effect.mapError(
    subjectsOf(adapter, twin),
    ({ message }) =>
      new ConformanceError({ message: `the adapter cannot be made with the options that its twin names: ${message}` })
  )

export const runLaw = (
  law: Law,
  subjects: ReadonlyArray<Subject>,
  { deviations = {}, seeds }: Pick<LawRun, "deviations" | "seeds">
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

/** What is declared at no door, or at some doors alone: there the opposite was asked. */
const notDeclaredAt = (subjects: ReadonlyArray<Subject>, reasons: ReadonlyArray<string | null>): string | null => {
  const missing = [...new Set(reasons.filter((reason) => reason !== null))]
  if (missing.length === 0) return null
  if (!reasons.includes(null)) return `not declared: ${missing.join("; ")}`
  const at = (reason: string) => subjects.filter((_, index) => reasons[index] === reason).map(({ door }) => door.name)
  return missing.map((reason) => `not declared at the door ${at(reason).join(", ")}: ${reason}`).join("; ")
}

/** Seeds whose trials found nothing to ask prove nothing: a law of which they are many needs a better twin. */
const idleAt = (idle: ReadonlyArray<string>, count: number): string | null =>
  idle.length === 0
    ? null
    : `nothing to ask at ${idle.length} of ${count} ${count === 1 ? "seed" : "seeds"}: ${[...new Set(idle)].join(", ")}`

interface Trials {
  readonly broken: BrokenTrial | null
  /** Why trials of what is declared asked nothing. */
  readonly idle: ReadonlyArray<string>
  /** How many asked something of what is declared, and the law was kept. */
  readonly kept: number
}

/** Each seed is one trial, through the doors in turn, until one is broken. */
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
