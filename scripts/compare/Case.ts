/** What is asked of a tree, and how its answer is written down. */
import { createHash } from "node:crypto"
import type { AdapterError, EncodeOptions, OrderAdapter, OrderRecord } from "@huidan/core"
import * as Effect from "effect/Effect"

/** One question to an adapter: a body to decode, a call, a push. Two trees have the same cases, in the same order. */
export interface Case {
  readonly platform: string
  /** `fixtures` for an adapter without options. */
  readonly door: string
  /** An operation, or what an app calls: `getOrder`. */
  readonly operation: string
  /** Tells the cases of one operation apart: `seed 7, order 1, variation 3`. */
  readonly name: string
  readonly ask: Effect.Effect<Findings>
}

/** What came of a case, by part: `orders`, `explanation`, `error`, … Values as JSON shows them. */
export type Findings = Readonly<Record<string, unknown>>

/** How many of these a case held. */
export type Counts = Readonly<Record<string, number>>

export const keyOf = ({ door, name, operation, platform }: Omit<Case, "ask">): string =>
  [platform, door, operation, name].join("\t")

export const hash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 20)

/** A platform's address that no other case has: adapters of one process share what belongs to an address. */
export const addressOf = (purpose: string, key: string): string => `http://${hash(`${purpose} ${key}`)}.test`

/** Every way in which a record can be written: the name of the part → the options. */
const encodings: ReadonlyArray<readonly [string, EncodeOptions]> = [
  ["orders", { reveal: true, raw: "omit" }],
  ["orders masked", { reveal: false, raw: "omit" }],
  ["orders masked, raw masked", { reveal: false, raw: "masked" }],
  ["orders, raw full", { reveal: true, raw: "full" }]
]

export const errorJson = (error: AdapterError) => ({
  platform: error.platform,
  shop: error.shop,
  operation: error.operation,
  reason: error.reason,
  answer: error.answer,
  isRetryable: error.isRetryable,
  message: error.message,
  advice: error.advice
})

/** The records in every encoding; a row that could not be decoded with its error. */
export const recordFindings = (adapter: OrderAdapter, records: ReadonlyArray<OrderRecord>): Findings =>
  Object.fromEntries(
    encodings.map(([part, options]) => [
      part,
      records.map((record) =>
        "error" in record
          ? { quarantined: adapter.encodeQuarantined(record, options), error: errorJson(record.error) }
          : adapter.encode(record, options)
      )
    ])
  )

/** A defect is an answer too: it must be the same one. */
const defectJson = (defect: unknown) => ({ defect: defect instanceof Error ? defect.message : String(defect) })

/** What an effect came to, as findings; its error, or its defect, under the name `error`. */
export const findingsOf = <A, E extends AdapterError, R>(
  self: Effect.Effect<A, E, R>,
  show: (value: A) => Findings,
  error = "error"
): Effect.Effect<Findings, never, R> =>
  Effect.map(self, show).pipe(
    Effect.catch((failure) => Effect.succeed({ [error]: errorJson(failure) })),
    Effect.catchDefect((defect) => Effect.succeed({ [error]: defectJson(defect) }))
  )

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0)

/** What the summary counts. */
export const countsOf = (findings: Findings): Counts => {
  const rows = findings["orders"]
  const records = lengthOf(rows)
  const quarantined = Array.isArray(rows) ? rows.filter((row) => "quarantined" in row).length : 0
  return {
    cases: 1,
    orders: records - quarantined,
    quarantined,
    explanations: findings["explanation"] === undefined ? 0 : 1,
    encodings: encodings.reduce((sum, [part]) => sum + lengthOf(findings[part]), 0),
    errors: Object.keys(findings).filter((part) => part.endsWith("error")).length
  }
}
