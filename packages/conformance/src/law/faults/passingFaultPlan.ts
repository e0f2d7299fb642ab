import { type Fault, type FaultPlan, passingFaults, type ScriptedFault } from "../../twin/rules/Fault.ts"
import { makeDice } from "../../world/Dice.ts"

export interface PassingTrouble {
  readonly seed: number
  /** Orders that were just read are updated. */
  readonly moving: boolean
  /** Every fifth request fails at most: a client with bounded retries gets through. */
  readonly failing: boolean
}

/** A refusal may rightly pause longer than a call may take: no list survives every one. */
const survivable = passingFaults.filter((fault) => fault.kind !== "http-status" || fault.status !== 429)

const spacing = 5
const rounds = 60

/** Trouble by seed that an honest list survives: never twice within one call. */
export const faultsThatPass = ({ failing, moving, seed }: PassingTrouble): FaultPlan => {
  const rowsMove: Fault = { kind: "rows-move" }
  const faults = failing ? survivable : []
  const scripted = Array.from({ length: rounds }, (_, round): ReadonlyArray<ScriptedFault> => {
    const dice = makeDice(seed, "trouble", round)
    const fault = dice.chance(0.7) ? dice.pickFrom(faults) : undefined
    return fault === undefined ? [] : [{ request: round * spacing + dice.between(1, 2), fault }]
  }).flat()
  return { scripted, ...(moving && { random: { probability: 0.3, faults: [rowsMove] } }) }
}
