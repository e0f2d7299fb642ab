/** Faults that do not last, for laws about lists. */
import type { OperationName } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import { type Fault, type FaultPlan, passingFaults, type ScriptedFault } from "../../twin/rules/Fault.ts"
import type { JournalEntry } from "../../twin/TwinJournal.ts"
import { makeDice } from "../../world/Dice.ts"
import { type NothingAsked, nothingAsked } from "../trial/NothingAsked.ts"
import { declaredOperation, type Subject } from "../trial/Subject.ts"

export interface PassingFaultOptions {
  readonly seed: number
  /** Orders are updated right after they were read: of a list with more than a page, so that rows change their page. */
  readonly moving: boolean
  /** Requests fail, at most every fifth, so that a client with bounded retries succeeds. */
  readonly failing: boolean
}

/** Without 429: an adapter may pause after it for longer than a call may take. */
const survivable = passingFaults.filter((fault) => fault.kind !== "http-status" || fault.status !== 429)

/** Those after which every request must be sent again. */
const failures = survivable.filter(({ kind }) => kind !== "php-shapes" && kind !== "token-dead")

const spacing = 5
const rounds = 60

const rowsMove: Fault = { kind: "rows-move" }

/**
 * Faults by seed that a correct list survives: never two in one call. The first request for a page of each list fails,
 * and rows move after the first page that is answered. What follows is at random.
 */
export const passingFaultPlan = (subject: Subject, { failing, moving, seed }: PassingFaultOptions): FaultPlan => {
  const first = (operation: OperationName): ReadonlyArray<ScriptedFault> => {
    const fault = failing ? makeDice(seed, "first trouble").pickFrom(failures) : undefined
    const failed = fault === undefined ? [] : [{ operation, request: 1, fault }]
    return moving ? [...failed, { operation, request: failed.length + 1, fault: rowsMove }] : failed
  }
  const later = Array.from({ length: failing ? rounds : 0 }, (_, round): ReadonlyArray<ScriptedFault> => {
    const dice = makeDice(seed, "trouble", round + 1)
    const fault = dice.chance(0.7) ? dice.pickFrom(survivable) : undefined
    return fault === undefined ? [] : [{ request: (round + 1) * spacing + dice.between(1, 2), fault }]
  }).flat()
  return {
    scripted: [...pageOperations(subject).flatMap(first), ...later],
    ...(moving && { random: { probability: 0.3, faults: [rowsMove] } })
  }
}

/** Ends the trial if the faults that its case names did not come, or came too late to matter. */
export const troubleWasMet = (
  subject: Subject,
  twin: RunningTwin,
  { failing, moving }: Omit<PassingFaultOptions, "seed">
): Effect.Effect<void, NothingAsked> => {
  const operations = pageOperations(subject)
  const pages = twin.journal().filter(({ operation }) => operation !== null && operations.includes(operation))
  if (failing && !pages.some(isFailed)) return nothingAsked("no request for a page failed")
  const followed = pages.slice(0, -1)
  if (moving && !followed.some(({ fault }) => fault === "rows-move")) {
    return nothingAsked("no page was read after rows had moved")
  }
  return Effect.void
}

const isFailed = ({ fault }: JournalEntry): boolean => failures.some(({ kind }) => kind === fault)

/** The twin's operations that answer with pages of orders, and that the adapter calls. */
const pageOperations = (subject: Subject): ReadonlyArray<OperationName> =>
  Object.keys(subject.twin.operations).filter((operation) => {
    const declared = declaredOperation(subject, operation)
    return declared?.answers === "orders" && declared.use === "call"
  })
