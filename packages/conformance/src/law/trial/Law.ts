/**
 * A law: a promise that every adapter keeps at every seed.
 *
 * A law says what its trials vary; each seed is one trial through one door of the platform. A trial that breaks the law
 * is made smaller while it still does, and told with the command that repeats it.
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

export interface LawDefinition<Trial> {
  /** Lower case, words joined by hyphens: `exact-money`. */
  readonly name: string
  /** In one sentence, as a user would say it. */
  readonly promise: string
  /** Whether the law is asked at the doors in turn, or at the first alone, for what does not depend on how an adapter is set up. */
  readonly doors: "each" | "first"
  /** What a trial varies. Numbers shrink towards their minimum: let less be simpler. */
  readonly trials: Arbitrary.Arbitrary<Trial>
  /** Why the law has nothing to ask of this subject, or `null`. Say it as the manifest or the twin does. */
  readonly notDeclared?: (subject: Subject) => string | null
  readonly keep: (trial: Trial, subject: Subject) => Effect.Effect<void, Breach | NothingAsked, Scope.Scope>
  /** Holds instead where something is not declared: the call answers `NotSupported` without a request. */
  readonly opposite?: (trial: Trial, subject: Subject) => Effect.Effect<void, Breach, Scope.Scope>
}

/** A law whose kind of trial nobody needs to know any more. */
export interface Law extends Pick<LawDefinition<never>, "name" | "promise" | "doors" | "notDeclared"> {
  /** The trial of a seed. */
  readonly check: (subject: Subject, seed: number) => Effect.Effect<TrialOutcome>
}

export interface TrialOutcome {
  /** The trial that broke the law, made as small as it goes; `null` where it is kept. */
  readonly broken: BrokenTrial | null
  /** Why nothing was asked; `null` where something was. */
  readonly idle: string | null
}

export interface BrokenTrial {
  readonly seed: number
  readonly door: string
  /** As data, for a person to read. */
  readonly trial: string
  readonly breach: string
}

/** Tries that are spent on making a broken trial smaller. */
const maxShrinks = 200

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
          Effect.as(defectsAsBreaches(Effect.catchTag(property(trial, subject), "NothingAsked", asksNothing)), true),
        { runs: 1, seed: `${definition.name}/${seed}`, maxShrinks }
      ).pipe(Random.withSeed(seed))
      if (result._tag === "Passed") return { broken: null, idle }
      if (result._tag !== "Falsified") {
        return {
          broken: { seed, door: subject.door.name, trial: "none", breach: "no trial could be made" },
          idle: null
        }
      }
      const { failure, shrunkInput } = result
      const broken = {
        seed,
        door: subject.door.name,
        trial: JSON.stringify(shrunkInput),
        breach: failure._tag === "PropertyError" ? failure.error.message : "the law does not hold"
      }
      return { broken, idle: null }
    })
})

/** An adapter that throws breaks any law. */
const defectsAsBreaches = (self: Effect.Effect<void, Breach, Scope.Scope>): Effect.Effect<void, Breach> =>
  Effect.flatMap(Effect.exit(Effect.scoped(self)), (exit) => {
    if (Exit.isSuccess(exit) || !Cause.hasDies(exit.cause)) return exit
    return Effect.fail(new Breach({ message: `an exception got out: ${Cause.pretty(exit.cause)}` }))
  })
