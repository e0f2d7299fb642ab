/** Faults that do not last, for laws about lists. */
import { type Fault, type FaultPlan, passingFaults, type ScriptedFault } from "../../twin/rules/Fault.ts"
import { makeDice } from "../../world/Dice.ts"

export interface PassingFaultOptions {
  readonly seed: number
  /** Orders are updated right after they were read. */
  readonly moving: boolean
  /** At most every fifth request fails, so that a client with bounded retries succeeds. */
  readonly failing: boolean
}

/** Without 429: an adapter may pause after it for longer than a call may take. */
const survivable = passingFaults.filter((fault) => fault.kind !== "http-status" || fault.status !== 429)

const spacing = 5
const rounds = 60

/** Faults by seed that a correct list survives: never two in one call. */
export const passingFaultPlan = ({ failing, moving, seed }: PassingFaultOptions): FaultPlan => {
  const rowsMove: Fault = { kind: "rows-move" }
  const faults = failing ? survivable : []
  const scripted = Array.from({ length: rounds }, (_, round): ReadonlyArray<ScriptedFault> => {
    const dice = makeDice(seed, "trouble", round)
    const fault = dice.chance(0.7) ? dice.pickFrom(faults) : undefined
    return fault === undefined ? [] : [{ request: round * spacing + dice.between(1, 2), fault }]
  }).flat()
  return { scripted, ...(moving && { random: { probability: 0.3, faults: [rowsMove] } }) }
}
