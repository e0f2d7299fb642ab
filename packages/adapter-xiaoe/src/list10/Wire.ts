/** A row of `data` of `POST /xe.order.list.get/1.0.0`. All amounts are in 分. */
import { Wire } from "@huidan/adapter-kit"

/** `gitf_buy_count` is the platform's spelling. */
export const OrderListRow = Wire.object({
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
export type OrderListRow = typeof OrderListRow.Type
