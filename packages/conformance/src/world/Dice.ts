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
  const next = makeNumbers(seed.join("/"))
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    between,
    chance: (probability) => next() < probability,
    pick: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
    pickFrom: (choices) => choices[between(0, choices.length - 1)],
    digits: (count) =>
      Array.from({ length: count }, (_, position) => String(between(position === 0 ? 1 : 0, 9))).join("")
  }
}

/** The first numbers of seeds. Most dice are thrown once, for a choice that is made again at every answer. */
const firstNumbers = new Map<string, number>()
const mostFirstNumbers = 20_000

/** The numbers (0 to 1) of a seed. Making their generator is slow, so it is made when it is needed. */
const makeNumbers = (seed: string): (() => number) => {
  let random: { readonly nextDoubleUnsafe: () => number } | null = null
  const started = () => Effect.runSync(Random.Random.pipe(Random.withSeed(seed)))
  const first = (): number => {
    random = started()
    const number = random.nextDoubleUnsafe()
    if (firstNumbers.size === mostFirstNumbers) firstNumbers.clear()
    firstNumbers.set(seed, number)
    return number
  }
  let thrown = 0
  return () => {
    thrown += 1
    if (thrown === 1) return firstNumbers.get(seed) ?? first()
    if (random === null) {
      random = started()
      random.nextDoubleUnsafe()
    }
    return random.nextDoubleUnsafe()
  }
}
