/**
 * Time-zone independence: the time zone of the machine changes nothing.
 *
 * Answers are decoded to the same orders, the same requests are sent, and calls give the same orders: in zones west and
 * east of the platform's, in zones with half hours, and for times that such a zone skips or has twice.
 */
import { isOrder, type Json, type OrderAdapter, type OrderQuery, type OrderRecord } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Stream from "effect/Stream"
import { defaultBaseTime } from "../../twin/makeTwin.ts"
import { answerDraws, decodesNothing, makeTrialAnswer } from "../answer/TrialAnswer.ts"
import { listName, listTimes, recentOrders } from "../calls/listQueries.ts"
import { recordsOf } from "../calls/readList.ts"
import { between } from "../trial/arbitraries.ts"
import { type Breach, holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { decodedOperations, type Subject } from "../trial/Subject.ts"
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
const jumps: ReadonlyArray<{ readonly zone: string; readonly at: DateTime.Utc }> = [
  ["America/New_York", "2024-03-10T02:00:00+08:00"],
  ["America/New_York", "2024-11-03T01:00:00+08:00"],
  ["Australia/Lord_Howe", "2024-04-07T01:30:00+08:00"],
  ["Australia/Lord_Howe", "2024-10-06T02:00:00+08:00"],
  ["Pacific/Auckland", "2024-04-07T02:00:00+08:00"],
  ["Pacific/Auckland", "2024-09-29T02:00:00+08:00"]
].map(([zone = "", text = ""]) => ({ zone, at: DateTime.toUtc(DateTime.makeUnsafe(text)) }))

/** Zones and changes of their daylight saving time, as pairs; the calls in one zone drawn. */
const decodings: ReadonlyArray<LawCase<{ readonly what: What }>> = [
  ...zones.map((zone) => ({ name: `decode in ${zone.name}`, trial: { what: { zone, jump: null } } })),
  ...jumps.map(({ at, zone }) => ({
    name: `decode in ${zone}, at ${DateTime.formatIso(at)}`,
    trial: { what: { zone: zones.find(({ name }) => name === zone) ?? zones[0], jump: at } }
  }))
]

/** What a trial does elsewhere: an order, a list, or decoding of answers about orders of a time, if it is not `null`. */
type What =
  | { readonly call: "getOrder" | OrderQuery["by"] }
  | { readonly zone: MachineZone; readonly jump: DateTime.Utc | null }

const ofCall = (name: string, call: "getOrder" | OrderQuery["by"]): LawCase<{ readonly what: What }> => ({
  name,
  trial: { what: { call } }
})

export const timeZoneIndependence = makeLaw({
  name: "time-zone-independence",
  promise: "the time zone of the machine changes nothing",
  doors: "each",
  trials: Arbitrary.all({
    ...answerDraws,
    zone: between(0, zones.length - 1),
    minutes: between(0, 59)
  }),
  cases: ({ isFirstDoor, manifest }) => [
    ...(manifest.capabilities.getOrder ? [ofCall("getOrder", "getOrder")] : []),
    ...listTimes(manifest).map((by) => ofCall(`list by ${by}`, by)),
    // Decoding does not depend on the door.
    ...(isFirstDoor ? decodings : [])
  ],
  notDeclared: decodesNothing,
  keep: ({ minutes, seed, variation, what, zone }, subject) =>
    Effect.gen(function* () {
      if ("call" in what) {
        const elsewhere = zones[zone] ?? zones[0]
        const [atHome, away] = [
          yield* inTimeZone(shanghai, callAsText(subject, seed, what.call)),
          yield* inTimeZone(elsewhere, callAsText(subject, seed, what.call))
        ]
        yield* holds(
          atHome === away,
          () => `${nameOf(subject, what.call)} on a machine in ${elsewhere.name}: ${firstDifference(atHome, away)}`
        )
        return
      }
      const elsewhere = what.zone
      // The newest order is an hour older than the base time.
      const baseTime = what.jump === null ? defaultBaseTime : DateTime.add(what.jump, { hours: 1, minutes })
      const days = what.jump === null ? 2 : 0
      for (const operation of decodedOperations(subject)) {
        const trial = { operation, seed, variation }
        const { adapter, body, where } = yield* makeTrialAnswer(subject, trial, { baseTime, days })
        const decoded = Effect.match(adapter.decode(operation, body), {
          onFailure: ({ message }) => message,
          onSuccess: (records) => textOf(adapter, records)
        })
        const [atHome, away] = [yield* inTimeZone(shanghai, decoded), yield* inTimeZone(elsewhere, decoded)]
        yield* holds(
          atHome === away,
          () => `${where} on a machine in ${elsewhere.name}: ${firstDifference(atHome, away)}`
        )
      }
    })
})

const nameOf = ({ manifest }: Subject, call: "getOrder" | OrderQuery["by"]): string =>
  call === "getOrder" ? call : listName(manifest, call)

/** The requests and results of a call, as text. Random numbers of the adapter are the same each time. */
const callAsText = (
  subject: Subject,
  seed: number,
  call: "getOrder" | OrderQuery["by"]
): Effect.Effect<string, Breach> =>
  inTrialTime(
    Effect.gen(function* () {
      const { adapter, twin } = yield* makeTrialShop(subject, { seed, orders: 3 })
      const results: Array<string> = []
      const addFailure = (error: { readonly message: string }) => Effect.sync(() => void results.push(error.message))
      const addRecords = (records: ReadonlyArray<OrderRecord>) =>
        Effect.sync(() => void results.push(textOf(adapter, records)))
      const [first] = twin.orders()
      if (call === "getOrder" && first !== undefined) {
        yield* Effect.matchEffect(adapter.getOrder(first.orderId), {
          onFailure: addFailure,
          onSuccess: (order) => addRecords([order])
        })
      }
      if (call !== "getOrder") {
        yield* Effect.matchEffect(Stream.runCollect(adapter.listOrders(recentOrders(twin, call))), {
          onFailure: addFailure,
          onSuccess: (pages) => addRecords(recordsOf(pages))
        })
      }
      const hidden = ["headers", ...subject.twin.privateParameters].join(", ")
      const requests = twin
        .journal()
        .flatMap(({ fingerprint, operation, outcome, parameters }) => [
          JSON.stringify({ operation, outcome, parameters }),
          `${operation} with other hidden parts (${hidden}): ${fingerprint}`
        ])
      return [...requests, ...results].join("\n")
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
