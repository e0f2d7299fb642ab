/** Seeded random choices for twins: the same seed gives the same choices on every machine. */
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

/** Seeded random choices. Every call takes the next random number, so the order of the calls matters. */
export interface Dice {
  /** A whole number, both ends included. */
  readonly between: (from: number, to: number) => number
  /** True with this probability (0 to 1). */
  readonly chance: (probability: number) => boolean
  /** One entry of a list that is never empty. */
  readonly pick: <A>(choices: readonly [A, ...ReadonlyArray<A>]) => A
  /** One entry of the list; `undefined` if the list is empty. */
  readonly pickFrom: <A>(choices: ReadonlyArray<A>) => A | undefined
  /** This many decimal digits as text; the first one is not 0. */
  readonly digits: (count: number) => string
}

/**
 * Dice that depend on the seed alone. The parts of the seed are joined: `makeDice(7, orderId)` gives another sequence
 * for every order.
 */
export const makeDice = (...seed: ReadonlyArray<string | number>): Dice => {
  const random = Effect.runSync(Random.Random.pipe(Random.withSeed(seed.join("/"))))
  const between = (from: number, to: number) => from + Math.floor(random.nextDoubleUnsafe() * (to - from + 1))
  return {
    between,
    chance: (probability) => random.nextDoubleUnsafe() < probability,
    pick: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
    pickFrom: (choices) => choices[between(0, choices.length - 1)],
    digits: (count) =>
      Array.from({ length: count }, (_, position) => String(between(position === 0 ? 1 : 0, 9))).join("")
  }
}
