/** An adapter of an earlier version, which cannot decode the rows of some orders. */
import { createHash } from "node:crypto"
import { makeDice } from "@huidan/conformance"
import { AdapterError, isOrder, type OrderAdapter, type OrderRecord, type Quarantined } from "@huidan/core"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import type { Machine } from "./Process.ts"
import type { Unreadable } from "./World.ts"
import { start } from "./World.ts"

/** Until the newer version comes, lists have rows that cannot be decoded; details are decoded all the time. */
export const firstAdapter = (
  adapter: OrderAdapter,
  { share, until }: Unreadable,
  { clock, seed }: Pick<Machine, "clock" | "seed">
): OrderAdapter => {
  const isUnreadable = (orderId: string) => makeDice(seed, "unreadable", orderId).chance(share)
  const asFirst = (record: OrderRecord): OrderRecord => {
    const isFirst = clock.currentTimeMillisUnsafe() < start + until
    return isFirst && isOrder(record) && isUnreadable(record.orderId) ? (undecoded(record) ?? record) : record
  }
  return {
    ...adapter,
    listOrders: (query) =>
      Stream.map(adapter.listOrders(query), (page) => ({ ...page, records: page.records.map(asFirst) }))
  }
}

/** The row of an order, as if it could not be decoded; `null` if the order does not have it. */
const undecoded = ({
  platform,
  shop,
  source
}: Extract<OrderRecord, { readonly orderId: string }>): Quarantined | null => {
  const { operation, raw, rawNumbers } = source
  if (raw === null) return null
  return {
    _tag: "Quarantined",
    raw,
    rawNumbers,
    error: new AdapterError({
      platform,
      shop: shop.id,
      operation,
      reason: { _tag: "ResponseDecode", pointer: "", expected: "what the first version knows", found: "another row" }
    }),
    fingerprint: createHash("sha256")
      .update(JSON.stringify([operation, Redacted.value(raw)]))
      .digest("hex")
  }
}
