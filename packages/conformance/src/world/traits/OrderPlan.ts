/**
 * What the orders of a world must show.
 *
 * Any ten worlds with consecutive seeds show every trait and every state of the platform, whatever their dice: the seed's
 * last digit and the order's index select a slot, and slots are dealt to the traits first, then to the states. The first
 * `worldSize` orders of a world have a slot each; all further orders are left to the dice.
 */
import type { TrueOrderLimits, TrueState } from "../TrueOrderLimits.ts"
import { possibleTraits } from "./possibleTraits.ts"
import type { TrueTrait } from "./TrueTrait.ts"

/** How many worlds together show everything. */
export const worldsOfARound = 10

/** What one order must show. */
export interface OrderPlan {
  /** A number from 0; `null` if the order is left to the dice. */
  readonly slot: number | null
  /** `null` if none is asked for. */
  readonly trait: TrueTrait | null
  /** `null` if none is asked for. */
  readonly state: TrueState | null
}

export const noPlan: OrderPlan = { slot: null, trait: null, state: null }

/** How many orders a world needs so that ten of them show everything. */
export const worldSize = (limits: TrueOrderLimits): number =>
  Math.ceil((possibleTraits(limits).length + new Set(limits.states).size) / worldsOfARound)

/** The plan of the order with this index in the world of this seed. */
export const planOf = (limits: TrueOrderLimits, seed: number, index: number): OrderPlan => {
  const size = worldSize(limits)
  if (index >= size) return noPlan
  return planOfSlot(
    limits,
    ((index + Math.floor(seed / worldsOfARound)) % size) * worldsOfARound + (seed % worldsOfARound)
  )
}

/** The plan of a slot. The first slots have the traits; all further ones have the states, again and again. */
export const planOfSlot = (limits: TrueOrderLimits, slot: number): OrderPlan => {
  const traits = possibleTraits(limits)
  const states = [...new Set(limits.states)]
  const trait = traits[slot] ?? null
  return { slot, trait, state: trait === null ? (states[(slot - traits.length) % states.length] ?? null) : null }
}
