/**
 * Blocks of an order, as a mapping makes them. Each function returns its argument: it makes the compiler report a key that
 * the canonical order does not have on that key's own line.
 */
import type * as Order from "@huidan/core"
import type { Draft } from "./OrderDraft.ts"

interface Makeable {
  readonly "~type.make": unknown
}

/** The fields of a block. Any of them may be traced, and what is absent may be left out. */
export type BlockDraft<Block extends Makeable> = {
  readonly [Key in keyof Block["~type.make"]]: Draft<Block["~type.make"][Key]>
}

export type LineDraft = BlockDraft<typeof Order.OrderLine>
export type DiscountDraft = BlockDraft<typeof Order.Discount>

/** One line of an order. Amounts are minor units (fen). */
export const line = (fields: LineDraft): LineDraft => fields

/** Who bought. */
export const buyer = (fields: BlockDraft<typeof Order.Buyer>): BlockDraft<typeof Order.Buyer> => fields

/** To whom the goods go. */
export const recipient = (fields: BlockDraft<typeof Order.Recipient>): BlockDraft<typeof Order.Recipient> => fields

/** How the goods get there. */
export const delivery = (fields: BlockDraft<typeof Order.Delivery>): BlockDraft<typeof Order.Delivery> => fields

/** One parcel. */
export const shipment = (fields: BlockDraft<typeof Order.Shipment>): BlockDraft<typeof Order.Shipment> => fields

/** How the order was paid. */
export const payment = (fields: BlockDraft<typeof Order.Payment>): BlockDraft<typeof Order.Payment> => fields

/** One discount. The amount is minor units (fen). */
export const discount = (fields: DiscountDraft): DiscountDraft => fields

/** One refund. The amount is minor units (fen). */
export const refund = (fields: BlockDraft<typeof Order.Refund>): BlockDraft<typeof Order.Refund> => fields
