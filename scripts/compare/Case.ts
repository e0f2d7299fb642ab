/** The questions to a tree, and its answers as data. */
import { createHash } from "node:crypto"
import type { AdapterError, EncodeOptions, OrderAdapter, OrderRecord } from "@huidan/core"
import * as Effect from "effect/Effect"

/** One question to an adapter: a body to decode, a call, a push. */
export interface Case {
  readonly platform: string
  /** `fixtures` for an adapter without options. */
  readonly door: string
  /** An operation, or what an app calls: `getOrder`. */
  readonly operation: string
  /** Unique among the cases of the operation: `seed 7, order 1, variation 3`. */
  readonly name: string
  readonly ask: Effect.Effect<Findings>
}

/** The results of a case, by part: `orders`, `explanation`, `error`, … Values are JSON. */
export type Findings = Readonly<Record<string, unknown>>

/** Counts for the summary, by what is counted. */
export type Counts = Readonly<Record<string, number>>

export const keyOf = ({ door, name, operation, platform }: Omit<Case, "ask">): string =>
  [platform, door, operation, name].join("\t")

export const hash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 20)

/** An address that no other case has: adapters of one process share quotas and tokens by address. */
export const addressOf = (purpose: string, key: string): string => `http://${hash(`${purpose} ${key}`)}.test`

type Encoding = readonly [part: string, options: EncodeOptions]

/** The encodings with the raw answer: private text shown, and masked. */
const fullEncodings: ReadonlyArray<Encoding> = [
  ["orders, raw full", { reveal: true, raw: "full" }],
  ["orders masked, raw masked", { reveal: false, raw: "masked" }]
]

const encodings: Readonly<Record<"every" | "full", ReadonlyArray<Encoding>>> = {
  every: [
    ["orders", { reveal: true, raw: "omit" }],
    ["orders masked", { reveal: false, raw: "omit" }],
    ...fullEncodings
  ],
  full: fullEncodings
}

/** An error as data. Its message ends with the advice, which is compared by itself. */
export const errorJson = (error: AdapterError) => ({
  platform: error.platform,
  shop: error.shop,
  operation: error.operation,
  reason: error.reason,
  answer: error.answer,
  isRetryable: error.isRetryable,
  message: error.message.endsWith(error.advice) ? error.message.slice(0, -error.advice.length) : error.message,
  advice: error.advice
})

/** The records in every encoding, or in the full ones; a row that could not be decoded with its error. */
export const recordFindings = (
  adapter: OrderAdapter,
  records: ReadonlyArray<OrderRecord>,
  which: keyof typeof encodings
): Findings =>
  Object.fromEntries(
    encodings[which].map(([part, options]) => [
      part,
      records.map((record) =>
        "error" in record
          ? { quarantined: adapter.encodeQuarantined(record, options), error: errorJson(record.error) }
          : adapter.encode(record, options)
      )
    ])
  )

/** Defects are compared too. */
const defectJson = (defect: unknown) => ({ defect: defect instanceof Error ? defect.message : String(defect) })

/** The value of an effect as findings, or its error or defect as the part named `error`. */
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

/** The counts of one case for the summary. */
export const countsOf = (findings: Findings): Counts => {
  const rows = findings["orders, raw full"]
  const records = lengthOf(rows)
  const quarantined = Array.isArray(rows) ? rows.filter((row) => "quarantined" in row).length : 0
  return {
    cases: 1,
    orders: records - quarantined,
    quarantined,
    explanations: findings["explanation"] === undefined ? 0 : 1,
    encodings: encodings.every.reduce((sum, [part]) => sum + lengthOf(findings[part]), 0),
    errors: Object.keys(findings).filter((part) => part.endsWith("error")).length
  }
}
