import * as HttpClientError from "effect/http/HttpClientError"
import { type ProblemName, problems } from "../../api/problems.ts"

/** A call that failed, as the page shows it. */
export type Failure =
  | {
      readonly kind: "problem"
      readonly name: ProblemName
      /** What happened this time, in English; `null` if the server does not say. */
      readonly detail: string | null
      /** The tag of the platform's reason, where the platform failed. */
      readonly reason: string | null
      /** How many seconds to wait before the next try; `null` if the server does not say. */
      readonly retryAfter: number | null
    }
  | { readonly kind: "unreachable" }
  | { readonly kind: "unexpected" }

interface Problem {
  readonly _tag: ProblemName
  readonly detail?: string
  readonly reason?: string
  readonly retryAfter?: number
}

const isProblem = (error: unknown): error is Problem =>
  typeof error === "object" &&
  error !== null &&
  "_tag" in error &&
  typeof error._tag === "string" &&
  Object.hasOwn(problems, error._tag)

/** What an error of a call means. */
export const failureOf = (error: unknown): Failure => {
  if (isProblem(error)) {
    const { _tag: name, detail = null, reason = null, retryAfter = null } = error
    return { kind: "problem", name, detail, reason: name === "PlatformFailed" ? reason : null, retryAfter }
  }
  return HttpClientError.isHttpClientError(error) && error.reason._tag === "TransportError"
    ? { kind: "unreachable" }
    : { kind: "unexpected" }
}

/** Whether a call failed with a problem of the table. */
export const isFailure = (error: unknown, name: ProblemName): boolean => isProblem(error) && error._tag === name
