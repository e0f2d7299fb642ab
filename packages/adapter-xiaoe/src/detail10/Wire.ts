/**
 * The answer of `xe.order.detail/1.0.0`. Fields that the document counts in 元 are `yuan`, in 分 `fen`. Fields of its
 * example that its table lacks (`resource_id`, `expire_start` …) are read as their names say.
 */
import { Wire } from "@huidan/adapter-kit"

const Discount = Wire.object({
  discount_name: Wire.name,
  // The table calls the order's an array, the lines' a float.
  discount_price: Wire.list(Wire.yuan)
})

const Goods = Wire.object({
  id: Wire.id,
  resource_id: Wire.id,
  single_type: Wire.code,
  sku_id: Wire.id,
  img_url: Wire.text,
  purchase_name: Wire.name,
  price: Wire.yuan,
  res_count: Wire.integer,
  parcel_id: Wire.id,
  total_price: Wire.yuan,
  refund_money: Wire.fen,
  goods_type: Wire.code,
  specs: Wire.name,
  unit_price: Wire.yuan,
  discount_arr: Wire.list(Discount),
  channel_name: Wire.name,
  is_relation_goods: Wire.flag,
  is_relation_id: Wire.id,
  sales_state: Wire.code
})

const Parcel = Wire.object({
  parcel_id: Wire.id,
  purchase_name: Wire.name,
  goods_sku_info: Wire.name,
  company: Wire.name,
  express_id: Wire.id
})

/** Pick-up. The table calls `place_id` a parcel id; its siblings say that it is the place's. */
const Pickup = Wire.object({
  place_id: Wire.id,
  pick_id: Wire.privateText,
  place_name: Wire.name,
  picker: Wire.privateText,
  state: Wire.code,
  picker_contact: Wire.privateText,
  address: Wire.name,
  place_phone: Wire.name
})

const KuaishouInfo = Wire.object({
  ks_order_no: Wire.id,
  extra_info: Wire.object({ item_type: Wire.code, item_id: Wire.id, author_id: Wire.id }),
  promotion_amount: Wire.fen
})

const OrderInfo = Wire.object({
  aftersale_id: Wire.id,
  app_id: Wire.id,
  app_type_name: Wire.name,
  auto_confirm_receipt_time: Wire.wallTime,
  channel_info: Wire.name,
  channel_name: Wire.name,
  closure_reason: Wire.name,
  collection_way: Wire.name,
  cou_price: Wire.fen,
  count: Wire.integer,
  cps_info: Wire.object({
    room_id: Wire.id,
    talent_douyin_id: Wire.id,
    nickname: Wire.privateText,
    commission_rate: Wire.integer,
    commission_amount: Wire.fen
  }),
  created_at: Wire.wallTime,
  cu_id: Wire.id,
  discount_arr: Wire.list(Discount),
  email: Wire.privateText,
  expire_desc: Wire.name,
  expire_start: Wire.wallTime,
  express_detail: Wire.list(Pickup),
  express_type: Wire.code,
  freight: Wire.yuan,
  freight_change_value: Wire.fen,
  gift_count: Wire.integer,
  gift_id: Wire.id,
  gift_user_id: Wire.idList,
  gift_valid: Wire.integer,
  goods_info: Wire.list(Goods),
  goods_sn: Wire.id,
  img_url: Wire.text,
  invalid_time: Wire.unixSeconds,
  invoice_title: Wire.privateText,
  ks_info: KuaishouInfo,
  muti_coupon: Wire.list(Wire.object({ discount_id: Wire.id, discount_name: Wire.name })),
  openid: Wire.privateText,
  order_id: Wire.id,
  order_state: Wire.code,
  order_state_type: Wire.name,
  out_order_id: Wire.id,
  parcel_data: Wire.list(Parcel),
  pay_time: Wire.wallTime,
  pay_way: Wire.code,
  payment_type: Wire.code,
  phone: Wire.privateText,
  price: Wire.yuan,
  price_change_value: Wire.fen,
  promotion_info: Wire.object({ promoter_id: Wire.id }),
  purchase_name: Wire.name,
  refund_money: Wire.fen,
  resource_id: Wire.id,
  resource_type: Wire.code,
  sales_state: Wire.code,
  settle_status: Wire.code,
  settle_time: Wire.wallTime,
  ship_address: Wire.privateText,
  ship_city: Wire.name,
  ship_company: Wire.name,
  ship_county: Wire.name,
  ship_detail: Wire.privateText,
  ship_express_id: Wire.id,
  ship_phone: Wire.privateText,
  ship_province: Wire.name,
  ship_receiver: Wire.privateText,
  ship_remark: Wire.privateText,
  ship_state: Wire.code,
  shop_name: Wire.name,
  sku_desc_str: Wire.name,
  sku_spec_code: Wire.id,
  sub_mchid: Wire.id,
  tax_number: Wire.privateText,
  team_buy_state: Wire.code,
  trace_info: Wire.object({ finder_id: Wire.id, nick_name: Wire.name }),
  transaction_id: Wire.id,
  unit_price: Wire.yuan,
  use_collection: Wire.code,
  user_id: Wire.id,
  username: Wire.privateText,
  wechat_channel_info: Wire.object({ open_id: Wire.privateText, virtual_order_tel_number: Wire.privateText }),
  wx_app_type: Wire.code,
  wx_avatar: Wire.text
})

const Student = Wire.object({
  student_id: Wire.id,
  user_id: Wire.id,
  intention_school_addr: Wire.privateText,
  intention_school: Wire.privateText,
  intention_time: Wire.privateText,
  sex: Wire.privateText,
  phone: Wire.privateText,
  name: Wire.privateText,
  grade: Wire.privateText,
  wechat_num: Wire.privateText,
  birth_date: Wire.privateText,
  contact_address: Wire.privateText,
  // The table names no members; those of version 2.0 are read.
  c_data: Wire.list(Wire.object({ key: Wire.name, value: Wire.list(Wire.privateText) }))
})

/** `data` of `POST /xe.order.detail/1.0.0`. */
export const OrderDetail = Wire.object({
  order_info: OrderInfo,
  distribute_info: Wire.object({
    share_user_id: Wire.id,
    share_user_nickname: Wire.privateText,
    distribute_price: Wire.fen,
    superior_distribute_user_id: Wire.id,
    superior_distribute_user_nickname: Wire.privateText,
    superior_distribute_price: Wire.fen
  }),
  student_info: Wire.list(Student),
  after_sale_list: Wire.list(Wire.object({ aftersale_id: Wire.id })),
  dhs_info: Wire.object({
    user_id: Wire.id,
    name: Wire.privateText,
    phone: Wire.privateText,
    staff_user_id: Wire.id,
    staff_name: Wire.privateText,
    staff_phone: Wire.privateText
  }),
  refund_info: Wire.list(
    Wire.object({
      refund_time: Wire.wallTime,
      refund_price: Wire.fen,
      resource_ids: Wire.idList,
      state: Wire.code,
      created_at: Wire.wallTime,
      remark: Wire.name,
      sku_id: Wire.id
    })
  )
})
export type OrderDetail = typeof OrderDetail.Type
export type OrderInfo = OrderDetail["order_info"]
export type Goods = OrderInfo["goods_info"][number]
