/** Answers of the Wshoto mall API, as open.wshoto.com documents them (mall order detail, 2023-05-16). */
import { Wire } from "@huidan/adapter-kit"

/** Order line, `detail_list[]`. `order_detail_id` comes as a bare 64-bit number, its sibling ids as text. */
export const Detail = Wire.object({
  order_detail_id: Wire.id,
  sku_id: Wire.id,
  spu_id: Wire.id,
  spec_desc: Wire.text,
  spu_no: Wire.id,
  sku_no: Wire.id,
  goods_name: Wire.name,
  goods_num: Wire.integer,
  thumbnail: Wire.text,
  total_price: Wire.fen,
  commission_price: Wire.fen,
  commission_rate: Wire.percent,
  goods_price: Wire.fen,
  coupon_price: Wire.fen,
  integral_deduct_price: Wire.fen,
  integralDeduct_price: Wire.fen,
  pay_price: Wire.fen
})
export type Detail = typeof Detail.Type

const Address = Wire.object({
  name: Wire.privateText,
  mobile: Wire.privateText,
  address: Wire.privateText,
  area_code: Wire.id,
  province: Wire.name,
  city: Wire.name,
  district: Wire.name
})

const Check = Wire.object({
  mobile: Wire.privateText,
  appoint_store_Name: Wire.name,
  consume_store_name: Wire.name,
  appoint_time_start: Wire.unixSeconds,
  appoint_time_end: Wire.unixSeconds,
  checkTime: Wire.unixSeconds,
  checkStaffUserId: Wire.id
})

/** `data` of `POST /openapi/mall/order/detail`: the table says a list, the example shows one object. Both decode. */
export const MallOrderDetail = Wire.object({
  order_sn: Wire.id,
  type: Wire.code,
  user_id: Wire.id,
  customer_name: Wire.privateText,
  customer_id: Wire.id,
  open_id: Wire.privateText,
  phone_num: Wire.privateText,
  status: Wire.code,
  pay_status: Wire.code,
  commission_price: Wire.fen,
  coupon_price: Wire.fen,
  change_price: Wire.fen,
  integral: Wire.integer,
  integral_deduct_price: Wire.fen,
  integralDeduct_price: Wire.fen,
  freight_price: Wire.fen,
  pay_price: Wire.fen,
  pay_num: Wire.id,
  coupon_id: Wire.id,
  detail_list: Wire.list(Detail),
  express_type: Wire.code,
  express_no: Wire.id,
  express_name: Wire.name,
  create_time: Wire.unixSeconds,
  update_time: Wire.unixSeconds,
  remark: Wire.privateText,
  finish_time: Wire.unixSeconds,
  pay_time: Wire.unixSeconds,
  send_time: Wire.unixSeconds,
  cancel_remark: Wire.text,
  order_status_tag: Wire.code,
  close_time: Wire.unixSeconds,
  refund_status: Wire.code,
  refund_failure_reasons: Wire.text,
  seller_comments: Wire.privateText,
  activity_id: Wire.id,
  order_address_info: Address,
  order_check_info: Check
})
export type MallOrderDetail = typeof MallOrderDetail.Type
