/** How laws read lists. */
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
import { listName } from "./listQueries.ts"

/** All pages of a query. A list that fails breaks the law. */
export const readList = (adapter: OrderAdapter, query: OrderQuery): Effect.Effect<ReadonlyArray<OrderPage>, Breach> =>
  Effect.catch(Stream.runCollect(adapter.listOrders(query)), (error) =>
    breach(`${listName(adapter.manifest, query.by)} fails: ${error.message}`)
  )

/** Reads a list until it ends or fails. */
export const readAsFarAsItGoes = (adapter: OrderAdapter, query: OrderQuery): Effect.Effect<void> =>
  Effect.ignore(Stream.runDrain(adapter.listOrders(query)))

/** The length of the first window of the adapter's list, in milliseconds; that of the query if the list has no page. */
export const windowLength = (adapter: OrderAdapter, query: OrderQuery): Effect.Effect<number, Breach> =>
  Stream.runHead(adapter.listOrders(query)).pipe(
    Effect.map((first) =>
      Option.getOrElse(
        Option.map(first, ({ window }) => spanOf(window)),
        () => spanOf(query)
      )
    ),
    Effect.catch((error) => breach(`${listName(adapter.manifest, query.by)} fails: ${error.message}`))
  )

const spanOf = ({ since, until }: { readonly since: DateTime.Utc; readonly until: DateTime.Utc }): number =>
  DateTime.toEpochMillis(until) - DateTime.toEpochMillis(since)

/** The same for two records of one row: key and update time, or the fingerprint of a row that cannot be decoded. */
export const identityOf = (record: OrderRecord): string => {
  if (!isOrder(record)) return record.fingerprint
  const { updated } = record.times
  return updated === null ? record.key : `${record.key} updated ${DateTime.formatIso(updated)}`
}

/** The key alone: it stays the same when the order is updated. */
export const keyOf = (record: OrderRecord): string => (isOrder(record) ? record.key : record.fingerprint)

export const recordsOf = (pages: ReadonlyArray<OrderPage>): ReadonlyArray<OrderRecord> =>
  pages.flatMap(({ records }) => records)

/** The reason why a cursor is refused; `null` if the list accepts it. */
export const refusalOfCursor = (
  adapter: OrderAdapter,
  query: OrderQuery,
  after: Cursor
): Effect.Effect<string | null> =>
  Effect.match(Stream.runDrain(adapter.listOrders({ ...query, after })), {
    onFailure: ({ reason }) => reason._tag,
    onSuccess: () => null
  })
