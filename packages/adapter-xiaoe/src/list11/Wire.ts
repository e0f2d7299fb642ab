/** A row of `data.list` of `POST /xe.order.list.get/1.0.1`. The unit of its amounts is not published: they are read as 分. */
import { Wire } from "@huidan/adapter-kit"

export const OrderListRow = Wire.object({
  order_id: Wire.id,
  user_id: Wire.id,
  resource_type: Wire.code,
  resource_id: Wire.id,
  title: Wire.name,
  count: Wire.integer,
  price: Wire.fen,
  coupon_id: Wire.id,
  coupon_name: Wire.name,
  coupon_price: Wire.fen,
  order_state: Wire.code,
  ship_state: Wire.code,
  sales_state: Wire.code,
  pay_way: Wire.code,
  collection_way: Wire.code,
  out_order_id: Wire.id,
  transaction_id: Wire.id,
  client_type: Wire.code,
  created_time: Wire.wallTime,
  pay_time: Wire.wallTime,
  refund_time: Wire.wallTime,
  after_sales_state: Wire.code,
  settle_time: Wire.wallTime,
  refund_money: Wire.fen,
  goods_no: Wire.id,
  receiver_name: Wire.privateText,
  receiver_detail: Wire.privateText,
  receiver_phone: Wire.privateText,
  discount_price: Wire.fen,
  discount_data: Wire.list(Wire.object({ discount_name: Wire.name, discount_price: Wire.fen })),
  team_buy_state: Wire.code
})
export type OrderListRow = typeof OrderListRow.Type
