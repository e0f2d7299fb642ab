/** A row of `/v1/orders` → the canonical order. A row has no items, so it says nothing about their delivery. */
import { Draft } from "@huidan/adapter-kit"
import { codesOf, kindOf, statusOf } from "../shared/States.ts"
import type { OrderRow } from "./Wire.ts"

export const toOrder = (row: OrderRow): Draft.OrderDraft => ({
  orderId: row.id,
  shop: { id: row.shop },
  kind: kindOf(row.type),
  status: {
    ...statusOf(row, row.payment_status),
    raw: Draft.codes({ ...codesOf(row), payment: row.payment_status })
  },
  amounts: { payable: row.total, paid: row.paid },
  buyer: Draft.buyer({ id: row.buyer_id, name: row.buyer_nick }),
  times: { created: row.created, updated: row.updated }
})
