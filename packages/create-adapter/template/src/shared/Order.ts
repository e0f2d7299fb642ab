/** An order of 示例平台 → the canonical order. */
import { Draft, Traced } from "@huidan/adapter-kit"
import { states, unknownState } from "./Codes.ts"
import type { Item, OrderRow } from "./Wire.ts"

export const toOrder = (row: OrderRow): Draft.OrderDraft => {
  const state = Traced.lookup(row.status, states, "status", { unknown: unknownState })
  return {
    orderId: row.order_id,
    shop: { id: Traced.fixed(null, "the answer names no shop") },
    kind: Traced.fixed("standard", "the platform has one kind of order"),
    status: {
      trade: state.map(({ trade }) => trade),
      payment: state.map(({ payment }) => payment),
      fulfilment: state.map(({ fulfilment }) => fulfilment),
      closeReason: state.map(({ closeReason }) => closeReason),
      raw: Draft.codes({ status: row.status })
    },
    amounts: {
      goods: row.goods_amount,
      freight: row.freight_amount,
      discount: row.discount_amount,
      payable: row.pay_amount,
      paid: Traced.combine(
        [row.pay_amount, state],
        "pay_amount of a paid order, 0 of an unpaid one",
        (amount, known) => (known?.payment === "paid" ? amount : known?.payment === "unpaid" ? 0 : null)
      )
    },
    lines: row.items.map(toLine),
    recipient: toRecipient(row),
    notes: { buyer: row.remark },
    times: { created: row.created_at, updated: row.updated_at, paid: row.paid_at }
  }
}

const toLine = (item: Item) =>
  Draft.line({
    lineId: item.item_id,
    skuId: item.sku_id,
    title: item.title,
    quantity: item.quantity,
    unitPrice: item.price,
    total: Traced.product(item.price, item.quantity, "price × quantity")
  })

const toRecipient = ({ receiver }: OrderRow) =>
  Object.values(receiver).every(({ value }) => value === null)
    ? null
    : Draft.recipient({
        name: receiver.name,
        phone: receiver.phone,
        province: receiver.province,
        city: receiver.city,
        district: receiver.district,
        detail: receiver.address
      })
