/** The ways in which platforms misbehave, at certain requests or at random by seed. */
import type { OperationName } from "@huidan/core"

/** One way in which a platform misbehaves. */
export type Fault =
  /** An HTTP error with an HTML page instead of the answer. `retryAfter` in seconds; `null` for no such header. */
  | { readonly kind: "http-status"; readonly status: number; readonly retryAfter: number | null }
  /** The connection breaks before the first byte. */
  | { readonly kind: "reset" }
  /** The body is shorter than its content length. */
  | { readonly kind: "cut-body" }
  /** An HTML page of a gateway with status 200. */
  | { readonly kind: "html" }
  /** Status 200 and an error code of the platform. */
  | { readonly kind: "error-code"; readonly code: string; readonly message: string }
  /** All tokens issued so far become invalid. */
  | { readonly kind: "token-dead" }
  /** All tokens become invalid, and so is every token issued later. */
  | { readonly kind: "token-dead-for-ever" }
  /** The answer comes this many seconds later. */
  | { readonly kind: "slow"; readonly seconds: number }
  /** One code of the answer is replaced by one that no document knows. */
  | { readonly kind: "unknown-code" }
  /** Numbers as text and text as numbers, other spellings of nothing, keys that no document knows. */
  | { readonly kind: "php-shapes" }
  /**
   * After this answer, some of its orders are updated, and some orders that were not served yet; sometimes a new order
   * is created. Changes can be up to 30 seconds old when they first show. So rows of a list move between pages.
   */
  | { readonly kind: "rows-move" }
  | ListFault

/**
 * A list's answer that contradicts the list, or a list that changes between two answers. What the answer states of the
 * total and of pages concerns lists whose pages have numbers.
 */
export type ListFault =
  /** The answer states this total, `null`: none. */
  | { readonly kind: "wrong-total"; readonly total: number | null }
  /** The answer states no larger total than this. */
  | { readonly kind: "total-cap"; readonly most: number }
  /** The answer has no rows. */
  | { readonly kind: "empty-page" }
  /** The answer lacks the first of its rows. */
  | { readonly kind: "short-page" }
  /** The platform pages by at most so many rows, whatever was asked for. */
  | { readonly kind: "page-size"; readonly size: number }
  /** Orders with the same time are in another order than in other answers. */
  | { readonly kind: "other-order" }
  /** The rows are under another key. */
  | { readonly kind: "list-renamed" }
  /** The first row states another time than the one by which it was selected: an hour before the window. */
  | { readonly kind: "other-time" }
  /** After this answer, an order appears among those that it had. */
  | { readonly kind: "row-appears" }
  /** After this answer, three of its orders are gone. */
  | { readonly kind: "rows-vanish" }

/** A fault at a certain request. */
export interface ScriptedFault {
  /**
   * The number of the request, from 1: among those of `operation`, or among all requests if `operation` is left out.
   */
  readonly request: number
  readonly operation?: OperationName
  /** How many requests in a row have the fault; 1 if left out. */
  readonly times?: number
  readonly fault: Fault
}

/** Faults at random, by the twin's seed. */
export interface RandomFaults {
  /** The probability for each request, 0 to 1. */
  readonly probability: number
  readonly faults: ReadonlyArray<Fault>
}

/** Which requests have which fault. A scripted fault takes precedence over a random one. */
export interface FaultPlan {
  readonly scripted?: ReadonlyArray<ScriptedFault>
  readonly random?: RandomFaults
}

/** Faults that do not last: a client with bounded retries survives them. */
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
