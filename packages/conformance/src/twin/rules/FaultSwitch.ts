/** Decides which request has which fault: by script, else at random by seed. */
import type { OperationName } from "@huidan/core"
import { makeDice } from "../../world/Dice.ts"
import type { Fault, FaultPlan } from "./Fault.ts"

export interface FaultSwitch {
  /**
   * Counts a request of this operation and gives its fault, `null` for none. `request` is its number among all
   * requests.
   */
  readonly next: (operation: OperationName, request: number) => Fault | null
}

export const makeFaultSwitch = (plan: FaultPlan, seed: number): FaultSwitch => {
  const counted = new Map<OperationName, number>()
  const scriptedAt = (operation: OperationName, ofOperation: number, ofAll: number): Fault | undefined =>
    plan.scripted?.find((entry) => {
      if (entry.operation !== undefined && entry.operation !== operation) return false
      const number = entry.operation === undefined ? ofAll : ofOperation
      return number >= entry.request && number < entry.request + (entry.times ?? 1)
    })?.fault
  return {
    next: (operation, request) => {
      const ofOperation = (counted.get(operation) ?? 0) + 1
      counted.set(operation, ofOperation)
      const scripted = scriptedAt(operation, ofOperation, request)
      if (scripted !== undefined || plan.random === undefined) return scripted ?? null
      const dice = makeDice(seed, "fault", request)
      return dice.chance(plan.random.probability) ? (dice.pickFrom(plan.random.faults) ?? null) : null
    }
  }
}
