/** The ways in which platforms misbehave, switched on for certain requests or by seed. */
import type { OperationName } from "@huidan/core"

export type Fault =
  /** An HTTP error with a page instead of an answer; `retryAfter` in seconds. */
  | { readonly kind: "http-status"; readonly status: number; readonly retryAfter: number | null }
  /** The connection breaks before a single byte. */
  | { readonly kind: "reset" }
  /** The body ends before its announced length. */
  | { readonly kind: "cut-body" }
  /** A gateway's page with status 200. */
  | { readonly kind: "html" }
  /** Status 200 and a code of the platform. */
  | { readonly kind: "error-code"; readonly code: string; readonly message: string }
  /** All tokens issued so far die now. */
  | { readonly kind: "token-dead" }
  /** So they do, and every later one is dead when it is issued. */
  | { readonly kind: "token-dead-for-ever" }
  /** The answer comes this many seconds later. */
  | { readonly kind: "slow"; readonly seconds: number }
  /** One code of the answer is one that no document knows. */
  | { readonly kind: "unknown-code" }
  /** Numbers as text and text as numbers, other spellings of nothing, keys that no document knows. */
  | { readonly kind: "php-shapes" }
  /**
   * Behind this answer, orders that it served are updated, and others that nobody read yet; now and then a new one is made.
   * Some of it happened up to half a minute ago, and only shows now. Rows of a list move.
   */
  | { readonly kind: "rows-move" }

export interface ScriptedFault {
  /** The first request of the operation is 1; of all requests where no operation is named. */
  readonly request: number
  readonly operation?: OperationName
  /** For so many requests from there on; 1 where left out. */
  readonly times?: number
  readonly fault: Fault
}

export interface RandomFaults {
  /** 0 to 1, for each request. */
  readonly probability: number
  readonly faults: ReadonlyArray<Fault>
}

export interface FaultPlan {
  readonly scripted?: ReadonlyArray<ScriptedFault>
  readonly random?: RandomFaults
}

/** Faults that a client with bounded retries survives. */
export const passingFaults: ReadonlyArray<Fault> = [
  { kind: "http-status", status: 500, retryAfter: null },
  { kind: "http-status", status: 502, retryAfter: null },
  { kind: "http-status", status: 429, retryAfter: 1 },
  { kind: "reset" },
  { kind: "cut-body" },
  { kind: "html" },
  { kind: "token-dead" },
  { kind: "php-shapes" }
]
