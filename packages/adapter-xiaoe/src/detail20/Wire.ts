/**
 * The answer of `xe.ecommerce.order.detail/1.0.0` (2.0). All amounts are in 分. Each block says by `has_result` whether
 * it holds anything.
 */
import { Wire } from "@huidan/adapter-kit"

const has_result = Wire.flag

const Discount = Wire.object({
  discount_amount: Wire.fen,
  discount_name: Wire.name,
  discount_sub_type: Wire.code,
  discount_sub_type_description: Wire.name
})

const Goods = Wire.object({
  actual_fee: Wire.fen,
  check_state: Wire.code,
  discounts_info: Wire.object({
    coupons_list: Wire.list(Discount),
    discounts_list: Wire.list(Discount),
    no_coupon_list: Wire.list(Discount),
    total_coupons_discount_amount: Wire.fen
  }),
  expire_desc: Wire.name,
  expire_end: Wire.wallTime,
  expire_start: Wire.wallTime,
  goods_image: Wire.text,
  goods_name: Wire.name,
  goods_sn: Wire.id,
  goods_spec_description: Wire.name,
  // The table says an array, the example sends `""`.
  paid_coupon_info: Wire.list(
    Wire.object({
      coupon_code: Wire.privateText,
      coupon_password: Wire.privateText,
      receive_at: Wire.wallTime,
      stat: Wire.code,
      user_id: Wire.id
    })
  ),
  quantity: Wire.integer,
  refund_amount: Wire.fen,
  refund_state: Wire.code,
  relation_goods_id: Wire.id,
  relation_goods_type: Wire.code,
  remain_count: Wire.integer,
  ship_state_description: Wire.name,
  sku_id: Wire.id,
  sku_spec_code: Wire.id,
  spec_value: Wire.name,
  spu_id: Wire.id,
  spu_type: Wire.code,
  unit_price: Wire.fen,
  vs_commission: Wire.fen,
  vs_nick_name: Wire.privateText,
  vs_platform_fee: Wire.fen
})

const OrderInfo = Wire.block({
  after_sale_show_state: Wire.code,
  app_id: Wire.id,
  app_type: Wire.code,
  app_type_description: Wire.name,
  channel_source_description: Wire.name,
  channel_type: Wire.code,
  channel_alive_id: Wire.id,
  collection_type: Wire.code,
  collection_type_description: Wire.name,
  redeem_batch_id: Wire.id,
  redeem_activity_id: Wire.id,
  redeem_code: Wire.privateText,
  estimate_settle_time: Wire.wallTime,
  finder_nickname: Wire.name,
  gift_batch_id: Wire.id,
  gift_claimed_count: Wire.integer,
  gift_invalid_count: Wire.integer,
  gift_total_count: Wire.integer,
  goods_spu_type: Wire.code,
  has_result,
  ks_author_id: Wire.id,
  order_close_info: Wire.name,
  order_close_reason: Wire.name,
  order_close_type: Wire.code,
  order_close_type_description: Wire.name,
  order_create_time: Wire.wallTime,
  order_id: Wire.id,
  order_pay_time: Wire.wallTime,
  order_settle_time: Wire.wallTime,
  order_state: Wire.code,
  order_state_description: Wire.name,
  order_type: Wire.code,
  payment_type: Wire.code,
  plan_auto_cancel_time: Wire.wallTime,
  plan_auto_confirm_time: Wire.wallTime,
  plan_auto_confirm_timestamp: Wire.unixSeconds,
  relation_app_id: Wire.id,
  relation_order_id: Wire.id,
  relation_order_type: Wire.code,
  settle_state: Wire.code,
  sub_merchant_id: Wire.id,
  user_id: Wire.id
})

