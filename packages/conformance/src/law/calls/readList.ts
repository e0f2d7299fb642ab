/** Lists as laws read them. */
import {
  type Cursor,
  isOrder,
  type OrderAdapter,
  type OrderPage,
  type OrderQuery,
  type OrderRecord
} from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { type Breach, breach } from "../trial/Breach.ts"

/** All pages of a query; a list that fails breaks the law. */
export const readList = (adapter: OrderAdapter, query: OrderQuery): Effect.Effect<ReadonlyArray<OrderPage>, Breach> =>
  Effect.catch(Stream.runCollect(adapter.listOrders(query)), (error) => breach(`the list failed: ${error.message}`))

/** The records of a query, without its pages, whatever becomes of the list in the end. */
export const readAsFarAsItGoes = (adapter: OrderAdapter, query: OrderQuery): Effect.Effect<void> =>
  Effect.ignore(Stream.runDrain(adapter.listOrders(query)))

/** Milliseconds that a window of the adapter's list is long; those of the query where one window holds it. */
export const windowLength = (adapter: OrderAdapter, query: OrderQuery): Effect.Effect<number, Breach> =>
  Stream.runHead(adapter.listOrders(query)).pipe(
    Effect.map((first) =>
      Option.getOrElse(
        Option.map(first, ({ window }) => spanOf(window)),
        () => spanOf(query)
      )
    ),
    Effect.catch((error) => breach(`the list failed: ${error.message}`))
  )

const spanOf = ({ since, until }: { readonly since: DateTime.Utc; readonly until: DateTime.Utc }): number =>
  DateTime.toEpochMillis(until) - DateTime.toEpochMillis(since)

/** What two records have in common that are one row: key and update time, or the fingerprint of a row that cannot be read. */
export const identityOf = (record: OrderRecord): string => {
  if (!isOrder(record)) return record.fingerprint
  const { updated } = record.times
  return updated === null ? record.key : `${record.key} updated ${DateTime.formatIso(updated)}`
}

/** The key alone, which an order keeps when it is updated. */
export const keyOf = (record: OrderRecord): string => (isOrder(record) ? record.key : record.fingerprint)

export const recordsOf = (pages: ReadonlyArray<OrderPage>): ReadonlyArray<OrderRecord> =>
  pages.flatMap(({ records }) => records)

/** Why a cursor is refused, or `null` where the list is read with it. */
export const refusalOfCursor = (
  adapter: OrderAdapter,
  query: OrderQuery,
  after: Cursor
): Effect.Effect<string | null> =>
  Effect.match(Stream.runDrain(adapter.listOrders({ ...query, after })), {
    onFailure: ({ reason }) => reason._tag,
    onSuccess: () => null
  })
