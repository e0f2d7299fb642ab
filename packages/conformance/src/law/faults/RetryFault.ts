/** What may strike a request, and whether asking again can mend it. */
import type { OperationName } from "@huidan/core"
import type { ReasonName } from "../../twin/definition/ReasonName.ts"
import type { Fault } from "../../twin/rules/Fault.ts"
import type { Subject } from "../trial/Subject.ts"

export interface Strike {
  readonly fault: Fault
  /** Once it has passed, asking again mends it `always`; or it depends on the adapter; or `never`. */
  readonly mends: "always" | "perhaps" | "never"
  /** The platform asks to wait longer than any call may take. */
  readonly waitsTooLong: boolean
}

export interface StrikeChoice {
  readonly strike: number
  /** Seconds that the platform asks to wait. */
  readonly wait: number
  readonly code: number
}

/** Longer than any call may take, in seconds. */
const anHour = 3600

const strikes: ReadonlyArray<(choice: StrikeChoice) => Fault> = [
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

/** Those above, and the platform's error codes, as often as a few of the others. */
export const strikeCount = strikes.length + 6

/** What strikes the requests to an operation of the twin; `null` where an error code should, and its document has none. */
export const strikeAt = ({ twin }: Subject, operation: OperationName, choice: StrikeChoice): Strike | null => {
  const fault = strikes[choice.strike]?.(choice)
  if (fault !== undefined) {
    const waitsTooLong = fault.kind === "http-status" && fault.retryAfter === anHour
    return { fault, mends: waitsTooLong ? "never" : "always", waitsTooLong }
  }
  const errors = twin.operations[operation]?.errors ?? []
  const error = errors[choice.code % errors.length]
  if (error === undefined) return null
  const { code, reason } = error
  return { fault: { kind: "error-code", code, message: "refused" }, mends: mending(reason), waitsTooLong: false }
}

const mendable: ReadonlyArray<ReasonName> = ["PlatformUnavailable", "RateLimited", "Transport", "Timeout"]

/** A dead token can be replaced, unless it is the token that is asked for; a whole body that is no JSON may be another next time. */
const mendableAtTimes: ReadonlyArray<ReasonName> = ["Authentication(token)", "ResponseDecode"]

const mending = (reason: ReasonName): Strike["mends"] => {
  if (mendable.includes(reason)) return "always"
  return mendableAtTimes.includes(reason) ? "perhaps" : "never"
}
