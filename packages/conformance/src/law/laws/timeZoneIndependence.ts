/**
 * Time-zone independence: the time zone of the machine changes nothing.
 *
 * Answers are decoded to the same orders, the same requests are sent, and calls give the same orders: in zones west and
 * east of the platform's, in zones with half hours, and for times that such a zone skips or has twice.
 */
import { isOrder, type Json, type OrderAdapter, type OrderRecord } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Stream from "effect/Stream"
import { defaultBaseTime } from "../../twin/makeTwin.ts"
import { answerChoices, decodesNothing, makeTrialAnswer } from "../answer/TrialAnswer.ts"
import { recentOrders } from "../calls/listQueries.ts"
import { recordsOf } from "../calls/readList.ts"
import { between } from "../trial/arbitraries.ts"
import { type Breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import type { Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop } from "../trial/TrialShop.ts"
import { inTimeZone, type MachineZone } from "../trial/timeZone.ts"

const shanghai: MachineZone = { name: "Asia/Shanghai", behindUtc: -480 }

const zones: readonly [MachineZone, ...ReadonlyArray<MachineZone>] = [
  { name: "UTC", behindUtc: 0 },
  { name: "America/New_York", behindUtc: 300 },
  { name: "Australia/Lord_Howe", behindUtc: -600 },
  { name: "America/St_Johns", behindUtc: 210 },
  { name: "Asia/Kolkata", behindUtc: -330 },
  { name: "Pacific/Auckland", behindUtc: -720 },
  { name: "Asia/Kathmandu", behindUtc: -330 }
]

/** Changes of daylight saving time in those zones, as times in Shanghai: New York has no `2024-03-10 02:00`. */
const jumps: ReadonlyArray<DateTime.Utc> = [
  "2024-03-10T02:00:00+08:00",
  "2024-11-03T01:00:00+08:00",
  "2024-04-07T01:30:00+08:00",
  "2024-10-06T02:00:00+08:00",
  "2024-04-07T02:00:00+08:00",
  "2024-09-29T02:00:00+08:00"
].map((text) => DateTime.toUtc(DateTime.makeUnsafe(text)))

export const timeZoneIndependence = makeLaw({
  name: "time-zone-independence",
  promise: "the time zone of the machine changes nothing",
  doors: "each",
  trials: Arbitrary.all({
    answer: answerChoices,
    zone: between(0, zones.length - 1),
    jump: between(0, jumps.length),
    minutes: between(0, 59),
    calls: between(0, 3)
  }),
  notDeclared: decodesNothing,
  keep: ({ answer: trial, calls, jump, minutes, zone }, subject) =>
    Effect.gen(function* () {
      const elsewhere = zones[zone] ?? zones[0]
      if (calls === 0) {
        const [atHome, away] = [
          yield* inTimeZone(shanghai, callsAsText(subject, trial.seed)),
          yield* inTimeZone(elsewhere, callsAsText(subject, trial.seed))
        ]
        yield* holds(atHome === away, () => `calls on a machine in ${elsewhere.name}: ${firstDifference(atHome, away)}`)
      }
      // Decoding does not depend on the door.
      if (!subject.isFirstDoor) return
      const change = jumps[jump - 1]
      // The newest order is an hour older than the base time.
      const baseTime = change === undefined ? defaultBaseTime : DateTime.add(change, { hours: 1, minutes })
      const days = change === undefined ? 2 : 0
      const { adapter, body, operation, where } = yield* makeTrialAnswer(subject, trial, { baseTime, days })
      const decoded = Effect.match(adapter.decode(operation, body), {
        onFailure: ({ message }) => message,
        onSuccess: (records) => textOf(adapter, records)
      })
      const [atHome, away] = [yield* inTimeZone(shanghai, decoded), yield* inTimeZone(elsewhere, decoded)]
      yield* holds(
        atHome === away,
        () => `${where} on a machine in ${elsewhere.name}: ${firstDifference(atHome, away)}`
      )
    })
})

/** The requests and results of calls, as text. Random numbers of the adapter are the same each time. */
const callsAsText = (subject: Subject, seed: number): Effect.Effect<string, Breach> =>
  inTrialTime(
    Effect.gen(function* () {
      const { adapter, twin } = yield* makeTrialShop(subject, { seed, orders: 3 })
      const { getOrder, listOrders } = adapter.manifest.capabilities
      const results: Array<string> = []
      const addFailure = (error: { readonly message: string }) => Effect.sync(() => void results.push(error.message))
      const addRecords = (records: ReadonlyArray<OrderRecord>) =>
        Effect.sync(() => void results.push(textOf(adapter, records)))
      const [first] = twin.orders()
      if (getOrder && first !== undefined) {
        yield* Effect.matchEffect(adapter.getOrder(first.orderId), {
          onFailure: addFailure,
          onSuccess: (order) => addRecords([order])
        })
      }
      if (listOrders !== null) {
        yield* Effect.matchEffect(Stream.runCollect(adapter.listOrders(recentOrders(adapter, twin, true))), {
          onFailure: addFailure,
          onSuccess: (pages) => addRecords(recordsOf(pages))
        })
      }
      const requests = twin.journal().map(({ operation, outcome, parameters }) => ({ operation, outcome, parameters }))
      return [...requests.map((request) => JSON.stringify(request)), ...results].join("\n")
    })
  ).pipe(Random.withSeed(seed))

const textOf = (adapter: OrderAdapter, records: ReadonlyArray<OrderRecord>): string =>
  records
    .map((record): unknown =>
      isOrder(record)
        ? { ...adapter.encode(record, { reveal: true, raw: "omit" }), source: null }
        : ({ quarantined: record.error.message } satisfies Json)
    )
    .map((record) => JSON.stringify(record, null, 1))
    .join("\n")

const firstDifference = (left: string, right: string): string => {
  const others = right.split("\n")
  const lines = left.split("\n")
  const index = Array.from({ length: Math.max(lines.length, others.length) }).findIndex(
    (_, line) => lines[line] !== others[line]
  )
  return `${(others[index] ?? "nothing").trim()}, in Shanghai ${(lines[index] ?? "nothing").trim()}`
}
