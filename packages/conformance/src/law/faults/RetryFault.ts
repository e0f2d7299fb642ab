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

/** A fault by its name; an error code by the reason that its description means. */
export type RetryFaultName = keyof typeof faults | ReasonName

export interface RetryFaultChoice {
  readonly fault: RetryFaultName
  /** How long the platform asks to wait, in seconds. */
  readonly wait: number
  /** Which of the codes with the same reason. */
  readonly code: number
}

/** Longer than a call may take, in seconds. */
const anHour = 3600

const status =
  (code: number, retryAfter: (wait: number) => number | null) =>
  (wait: number): Fault => ({ kind: "http-status", status: code, retryAfter: retryAfter(wait) })

const faults = {
  "HTTP 500": status(500, () => null),
  "HTTP 502": status(502, () => null),
  "HTTP 429": status(429, () => null),
  "HTTP 500 with Retry-After": status(500, (wait) => wait),
  "HTTP 502 with Retry-After": status(502, (wait) => wait),
  "HTTP 429 with Retry-After": status(429, (wait) => wait),
  "HTTP 502 with Retry-After of an hour": status(502, () => anHour),
  "HTTP 429 with Retry-After of an hour": status(429, () => anHour),
  "no connection": (): Fault => ({ kind: "reset" }),
  "half a body": (): Fault => ({ kind: "cut-body" }),
  "an HTML page": (): Fault => ({ kind: "html" }),
  "no answer": (): Fault => ({ kind: "slow", seconds: anHour })
} as const satisfies Readonly<Record<string, (wait: number) => Fault>>

const isPlain = (name: RetryFaultName): name is keyof typeof faults => Object.hasOwn(faults, name)

const plainNames: ReadonlyArray<RetryFaultName> = [
  "HTTP 500",
  "HTTP 502",
  "HTTP 429",
  "HTTP 500 with Retry-After",
  "HTTP 502 with Retry-After",
  "HTTP 429 with Retry-After",
  "HTTP 502 with Retry-After of an hour",
  "HTTP 429 with Retry-After of an hour",
  "no connection",
  "half a body",
  "an HTML page",
  "no answer"
]

/** Whether nothing is drawn for the fault: neither how long the platform asks to wait nor one of several codes. */
export const isAlwaysTheSame = (name: RetryFaultName): boolean => isPlain(name) && !name.endsWith("with Retry-After")

/** Every fault that these operations of the twin can have: one error code stands for all of its reason. */
export const retryFaultNames = (
  { twin }: Subject,
  operations: ReadonlyArray<OperationName>
): ReadonlyArray<RetryFaultName> => [
  ...plainNames,
  ...new Set(operations.flatMap((operation) => (twin.operations[operation]?.errors ?? []).map(({ reason }) => reason)))
]

/** The named fault for an operation of the twin; `null` if it is an error code and the operation has none. */
export const retryFaultOf = (
  { twin }: Subject,
  operation: OperationName,
  { code: which, fault: name, wait }: RetryFaultChoice
): RetryFault | null => {
  if (isPlain(name)) {
    const waitsTooLong = name.endsWith("of an hour")
    return { fault: faults[name](wait), retryHelps: waitsTooLong ? "never" : "always", waitsTooLong }
  }
  const errors = (twin.operations[operation]?.errors ?? []).filter(({ reason }) => reason === name)
  const error = errors[which % errors.length]
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
