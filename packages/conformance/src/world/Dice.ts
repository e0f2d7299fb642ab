/** Seeded randomness for twins: one seed, one outcome, on every machine. */
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

export interface Dice {
  /** A whole number, both ends included. */
  readonly between: (from: number, to: number) => number
  /** True with this probability (0 to 1). */
  readonly chance: (probability: number) => boolean
  readonly pick: <A>(choices: readonly [A, ...ReadonlyArray<A>]) => A
  /** One of the list, `undefined` where it is empty. */
  readonly pickFrom: <A>(choices: ReadonlyArray<A>) => A | undefined
  /** Decimal digits, the first of which is not 0. */
  readonly digits: (count: number) => string
}

/** Dice whose throws depend on nothing but the seed. Parts are joined, so `makeDice(7, orderId)` is a stream of its own. */
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
