/** Rows of the order lists. Amounts of 1.0 are documented in 分; 1.1 publishes no unit and is read alike. */
import { Wire } from "@huidan/adapter-kit"

/** A row of `data` of `POST /xe.order.list.get/1.0.0`. `gitf_buy_count` is the platform's spelling. */
export const OrderListRow10 = Wire.object({
  id: Wire.id,
  order_id: Wire.id,
  user_id: Wire.id,
  price: Wire.fen,
  title: Wire.name,
  pay_way: Wire.code,
  cu_id: Wire.id,
  related_id: Wire.id,
  refund_time: Wire.wallTime,
  settle_time: Wire.wallTime,
  resource_type: Wire.code,
  order_state: Wire.code,
  payment_type: Wire.code,
  out_order_id: Wire.id,
  client_type: Wire.code,
  created_at: Wire.wallTime,
  after_sales_state: Wire.code,
  distribute_price: Wire.fen,
  distribute_percent: Wire.percent,
  superior_distribute_price: Wire.fen,
  superior_distribute_percent: Wire.percent,
  coupon_name: Wire.name,
  coupon_price: Wire.fen,
  gitf_buy_count: Wire.integer,
  team_buy_state: Wire.code,
  goods_no: Wire.id,
  receiver_name: Wire.privateText,
  receiver_detail: Wire.privateText,
  receiver_phone: Wire.privateText
})
export type OrderListRow10 = typeof OrderListRow10.Type

/** A row of `data.list` of `POST /xe.order.list.get/1.0.1`. */
export const OrderListRow11 = Wire.object({
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
export type OrderListRow11 = typeof OrderListRow11.Type
