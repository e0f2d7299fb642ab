/** Faults of a request, and whether a retry helps. */
import type { OperationName } from "@huidan/core"
import type { ReasonName } from "../../twin/definition/ReasonName.ts"
import type { Fault } from "../../twin/rules/Fault.ts"
import type { Subject } from "../trial/Subject.ts"

export interface RetryFault {
  readonly fault: Fault
  /** Whether a retry succeeds once the fault has passed; `perhaps` depends on the adapter. */
  readonly retryHelps: "always" | "perhaps" | "never"
  /** The platform asks to wait longer than a call may take. */
  readonly waitsTooLong: boolean
}

export interface RetryFaultChoice {
  readonly fault: number
  /** How long the platform asks to wait, in seconds. */
  readonly wait: number
  /** Which of the platform's error codes. */
  readonly code: number
}

/** Longer than a call may take, in seconds. */
const anHour = 3600

const faults: ReadonlyArray<(choice: RetryFaultChoice) => Fault> = [
  () => ({ kind: "http-status", status: 500, retryAfter: null }),
  () => ({ kind: "http-status", status: 502, retryAfter: null }),
  () => ({ kind: "http-status", status: 429, retryAfter: null }),
  ({ wait }) => ({ kind: "http-status", status: 500, retryAfter: wait }),
  ({ wait }) => ({ kind: "http-status", status: 502, retryAfter: wait }),
  ({ wait }) => ({ kind: "http-status", status: 429, retryAfter: wait }),
  () => ({ kind: "http-status", status: 502, retryAfter: anHour }),
  () => ({ kind: "http-status", status: 429, retryAfter: anHour }),
  () => ({ kind: "reset" }),
  () => ({ kind: "cut-body" }),
  () => ({ kind: "html" }),
  () => ({ kind: "slow", seconds: anHour })
]

/** How many faults there are to choose from: those above, and six times an error code of the platform. */
export const retryFaultCount = faults.length + 6

/** The chosen fault for an operation of the twin; `null` if it is an error code and the operation has none. */
export const retryFaultAt = (
  { twin }: Subject,
  operation: OperationName,
  choice: RetryFaultChoice
): RetryFault | null => {
  const fault = faults[choice.fault]?.(choice)
  if (fault !== undefined) {
    const waitsTooLong = fault.kind === "http-status" && fault.retryAfter === anHour
    return { fault, retryHelps: waitsTooLong ? "never" : "always", waitsTooLong }
  }
  const errors = twin.operations[operation]?.errors ?? []
  const error = errors[choice.code % errors.length]
  if (error === undefined) return null
  const { code, reason } = error
  return {
    fault: { kind: "error-code", code, message: "refused" },
    retryHelps: retryHelpsWith(reason),
    waitsTooLong: false
  }
}

const passing: ReadonlyArray<ReasonName> = ["PlatformUnavailable", "RateLimited", "Transport", "Timeout"]

/** A new token helps, unless the request was for a token. Malformed JSON may be well-formed the next time. */
const passingAtTimes: ReadonlyArray<ReasonName> = ["Authentication(token)", "ResponseDecode"]

const retryHelpsWith = (reason: ReasonName): RetryFault["retryHelps"] => {
  if (passing.includes(reason)) return "always"
  return passingAtTimes.includes(reason) ? "perhaps" : "never"
}
