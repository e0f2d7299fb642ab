/** An answer of 示例平台 → the canonical order. */
import { Draft, operationCodec, type SomeOperationCodec, Traced } from "@huidan/adapter-kit"
import type { CloseReason, FulfilmentState, PaymentState, TradeState } from "@huidan/core"
import type { ExampleOrderOperation } from "../Manifest.ts"
import { type Item, OrderRow } from "./Wire.ts"

interface OrderState {
  readonly trade: TradeState
  readonly payment: PaymentState
  readonly fulfilment: FulfilmentState
  readonly closeReason: CloseReason | null
}

/** `status` 订单状态, as the document's table has it. */
const states: Readonly<Record<string, OrderState>> = {
  10: { trade: "pending", payment: "unpaid", fulfilment: "unfulfilled", closeReason: null },
  20: { trade: "active", payment: "paid", fulfilment: "unfulfilled", closeReason: null },
  30: { trade: "active", payment: "paid", fulfilment: "shipped", closeReason: null },
  40: { trade: "completed", payment: "paid", fulfilment: "delivered", closeReason: null },
  50: { trade: "closed", payment: "unpaid", fulfilment: "unfulfilled", closeReason: "timeout" }
}

/** A code that the table does not know: a warning says so, the order stays readable. */
const unknownState: OrderState = {
  trade: "unknown",
  payment: "unknown",
  fulfilment: "unknown",
  closeReason: null
}

const toOrder = (row: OrderRow): Draft.OrderDraft => {
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

const toLine = (item: Item) => ({
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
    : {
        name: receiver.name,
        phone: receiver.phone,
        province: receiver.province,
        city: receiver.city,
        district: receiver.district,
        detail: receiver.address
      }

/** Where each operation's orders stand in its answer. An operation added to the manifest is missing here. */
export const codecs: Readonly<Record<ExampleOrderOperation, SomeOperationCodec>> = {
  "order.detail": operationCodec({ at: "/data", single: true, wire: OrderRow, toOrder }),
  "order.list": operationCodec({ at: "/data/orders", single: false, wire: OrderRow, toOrder, paging: ["/data/total"] })
}
