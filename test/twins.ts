/** What joins the adapters with their twins: the platforms' documents, read twice by two hands. */
import { twin as doudianTwin } from "@huidan/adapter-doudian/twin"
import { twin as wshotoTwin } from "@huidan/adapter-wshoto/twin"
import { twin as xiaoeTwin } from "@huidan/adapter-xiaoe/twin"
import { compare, type Difference, type RunningTwin, type TwinDefinition } from "@huidan/conformance"
import { type AdapterError, isOrder, type OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import { subjects } from "./support.ts"

const twins: ReadonlyArray<TwinDefinition> = [xiaoeTwin, wshotoTwin, doudianTwin]

export interface SubjectWithTwin {
  readonly platform: string
  readonly twin: TwinDefinition
  /** The adapter as the twin's shop configures it. */
  readonly make: Effect.Effect<OrderAdapter, AdapterError, Scope.Scope>
}

export const subjectsWithTwins: ReadonlyArray<SubjectWithTwin> = subjects.flatMap((subject) => {
  const twin = twins.find(({ platform }) => platform === subject.platform)
  if (twin === undefined) return []
  const { options, secrets } = twin.shopOptions("http://twin.test")
  const make = Schema.decodeUnknownEffect(subject.package.Options)({ ...options, ...secrets }).pipe(
    Effect.orDie,
    Effect.flatMap((decoded) => subject.package.make(decoded))
  )
  return [{ platform: subject.platform, twin, make }]
})

export interface Disagreement {
  readonly operation: string
  readonly orderId: string
  readonly differences: ReadonlyArray<Difference>
  readonly failure: string | null
}

/** Decodes every order of a twin in every operation's answer, and lists where it is not the true order. */
export const disagreements = (
  twin: RunningTwin,
  adapter: OrderAdapter,
  variation = 0
): Effect.Effect<ReadonlyArray<Disagreement>> =>
  Effect.gen(function* () {
    const found: Array<Disagreement> = []
    for (const operation of Object.keys(twin.definition.operations)) {
      for (const order of twin.orders()) {
        const body = twin.body(operation, [order], { variation })
        const expected = twin.expected(operation, order)
        if (body === undefined || expected === undefined) continue
        const result = yield* Effect.result(adapter.decode(operation, body))
        const report = (differences: ReadonlyArray<Difference>, failure: string | null) =>
          found.push({ operation, orderId: order.orderId, differences, failure })
        if (result._tag === "Failure") {
          report([], result.failure.message)
          continue
        }
        const [record] = result.success
        if (record === undefined || !isOrder(record)) {
          report([], record === undefined ? "no record" : record.error.message)
          continue
        }
        const differences = compare(
          JSON.parse(JSON.stringify(adapter.encode(record, { reveal: true, raw: "omit" }))),
          expected
        )
        if (differences.length > 0) report(differences, null)
      }
    }
    return found
  })

/** The disagreements by operation and canonical field, the most frequent first: what a person reads. */
export const summarise = (found: ReadonlyArray<Disagreement>): ReadonlyArray<string> => {
  const counts = new Map<string, { count: number; sample: string }>()
  for (const { differences, failure, operation, orderId } of found) {
    const rows =
      failure === null
        ? differences.map((one) => [
            one.pointer.replaceAll(/\/\d+/g, "/*"),
            `${JSON.stringify(one.expected)} → ${JSON.stringify(one.found)}`
          ])
        : [["fails", failure]]
    for (const [field = "", sample = ""] of rows) {
      const key = `${operation} ${field}`
      const known = counts.get(key)
      counts.set(key, {
        count: (known?.count ?? 0) + 1,
        sample: known?.sample ?? `${orderId}: ${sample.slice(0, 200)}`
      })
    }
  }
  return [...counts]
    .toSorted(([, left], [, right]) => right.count - left.count)
    .map(([key, { count, sample }]) => `${count} × ${key}  (${sample})`)
}
