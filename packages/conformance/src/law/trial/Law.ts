/**
 * A law: a promise that every adapter keeps at every seed.
 *
 * A law defines what its trials vary. Each seed is one trial, through one door of the platform. A trial that breaks the
 * law is shrunk as long as it still breaks it, and reported with the command that repeats it.
 */
import * as Arbitrary from "effect/Arbitrary"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Random from "effect/Random"
import type * as Scope from "effect/Scope"
import { Breach } from "./Breach.ts"
import type { NothingAsked } from "./NothingAsked.ts"
import type { Subject } from "./Subject.ts"

/** What the author of a law writes. */
export interface LawDefinition<Trial> {
  /** Lower case, words joined by hyphens: `exact-money`. */
  readonly name: string
  /** One sentence, as a user would say it. */
  readonly promise: string
  /**
   * `each`: seeds go through the doors in turn. `first`: the first door only, for what does not depend on the adapter's
   * configuration.
   */
  readonly doors: "each" | "first"
  /** What a trial varies. Numbers shrink towards their minimum, so smaller numbers should mean simpler trials. */
  readonly trials: Arbitrary.Arbitrary<Trial>
  /**
   * What the law needs and this subject does not declare, in the words of the manifest or the twin; `null` if nothing
   * is missing. It appears in reports.
   */
  readonly notDeclared?: (subject: Subject) => string | null
  /**
   * Runs a trial. Fails with `Breach` if the adapter breaks the law, with `NothingAsked` if the trial tests nothing.
   */
  readonly keep: (
    trial: Trial,
    subject: Subject,
    seed: number
  ) => Effect.Effect<void, Breach | NothingAsked, Scope.Scope>
  /** Runs instead of `keep` if something is not declared: the call must fail with `NotSupported`, without a request. */
  readonly opposite?: (trial: Trial, subject: Subject) => Effect.Effect<void, Breach, Scope.Scope>
}

/** A law, whatever its trials vary. */
export interface Law extends Pick<LawDefinition<never>, "name" | "promise" | "doors" | "notDeclared"> {
  /** Runs the trial of a seed. */
  readonly check: (subject: Subject, seed: number) => Effect.Effect<TrialOutcome>
}

/** The result of a trial. */
export interface TrialOutcome {
  /** The trial that broke the law, shrunk; `null` if the law was kept. */
  readonly broken: BrokenTrial | null
  /** Why the trial tested nothing; `null` if it tested something. */
  readonly idle: string | null
}

/** A trial that broke a law. */
export interface BrokenTrial {
  readonly seed: number
  /** The name of the door. */
  readonly door: string
  /** What the trial varied, as JSON, for people to read. */
  readonly trial: string
  /** What the adapter did instead. */
  readonly breach: string
}

/** How many smaller trials are tried, at most. */
const maxShrinks = 200

/** Makes a law of its definition. */
export const makeLaw = <Trial>(definition: LawDefinition<Trial>): Law => ({
  ...definition,
  check: (subject, seed) =>
    Effect.gen(function* () {
      const asked = definition.notDeclared?.(subject) ?? null
      const property = asked === null ? definition.keep : definition.opposite
      if (property === undefined) return { broken: null, idle: null }
      let idle: string | null = null
      const asksNothing = ({ reason }: NothingAsked) =>
        Effect.sync(() => {
          idle = reason
        })
      const result = yield* Arbitrary.checkEffect(
        definition.trials,
        (trial) =>
          Effect.as(
            defectsAsBreaches(Effect.catchTag(property(trial, subject, seed), "NothingAsked", asksNothing)),
            true
          ),
        { runs: 1, seed: `${definition.name}/${seed}`, maxShrinks }
      ).pipe(Random.withSeed(seed))
      if (result._tag === "Passed") return { broken: null, idle }
      if (result._tag !== "Falsified") {
        return {
          broken: { seed, door: subject.door.name, trial: "none", breach: "no trial could be generated" },
          idle: null
        }
      }
      const { failure, shrunkInput } = result
      const broken = {
        seed,
        door: subject.door.name,
        trial: JSON.stringify(shrunkInput),
        breach: failure._tag === "PropertyError" ? failure.error.message : "the law is broken"
      }
      return { broken, idle: null }
    })
})

/** An adapter that throws breaks every law. */
const defectsAsBreaches = (self: Effect.Effect<void, Breach, Scope.Scope>): Effect.Effect<void, Breach> =>
  Effect.flatMap(Effect.exit(Effect.scoped(self)), (exit) => {
    if (Exit.isSuccess(exit) || !Cause.hasDies(exit.cause)) return exit
    return Effect.fail(new Breach({ message: `the adapter threw an exception: ${Cause.pretty(exit.cause)}` }))
  })
