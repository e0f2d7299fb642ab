/** How often each trait was shown: what a run really looked at, by operation. */
import type { OperationName, Order } from "@huidan/core"
import { possibleTraits } from "../../world/traits/possibleTraits.ts"
import { type TrueTrait, traitsOf } from "../../world/traits/TrueTrait.ts"
import type { TwinDefinition } from "../definition/TwinDefinition.ts"
import { shows } from "./traitMistake.ts"

/** How many orders of an operation's answers had a trait; 0 if none had it though the answer can carry it. */
export interface TraitCount {
  readonly operation: OperationName
  readonly trait: TrueTrait
  readonly orders: number
}

/** The traits that an operation's answers can carry, by the platform's limits and the fields of the answer. */
export const carriedTraits = (twin: TwinDefinition, operation: OperationName): ReadonlyArray<TrueTrait> => {
  const answer = twin.operations[operation]?.answer ?? null
  return possibleTraits(twin.limits).filter((trait) => answer !== null && shows(answer, trait))
}

/** Counts traits while a run goes on. */
export interface TraitTally {
  /** An answer of this operation held this order. */
  readonly add: (operation: OperationName, order: Order) => void
  /** All traits that the operations seen so far can carry. */
  readonly counts: () => ReadonlyArray<TraitCount>
}

/** A tally of the orders in a twin's answers, empty at first. */
export const makeTraitTally = (twin: TwinDefinition): TraitTally => {
  const seen = new Map<OperationName, Map<TrueTrait, number>>()
  return {
    add: (operation, order) => {
      const counts = seen.get(operation) ?? new Map(carriedTraits(twin, operation).map((trait) => [trait, 0]))
      seen.set(operation, counts)
      const stated = twin.operations[operation]?.answer?.restate?.(order) ?? order
      for (const trait of traitsOf(stated)) {
        const count = counts.get(trait)
        if (count !== undefined) counts.set(trait, count + 1)
      }
    },
    counts: () =>
      [...seen].flatMap(([operation, counts]) => [...counts].map(([trait, orders]) => ({ operation, trait, orders })))
  }
}

/** One line for each operation: `order.detail: 3 several parcels, 12 emoji, 0 presale`. */
export const histogramText = (counts: ReadonlyArray<TraitCount>): string =>
  [...new Set(counts.map(({ operation }) => operation))]
    .map((operation) => {
      const own = counts.filter((count) => count.operation === operation)
      return `${operation}: ${own.map(({ orders, trait }) => `${orders} ${trait}`).join(", ")}`
    })
    .join("\n")
