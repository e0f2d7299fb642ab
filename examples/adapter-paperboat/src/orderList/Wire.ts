/** A row of the answer of `/v1/orders`. Source: PLATFORM.md, 4. */
import { Wire } from "@huidan/adapter-kit"

export const OrderRow = Wire.object({
  id: Wire.id,
  shop: Wire.id,
  type: Wire.code,
  status: Wire.code,
  status_text: Wire.text,
  closed_because: Wire.code,
  refund: Wire.code,
  payment_status: Wire.code,
  total: Wire.yuan,
  paid: Wire.yuan,
  buyer_id: Wire.id,
  buyer_nick: Wire.privateText,
  created: Wire.wallTime,
  updated: Wire.wallTime
})
export type OrderRow = typeof OrderRow.Type