const InternalExtraInfo = Wire.object({
  after_sale_info: Wire.block({ has_result, after_sale_records: Wire.list(Wire.object({ after_sale_id: Wire.id })) }),
  consignee_info: Wire.block({
    has_result,
    name: Wire.privateText,
    contact: Wire.privateText,
    full_contact: Wire.privateText,
    address: Wire.privateText,
    address_province: Wire.name,
    address_city: Wire.name,
    address_county: Wire.name,
    address_detail: Wire.privateText,
    express_type: Wire.code
  }),
  content_distribution_info: Wire.block({
    has_result,
    distribution_amount: Wire.fen,
    distribution_ratio: Wire.percent,
    market_name: Wire.privateText
  }),
  indentor_info: Wire.block({
    has_result,
    indentor_id: Wire.id,
    indentor_name: Wire.privateText,
    indentor_phone: Wire.privateText,
    indentor_staff_id: Wire.id,
    indentor_staff_name: Wire.privateText,
    indentor_staff_phone: Wire.privateText
  }),
  logistics_info: Wire.block({
    has_result,
    packages_info: Wire.list(
      Wire.object({
        parcel_id: Wire.id,
        express_id: Wire.id,
        logistics_company_name: Wire.name,
        departure_time: Wire.wallTime,
        package_goods_info: Wire.list(Wire.object({ quantity: Wire.integer }))
      })
    )
  }),
  refund_info: Wire.block({
    has_result,
    refund_records: Wire.list(
      Wire.object({
        after_sale_id: Wire.id,
        refund_amount: Wire.fen,
        refund_state: Wire.code,
        refund_time: Wire.wallTime,
        remark: Wire.name
      })
    )
  }),
  student_info: Wire.block({
    has_result,
    user_id: Wire.id,
    name: Wire.privateText,
    phone: Wire.privateText,
    gender: Wire.privateText,
    birth_date: Wire.privateText,
    grade: Wire.privateText,
    wechat_id: Wire.privateText,
    contact_address: Wire.privateText,
    intention_school: Wire.privateText,
    intention_school_address: Wire.privateText,
    intention_time: Wire.privateText,
    c_data: Wire.list(Wire.object({ key: Wire.name, value: Wire.list(Wire.privateText) }))
  }),
  talent_douyin_info: Wire.block({ has_result, talent_douyin_id: Wire.id, nickname: Wire.privateText }),
  veri_code_info: Wire.block({
    has_result,
    remain_count: Wire.integer,
    veri_code_list: Wire.list(
      Wire.object({
        veri_code: Wire.privateText,
        status: Wire.code,
        check_time: Wire.wallTime,
        operator: Wire.name
      })
    )
  })
})

/** `data` of `POST /xe.ecommerce.order.detail/1.0.0`. */
export const OrderDetail = Wire.object({
  buyer_info: Wire.block({
    avatar_url: Wire.text,
    comment: Wire.privateText,
    has_result,
    info_collect_phone_number: Wire.privateText,
    nickname: Wire.privateText,
    phone_number: Wire.privateText,
    user_id: Wire.id
  }),
  goods_info: Wire.block({ goods_list: Wire.list(Goods), has_result }),
  internal_extra_info: InternalExtraInfo,
  invoice_info: Wire.block({
    bank: Wire.name,
    bank_account: Wire.privateText,
    content: Wire.name,
    email: Wire.privateText,
    has_result,
    phone_number: Wire.privateText,
    registered_address: Wire.privateText,
    registered_contact: Wire.privateText,
    tax_id: Wire.privateText,
    title: Wire.privateText
  }),
  order_info: OrderInfo,
  payment_info: Wire.block({ has_result, out_order_id: Wire.id, transaction_id: Wire.id }),
  price_info: Wire.block({
    collectibles: Wire.fen,
    earned_revenue: Wire.fen,
    goods_modified_amount: Wire.fen,
    gross_total: Wire.fen,
    has_result,
    shipment_fee: Wire.fen,
    shipment_modified_amount: Wire.fen,
    total_modified_amount: Wire.fen
  }),
  third_party_info: Wire.object({
    douyin_info: Wire.block({ dy_nick_name: Wire.privateText, has_result, service_fee: Wire.fen }),
    quick_hand_info: Wire.block({ author_id: Wire.id, has_result, item_id: Wire.id, item_type: Wire.code })
  })
})
export type OrderDetail = typeof OrderDetail.Type
export type OrderInfo = OrderDetail["order_info"]
export type Goods = OrderDetail["goods_info"]["goods_list"][number]
