/** An order as 示例平台 sends it, the same in the detail and in the rows of the list. */
import { Wire } from "@huidan/adapter-kit"

const Item = Wire.object({
  item_id: Wire.id,
  sku_id: Wire.id,
  title: Wire.name,
  price: Wire.fen,
  quantity: Wire.integer
})
export type Item = typeof Item.Type

const Receiver = Wire.object({
  name: Wire.privateText,
  phone: Wire.privateText,
  province: Wire.name,
  city: Wire.name,
  district: Wire.name,
  address: Wire.privateText
})

/** Amounts are fen (分), times are Beijing wall time. */
export const OrderRow = Wire.object({
  order_id: Wire.id,
  status: Wire.code,
  goods_amount: Wire.fen,
  freight_amount: Wire.fen,
  discount_amount: Wire.fen,
  pay_amount: Wire.fen,
  items: Wire.list(Item),
  receiver: Receiver,
  remark: Wire.privateText,
  created_at: Wire.wallTime,
  updated_at: Wire.wallTime,
  paid_at: Wire.wallTime
})
export type OrderRow = typeof OrderRow.Type
