/** Exports that show private texts. */
import { isJsonObject } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { ExportFilter, StoredRow } from "../export/ExportFilter.ts"
import type { OverlaidOrder } from "../rules/overlay.ts"
import type { ShopName } from "../store/lanes.ts"
import { valuesOf } from "../store/rows.ts"
import { bodyPlace, facetPlace } from "../store/StoredOrder.ts"
import { DamagedRecord, NoMasterKey, type WriterLost } from "../store/StoreError.ts"
import { writeAudit } from "./audit.ts"
import type { InTransaction } from "./inTransaction.ts"
import { readDataKey, readStoredText, type WrappedKey } from "./StoredText.ts"
import type { StoreKeys } from "./StoreKeys.ts"

/** Reads orders with their private texts, in the sequence of the rows; those of orders that were forgotten are masked. */
export type ReadTexts = (
  rows: ReadonlyArray<StoredRow>
) => Effect.Effect<ReadonlyArray<OverlaidOrder>, SqlError | DamagedRecord>

/** @internal */
export const begin: unique symbol = Symbol("begin")

/** The right to show private texts in exports. Only `Privacy` gives it: each export commits an entry of the audit first. */
export interface ExportReveal {
  /** @internal */
  readonly [begin]: (filter: ExportFilter) => Effect.Effect<ReadTexts, SqlError | WriterLost | NoMasterKey>
}

/** `who`: the person or program that exports, for the audit. */
export const exportReveal = (
  sql: SqlClient,
  own: InTransaction,
  keys: StoreKeys | null,
  who: string
): ExportReveal => ({
  [begin]: Effect.fnUntraced(function* (filter) {
    if (keys === null) return yield* new NoMasterKey()
    const at = yield* Clock.currentTimeMillis
    yield* own(writeAudit(sql, { at, who, action: "export", subject: subjectOf(filter) }))
    return (rows) => textsOf(sql, keys, rows)
  })
})

/** Which orders, without private text. */
const subjectOf = ({ createdFrom, createdTo, platform, shop, shops, trade }: ExportFilter): string => {
  const parts = [
    ...(platform === undefined || shop !== undefined ? [] : [`of ${platform}`]),
    // One shop says more than the shops that the account sees.
    ...(shop !== undefined
      ? [`of ${nameOf(shop)}`]
      : shops === undefined
        ? []
        : [`of ${shops.map(nameOf).join(" and ")}`]),
    ...(trade === undefined ? [] : [`in the state ${trade}`]),
    ...(createdFrom === undefined ? [] : [`created from ${isoOf(createdFrom)}`]),
    ...(createdTo === undefined ? [] : [`created before ${isoOf(createdTo)}`])
  ]
  return parts.length === 0 ? "all orders" : `orders ${parts.join(", ")}`
}

const nameOf = ({ platform, shopId }: ShopName): string => `${platform}/${shopId}`

const isoOf = (millis: number): string => DateTime.formatIso(DateTime.makeUnsafe(millis))

const textsOf = Effect.fnUntraced(function* (
  sql: SqlClient,
  { master }: StoreKeys,
  rows: ReadonlyArray<StoredRow>
): Effect.fn.Return<ReadonlyArray<OverlaidOrder>, SqlError | DamagedRecord> {
  const ids = rows.map(({ id }) => id)
  const wrapped = yield* sql<WrappedKey & { readonly order_id: number }>`
    SELECT k.order_id, k.wrapped, k.master FROM ${valuesOf(sql, ids)} CROSS JOIN keys k
    WHERE k.order_id = r.value AND k.wrapped IS NOT NULL`
  const keyOf = new Map(wrapped.map((row) => [row.order_id, row] as const))
  return yield* Effect.forEach(rows, ({ id, json, key: order, operation, sealed }) => {
    const stored = keyOf.get(id)
    const key = stored === undefined ? null : readDataKey(stored, master, order)
    const place = operation === null ? bodyPlace(order) : facetPlace(order, operation)
    const read = stored !== undefined && key === null ? null : readStoredText({ json, sealed }, key, place)
    return isJsonObject(read) ? Effect.succeed(read) : Effect.fail(new DamagedRecord({ order, part: "the order" }))
  })
})
