/** Holds laws against an adapter, at so many seeds, through the doors of its platform in turn. */
import type { AdapterPackage } from "@huidan/core"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type { TwinDefinition } from "../Twin.ts"
import type { BrokenTrial, Law } from "./Law.ts"
import { type Subject, subjectsOf } from "./Subject.ts"

/** `deviates`: broken, as its author says and explains. */
export type Verdict = "kept" | "broken" | "skipped" | "deviates"

export interface LawResult {
  readonly law: string
  readonly promise: string
  readonly verdict: Verdict
  /** At how many seeds it was tried. */
  readonly seeds: number
  /** Why it was skipped, at some doors or at all, or how the adapter deviates. */
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
    const skipped = reasons.every((reason) => reason !== null)
    const broken = yield* firstBroken(law, asked, seeds)
    const deviation = deviations[law.name] ?? null
    const verdict: Verdict =
      broken !== null ? (deviation === null ? "broken" : "deviates") : skipped ? "skipped" : "kept"
    const because = notDeclaredAt(asked, reasons)
    return {
      law: law.name,
      promise: law.promise,
      verdict,
      seeds: seeds.count,
      reason: verdict === "deviates" ? deviation : because,
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

/** Each seed is one trial, through the doors in turn. */
const firstBroken = (
  law: Law,
  subjects: ReadonlyArray<Subject>,
  { count, from }: LawRun["seeds"]
): Effect.Effect<BrokenTrial | null> =>
  Effect.gen(function* () {
    for (let seed = from; seed < from + count; seed++) {
      const subject = subjects.at((seed - 1) % subjects.length)
      const broken = subject === undefined ? null : yield* law.check(subject, seed)
      if (broken !== null) return broken
    }
    return null
  })
