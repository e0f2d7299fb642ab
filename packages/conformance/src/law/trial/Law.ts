/**
 * A law: a promise that every adapter keeps at every seed.
 *
 * A law names its cases: the branches of its promise. Each seed runs the trials of some cases, so that ten seeds in a
 * row run all of them. What a trial varies besides depends on law, seed, door and case alone. A trial that breaks the
 * law is shrunk as long as it still breaks it, and reported with the command that repeats it.
 */
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type * as Scope from "effect/Scope"
import type { Breach } from "./Breach.ts"
import { boundTrials } from "./boundTrials.ts"
import type { NothingAsked } from "./NothingAsked.ts"
import { collectingProofs } from "./Proofs.ts"
import type { Subject } from "./Subject.ts"

/** One branch of a law. */
export interface LawCase<Fixed> {
  /** In words, unique within the law and door: `list by updated, rows move`. It appears in reports. */
  readonly name: string
  /** What the case fixes of a trial. The rest is drawn. */
  readonly trial: Fixed
  /** Nothing is drawn that matters, so the first ten seeds alone try the case; `false` if left out. */
  readonly once?: boolean
}

/** What the author of a law writes. */
export interface LawDefinition<Drawn extends object, Fixed extends object> {
  /** Lower case, words joined by hyphens: `exact-money`. */
  readonly name: string
  /** One sentence, as a user would say it. */
  readonly promise: string
  /**
   * `each`: every door, without those that differ in their pushes only. `pushes`: these too. `first`: the first door
   * only, for what does not depend on the adapter's configuration.
   */
  readonly doors: "each" | "pushes" | "first"
  /** What a trial varies. Numbers shrink towards their minimum, so smaller numbers should mean simpler trials. */
  readonly trials: Arbitrary.Arbitrary<Drawn>
  /** Every branch of the law that this subject has, in a fixed order: pairs of what matters, not all combinations. */
  readonly cases: (subject: Subject) => ReadonlyArray<LawCase<Fixed>>
  /**
   * What the law needs and this subject does not declare, in the words of the manifest or the twin; `null` if nothing
   * is missing. It appears in reports.
   */
  readonly notDeclared?: (subject: Subject) => string | null
  /**
   * Runs a trial. Fails with `Breach` if the adapter breaks the law, with `NothingAsked` if the trial tests nothing.
   */
  readonly keep: (trial: Drawn & Fixed, subject: Subject) => Effect.Effect<void, Breach | NothingAsked, Scope.Scope>
  /** Runs instead of `keep` if something is not declared: the call must fail with `NotSupported`, without a request. */
  readonly opposite?: (trial: Drawn, subject: Subject) => Effect.Effect<void, Breach, Scope.Scope>
}

/** A law, whatever its trials vary. */
export interface Law {
  readonly name: string
  readonly promise: string
  readonly doors: "each" | "pushes" | "first"
  /** What the law needs and the subject does not declare; `null` if nothing is missing. */
  readonly notDeclared: (subject: Subject) => string | null
  /** The branches of the law. If something is not declared: what must fail instead, or nothing. */
  readonly cases: (subject: Subject) => ReadonlyArray<CheckedCase>
}

/** One branch of a law, ready to be tried. */
export interface CheckedCase {
  readonly name: string
  /** Whether the first ten seeds alone try it. */
  readonly once: boolean
  /** Runs the trial of a seed. */
  readonly check: (seed: number) => Effect.Effect<TrialOutcome>
}

/** The result of a trial. */
export interface TrialOutcome {
  /** The trial that broke the law, shrunk; `null` if the law was kept. */
  readonly broken: BrokenTrial | null
  /** Why the trial tested nothing; `null` if it tested something. */
  readonly idle: { readonly reason: string; readonly isElsewhere: boolean } | null
  /** What the trial proved besides its case. */
  readonly proved: ReadonlySet<string>
}

/** A trial that broke a law. */
export interface BrokenTrial {
  readonly seed: number
  /** The name of the door. */
  readonly door: string
  /** The name of the law's case. */
  readonly case: string
  /** What the trial varied, as JSON, for people to read. */
  readonly trial: string
  /** What the adapter did instead. */
  readonly breach: string
}

/** How many smaller trials are tried, at most. */
const maxShrinks = 200

const nothing: ReadonlySet<string> = new Set()

/** Makes a law of its definition. */
export const makeLaw = <Drawn extends object, Fixed extends object>(definition: LawDefinition<Drawn, Fixed>): Law => {
  const { doors, name, opposite, promise, trials } = definition
  const notDeclared = definition.notDeclared ?? (() => null)

  /** Runs one trial with what is drawn for this law, seed, door and case. */
  const runTrial = (
    property: (trial: Drawn) => Effect.Effect<void, Breach | NothingAsked, Scope.Scope>,
    subject: Subject,
    caseName: string,
    seed: number
  ): Effect.Effect<TrialOutcome> =>
    Effect.gen(function* () {
      const dice = `${name}/${seed}/${subject.door.name}/${caseName}`
      const proved = new Set<string>()
      let idle: TrialOutcome["idle"] = null
      const asksNothing = (nothingAsked: NothingAsked) =>
        Effect.sync(() => {
          idle = nothingAsked
        })
      const bounded = boundTrials({
        adapter: subject.manifest.package,
        law: name,
        seed,
        door: subject.door.name,
        case: caseName
      })
      const result = yield* Arbitrary.checkEffect(
        trials,
        (trial) => Effect.as(bounded(Effect.catchTag(property(trial), "NothingAsked", asksNothing)), true),
        { runs: 1, seed: dice, maxShrinks }
      ).pipe(Random.withSeed(dice), collectingProofs(proved))
      if (result._tag === "Passed") return { broken: null, idle, proved }
      const broken = { seed, door: subject.door.name, case: caseName }
      if (result._tag !== "Falsified") {
        return {
          broken: { ...broken, trial: "none", breach: "no trial could be generated" },
          idle: null,
          proved: nothing
        }
      }
      const { failure, shrunkInput } = result
      const breach = failure._tag === "PropertyError" ? failure.error.message : "the law is broken"
      return { broken: { ...broken, trial: JSON.stringify(shrunkInput), breach }, idle: null, proved: nothing }
    })

  return {
    name,
    promise,
    doors,
    notDeclared,
    cases: (subject) => {
      if (notDeclared(subject) === null) {
        return definition.cases(subject).map(({ name: caseName, once = false, trial: fixed }) => ({
          name: caseName,
          once,
          check: (seed) =>
            runTrial((drawn) => definition.keep({ ...drawn, ...fixed }, subject), subject, caseName, seed)
        }))
      }
      const caseName = "what is not declared"
      return opposite === undefined
        ? []
        : [
            {
              name: caseName,
              once: false,
              check: (seed) => runTrial((drawn) => opposite(drawn, subject), subject, caseName, seed)
            }
          ]
    }
  }
}
