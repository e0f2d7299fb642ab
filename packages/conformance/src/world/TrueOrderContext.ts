/** What an order is made from, and ids that are unique for it. */
import type * as DateTime from "effect/DateTime"
import type { Dice } from "./Dice.ts"
import type { TrueTrait } from "./traits/TrueTrait.ts"
import type { Turn } from "./traits/Turn.ts"

/** What an order is made from. */
export interface TrueOrderContext {
  /** The number of the order within its seed, from 0. */
  readonly index: number
  readonly seed: number
  readonly createdAt: DateTime.Utc
  readonly dice: Dice
  /** Whether the order must have this trait. */
  readonly wants: (trait: TrueTrait) => boolean
  /** Whether the world has a plan for this order; an order without one is left to the dice. */
  readonly planned: boolean
  /**
   * Selects an entry of a list: use it for codes that mean the same, and for whatever must not be left out by chance. The
   * planned orders of ten worlds take the entries in turn; for other orders it is `dice.pick`.
   */
  readonly turn: Turn
}

/**
 * A 64-bit id as text, larger than a double can hold. It is unique for seed (up to 99 999), index (up to 999 999) and
 * part (up to 9 999; 0 is the order itself, other parts are its lines and products).
 */
export const trueId = (context: Pick<TrueOrderContext, "index" | "seed">, part = 0): string =>
  `17${String(context.seed % 100_000).padStart(5, "0")}${String(context.index).padStart(6, "0")}${String(part).padStart(4, "0")}${((context.seed + context.index * 7 + part * 3) % 9) + 1}${(context.index * 31 + part) % 10}`
