/** Tries a law on an adapter at a number of seeds, at every door of its platform. */
import * as Effect from "effect/Effect"
import type { BrokenTrial, CheckedCase, Law } from "./trial/Law.ts"
import type { Subject } from "./trial/Subject.ts"

/** The result of a law. `deviates`: broken, as the author of the adapter has declared. */
export type Verdict = "kept" | "broken" | "skipped" | "deviates"

/** Something that a run did not prove. */
export interface NotProven {
  /** A case of a law, an entry of a code table, a canonical field, an error code or a fault, in words. */
  readonly what: string
  readonly reason: string
}

/** The result of a law for an adapter. */
export interface LawResult {
  /** The law's name. */
  readonly law: string
  readonly promise: string
  readonly verdict: Verdict
  /** The number of seeds at which it was tried. */
  readonly seeds: number
  /**
   * Why the law was skipped (at all, or at some doors), or how the adapter deviates; `null` for a law that is broken,
   * or kept at every door.
   */
  readonly reason: string | null
  /** The first trial that broke the law; `null` if none did. */
  readonly broken: BrokenTrial | null
  /** The cases of a kept law that no trial reached. */
  readonly notProven: ReadonlyArray<NotProven>
  /** What the trials proved besides the law's cases. */
  readonly proved: ReadonlySet<string>
}

/** How a law is tried. */
export interface LawRun {
  /** Why the adapter cannot keep a law, by the law's name. */
  readonly deviations?: Readonly<Record<string, string>>
  /** The first seed, and the number of seeds. */
  readonly seeds: { readonly from: number; readonly count: number }
}

/** The first so many seeds try every case of every law at every door that has it. */
export const seedsOfAllCases = 10

/** Tries a law at each seed until it is broken. Never fails: the result says what happened. */
export const runLaw = (
  law: Law,
  subjects: ReadonlyArray<Subject>,
  { deviations = {}, seeds }: LawRun
): Effect.Effect<LawResult> =>
  Effect.gen(function* () {
    const doors = subjects
      .filter((subject) => isTriedBy(law, subject))
      .map((subject) => ({ name: subject.door.name, missing: law.notDeclared(subject), cases: law.cases(subject) }))
    const { broken, proved, tried } = yield* tryAll(doors, seeds)
    const isReached = tried.some(({ idle }) => idle === null)
    const deviation = deviations[law.name] ?? null
    const verdict: Verdict =
      broken !== null ? (deviation === null ? "broken" : "deviates") : isReached ? "kept" : "skipped"
    const idle = [...new Set(tried.flatMap((trial) => trial.idle?.reason ?? []))]
    const because = [
      notDeclaredAt(doors),
      verdict === "skipped" && idle.length > 0 ? `nothing to ask: ${idle.join(", ")}` : null
    ].filter((reason) => reason !== null)
    return {
      law: law.name,
      promise: law.promise,
      verdict,
      seeds: seeds.count,
      reason: verdict === "deviates" ? deviation : because.length === 0 ? null : because.join("; "),
      broken,
      notProven: verdict === "kept" ? neverReached(law.name, doors, tried) : [],
      proved
    }
  })

const isTriedBy = ({ doors }: Law, { door, isFirstDoor }: Subject): boolean =>
  isFirstDoor || doors === "pushes" || (doors === "each" && door.pushesOnly !== true)

interface Door {
  readonly name: string
  /** What the law needs and this door does not declare; `null` if nothing is missing. */
  readonly missing: string | null
  readonly cases: ReadonlyArray<CheckedCase>
}

interface Tried {
  readonly door: string
  readonly case: string
  /** Why the trial tested nothing; `null` if it tested something. */
  readonly idle: { readonly reason: string; readonly isElsewhere: boolean } | null
}

/** What is declared at no door, or not at every door. */
const notDeclaredAt = (doors: ReadonlyArray<Door>): string | null => {
  const missing = [...new Set(doors.flatMap((door) => door.missing ?? []))]
  if (missing.length === 0) return null
  if (doors.every((door) => door.missing !== null)) return `not declared: ${missing.join("; ")}`
  const at = (reason: string) => doors.filter((door) => door.missing === reason).map(({ name }) => name)
  return missing.map((reason) => `not declared at the door ${at(reason).join(", ")}: ${reason}`).join("; ")
}

/** From this seed on, forty seeds in a row try every case, not ten: what is left to find is rare for any case. */
const firstSparseSeed = 101

const seedsOfARound = (seed: number): number => (seed < firstSparseSeed ? seedsOfAllCases : 4 * seedsOfAllCases)

/**
 * The cases of a door that a seed tries: every tenth one, so that ten seeds in a row try all of them, but for those that
 * only the first ten seeds try; above seed 100 every fortieth one. At a seed without a case of its own, one door after
 * the other tries a case again.
 */
const casesAt = (doors: ReadonlyArray<Door>, door: number, seed: number): ReadonlyArray<CheckedCase> => {
  const all = doors[door]?.cases ?? []
  const cases = seed <= seedsOfAllCases ? all : all.filter(({ once }) => !once)
  const round = seedsOfARound(seed)
  const place = (seed - 1) % round
  if (place < cases.length) return cases.filter((_, index) => index % round === place)
  const again = cases[(seed - 1) % cases.length]
  return again !== undefined && (seed - 1) % doors.length === door ? [again] : []
}

/** Runs the trials of each seed until the law is broken. What must fail because it is not declared proves nothing. */
const tryAll = (
  doors: ReadonlyArray<Door>,
  { count, from }: LawRun["seeds"]
): Effect.Effect<{
  readonly broken: BrokenTrial | null
  readonly tried: ReadonlyArray<Tried>
  readonly proved: ReadonlySet<string>
}> =>
  Effect.gen(function* () {
    const tried: Array<Tried> = []
    const proved = new Set<string>()
    for (let seed = from; seed < from + count; seed++) {
      for (const [index, door] of doors.entries()) {
        for (const { check, name } of casesAt(doors, index, seed)) {
          const outcome = yield* check(seed)
          if (outcome.broken !== null) return { broken: outcome.broken, tried, proved }
          if (door.missing !== null) continue
          tried.push({ door: door.name, case: name, idle: outcome.idle })
          for (const what of outcome.proved) proved.add(what)
        }
      }
    }
    return { broken: null, tried, proved }
  })

/** The cases that no trial reached, each with the doors at which that is so, unless it is so at all that have it. */
const neverReached = (
  law: string,
  doors: ReadonlyArray<Door>,
  tried: ReadonlyArray<Tried>
): ReadonlyArray<NotProven> => {
  const asked = doors.filter(({ missing }) => missing === null)
  const names = [...new Set(asked.flatMap(({ cases }) => cases.map(({ name }) => name)))]
  return names.flatMap((name) => {
    const having = asked.filter(({ cases }) => cases.some((each) => each.name === name))
    const trials = tried.filter((trial) => trial.case === name)
    const isSomewhere = trials.some(({ idle }) => idle === null)
    const missed = having.flatMap((door) => {
      const own = trials.filter((trial) => trial.door === door.name)
      if (own.some(({ idle }) => idle === null || (idle.isElsewhere && isSomewhere))) return []
      return [{ door: door.name, reason: own[0]?.idle?.reason ?? "no seed of this run tries it" }]
    })
    const reasons = [...new Set(missed.map(({ reason }) => reason))]
    return reasons.map((reason) => {
      const at = missed.filter((each) => each.reason === reason).map(({ door }) => door)
      const where = at.length === having.length ? "" : ` (at the door ${at.join("; ")})`
      return { what: `${law}: ${name}${where}`, reason }
    })
  })
}
