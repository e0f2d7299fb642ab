/** What tests of lists share: rows, times, and options that a test changes. */
import { isOrder, type OrderPage, type OrderRecord } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import { makePlatformClock } from "../../src/calls/PlatformClock.ts"
import type { PagesOptions } from "../../src/lists/ListPosition.ts"
import { codec } from "../support.ts"

export const at = (iso: string) => DateTime.makeUnsafe(iso)
export const millis = (iso: string) => DateTime.toEpochMillis(at(iso))
export const iso = (millis: number) => DateTime.formatIso(DateTime.makeUnsafe(millis))

/** Long after every order, so that every list is settled. */
export const later = TestClock.setTime(millis("2025-01-01T00:00:00Z"))

/** Options of a list of a platform that states no time. */
export const listOptions = () =>
  ({
    codec,
    clock: makePlatformClock("shop"),
    operation: "many",
    windowSeconds: 86_400,
    settleSeconds: 60,
    overlapSeconds: 0,
    onContradiction: "fail"
  }) as const satisfies Omit<PagesOptions, "query">

/** Rows as a platform sends them, decoded. */
export const decoded = (rows: ReadonlyArray<Record<string, unknown>>) =>
  codec.decode("many", JSON.stringify({ code: 0, data: { list: rows } }))

/** A page of a list with numbers. */
export const numberedPage = (rows: ReadonlyArray<Record<string, unknown>>, total: number | null = null) =>
  Effect.map(decoded(rows), (records) => ({ received: records, records, total }))

export const idsOf = (records: ReadonlyArray<OrderRecord>): ReadonlyArray<number> =>
  records.flatMap((record) => (isOrder(record) ? [Number(record.orderId)] : []))

export const ids = (pages: ReadonlyArray<OrderPage>): ReadonlyArray<number> =>
  pages.flatMap(({ records }) => idsOf(records))
