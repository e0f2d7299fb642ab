/**
 * A row of `data.list` of `POST /xe.ecommerce.order.list/1.0.0` (2.0). All amounts are in 分. No table of this answer is
 * published: its keys are those that running programs read, and nothing below `promoter_info` is known. `discount_detail` is
 * an object to one program and a list to another.
 */
import { Wire } from "@huidan/adapter-kit"

const Discount = Wire.object({
  discount_desc: Wire.name,
  discount_id: Wire.id,
  discount_name: Wire.name,
  discount_price: Wire.fen,
  discount_type: Wire.name
})
export type Discount = typeof Discount.Type

const Goods = Wire.object({
  buy_num: Wire.integer,
  check_state: Wire.code,
  discounts_info: Wire.object({
    discount_amount_total: Wire.fen,
    discount_detail: Wire.ifStructured(Wire.list(Discount))
  }),
  expire_desc: Wire.name,
  expire_end: Wire.wallTime,
  expire_start: Wire.wallTime,
  goods_image: Wire.text,
  goods_name: Wire.name,
  goods_sn: Wire.id,
  goods_spec_desc: Wire.name,
  refund_state: Wire.code,
  relation_goods_id: Wire.id,
  relation_goods_type: Wire.code,
  resource_id: Wire.id,
  ship_state_desc: Wire.name,
  sku_id: Wire.id,
  sku_spec_code: Wire.id,
  spu_id: Wire.id,
  total_price: Wire.fen,
  unit_price: Wire.fen
})

const OrderInfo = Wire.object({
  actual_fee: Wire.fen,
  aftersale_show_state: Wire.code,
  app_id: Wire.id,
  created_time: Wire.wallTime,
  deduct_amount: Wire.fen,
  discount_amount: Wire.fen,
  freight_actual_price: Wire.fen,
  freight_original_price: Wire.fen,
  goods_original_total_price: Wire.fen,
  goods_spu_type: Wire.code,
  modified_amount: Wire.fen,
  order_close_type: Wire.code,
  order_id: Wire.id,
  order_remarks: Wire.privateText,
  order_state: Wire.code,
  order_state_time: Wire.wallTime,
  order_type: Wire.code,
  pay_state: Wire.code,
  pay_state_time: Wire.wallTime,
  pay_type: Wire.code,
  refund_fee: Wire.fen,
  refund_time: Wire.wallTime,
  relation_order_appid: Wire.id,
  relation_order_id: Wire.id,
  relation_order_type: Wire.code,
  settle_state: Wire.code,
  settle_state_time: Wire.wallTime,
  share_user_id: Wire.id,
  update_time: Wire.wallTime,
  use_collection: Wire.code,
  user_id: Wire.id,
  wx_app_type: Wire.code
})

export const OrderListRow = Wire.object({
  buyer_info: Wire.object({
    avatar_url: Wire.text,
    comment: Wire.privateText,
    nickname: Wire.privateText,
    phone_number: Wire.privateText
  }),
  good_list: Wire.list(Goods),
  order_info: OrderInfo,
  payment_info: Wire.object({ out_order_id: Wire.id, third_order_id: Wire.id }),
  price_info: Wire.object({ actual_price: Wire.fen, freight_price: Wire.fen, total_modified_amount: Wire.fen }),
  ship_info: Wire.object({
    city: Wire.name,
    company: Wire.name,
    confirm_time: Wire.wallTime,
    county: Wire.name,
    detail: Wire.privateText,
    express_id: Wire.id,
    phone: Wire.privateText,
    province: Wire.name,
    receiver: Wire.privateText,
    remark: Wire.privateText,
    ship_time: Wire.wallTime
  })
})
export type OrderListRow = typeof OrderListRow.Type
export type OrderInfo = OrderListRow["order_info"]
export type Goods = OrderListRow["good_list"][number]
