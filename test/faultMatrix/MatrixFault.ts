/** The fault of a row of the matrix: at the platform, in the answer on its way back, or in this machine's clock. */
import type { Fault } from "@huidan/conformance"

export interface MatrixFault {
  readonly name: FaultName
  /** Strikes only the first request. */
  readonly once: Strike
  /** Strikes every request. */
  readonly always: Strike
}

export type Strike =
  | { readonly kind: "nothing" }
  /** The simulated platform misbehaves. */
  | { readonly kind: "platform"; readonly fault: Fault }
  /** The platform answers, and the answer is changed on its way. */
  | { readonly kind: "way"; readonly change: WayChange }
  /** HTTP 200 with an error code, in the twin's spelling. */
  | { readonly kind: "code"; readonly code: string }
  /** This machine's clock is this many seconds ahead of the platform's. */
  | { readonly kind: "clock"; readonly aheadSeconds: number }

export type WayChange =
  /** The connection breaks after the first bytes of a character. */
  | "broken-in-character"
  /** The answer is complete by its length, but ends after the first bytes of a character. */
  | "ends-in-character"
  /** The answer is complete by its length, but only half of it is there. */
  | "ends-early"
  /** The whole answer, with status 500. */
  | "status-500"
  | "gzip"

export type Occurrence = "once" | "always"

export const occurrences: ReadonlyArray<Occurrence> = ["once", "always"]

const platform = (fault: Fault): Strike => ({ kind: "platform", fault })
const status = (code: number, retryAfter: number | null = null): Strike =>
  platform({ kind: "http-status", status: code, retryAfter })

/** The rows of every operation. Rows for error codes are added to them. */
const strikes = {
  "no fault": { kind: "nothing" },
  "HTTP 500": status(500),
  "HTTP 500 around an answer": { kind: "way", change: "status-500" },
  "HTTP 502": status(502),
  "HTTP 429": status(429),
  "HTTP 429, Retry-After 7 s": status(429, 7),
  "HTTP 429, Retry-After 1 h": status(429, 3600),
  "reset before the body": platform({ kind: "reset" }),
  "reset within the body": platform({ kind: "cut-body" }),
  "reset within a character": { kind: "way", change: "broken-in-character" },
  "whole body that ends early": { kind: "way", change: "ends-early" },
  "whole body that ends within a character": { kind: "way", change: "ends-in-character" },
  "answer after 20 s": platform({ kind: "slow", seconds: 20 }),
  "answer after 45 s, the limit is 30 s": platform({ kind: "slow", seconds: 45 }),
  "HTML with status 200": platform({ kind: "html" }),
  gzip: { kind: "way", change: "gzip" },
  "our clock an hour ahead": { kind: "clock", aheadSeconds: 3600 },
  "our clock an hour behind": { kind: "clock", aheadSeconds: -3600 }
} as const satisfies Readonly<Record<string, Strike>>

const deadToken = "dead token"

export type FaultName = keyof typeof strikes | typeof deadToken

export const faults: ReadonlyArray<MatrixFault> = Object.entries(strikes).map(([name, strike]) => ({
  name: name as keyof typeof strikes,
  once: strike,
  always: strike
}))

/** The row of operations that need a token. */
export const tokenFault: MatrixFault = {
  name: deadToken,
  once: platform({ kind: "token-dead" }),
  always: platform({ kind: "token-dead-for-ever" })
}
