/**
 * Blocks of an order, as a mapping makes them. Each function returns its argument: it makes the compiler report a key that
 * the canonical order does not have on that key's own line.
 */
import type * as Order from "@huidan/core"
import type { Draft } from "./OrderDraft.ts"

interface Blocks {
  readonly buyer: typeof Order.Buyer
  readonly channel: typeof Order.Channel
  readonly collection: typeof Order.Collection
  readonly commission: typeof Order.Commission
  readonly component: typeof Order.Component
  readonly delivery: typeof Order.Delivery
  readonly discount: typeof Order.Discount
  readonly gift: typeof Order.Gift
  readonly invoice: typeof Order.Invoice
  readonly line: typeof Order.OrderLine
  readonly participant: typeof Order.Participant
  readonly party: typeof Order.Party
  readonly payment: typeof Order.Payment
  readonly phase: typeof Order.PaymentPhase
  readonly pickup: typeof Order.Pickup
  readonly recipient: typeof Order.Recipient
  readonly reference: typeof Order.Reference
  readonly refund: typeof Order.Refund
  readonly shipment: typeof Order.Shipment
  readonly status: typeof Order.OrderStatus
  readonly times: typeof Order.OrderTimes
  readonly voucher: typeof Order.Voucher
}

/** A block of an order by its name: any field may be traced, and what is absent may be left out. */
export type Block<Name extends keyof Blocks> = {
  readonly [Key in keyof Blocks[Name]["~type.make"]]: Draft<Blocks[Name]["~type.make"][Key]>
}

/** One line of an order. Amounts are minor units (fen). */
export const line = (fields: Block<"line">): Block<"line"> => fields

/** Who bought. */
export const buyer = (fields: Block<"buyer">): Block<"buyer"> => fields

/** To whom the goods go. */
export const recipient = (fields: Block<"recipient">): Block<"recipient"> => fields

/** How the goods get there. */
export const delivery = (fields: Block<"delivery">): Block<"delivery"> => fields

/** One parcel. */
export const shipment = (fields: Block<"shipment">): Block<"shipment"> => fields

/** How the order was paid. */
export const payment = (fields: Block<"payment">): Block<"payment"> => fields

/** One discount. The amount is minor units (fen). */
export const discount = (fields: Block<"discount">): Block<"discount"> => fields

/** One refund. The amount is minor units (fen). */
export const refund = (fields: Block<"refund">): Block<"refund"> => fields

/** Any other block, by its name: `block("gift", { batchId: row.batch_id })`. */
export const block = <Name extends keyof Blocks>(_name: Name, fields: Block<Name>): Block<Name> => fields
