/**
 * Answers as 抖店 sends them. The 蜂巢 gateway passes the official platform's order on unchanged, so both doors share these.
 *
 * Sources: doc.fw199.com 获取订单详情 (2023-11-28) with its example, the official examples of order.orderDetail and
 * order.searchList, and the field comments of the official SDKs. Everything may be missing, numbers may be text.
 */
import { Wire } from "@huidan/adapter-kit"

const Region = Wire.object({ id: Wire.id, name: Wire.name })

/** `post_addr`, and `mask_post_addr`, whose `detail` is masked. */
const Address = Wire.object({
  province: Wire.object({ name: Wire.name }),
  city: Wire.object({ name: Wire.name }),
  town: Region,
  street: Wire.object({ name: Wire.name }),
  detail: Wire.privateText,
  encrypt_detail: Wire.privateText
})

/** Who bears a discount, in fen. */
const ShareCost = Wire.object({ shop_cost: Wire.fen, platform_cost: Wire.fen, author_cost: Wire.fen })
export type ShareCost = typeof ShareCost.Type

/** What one giver gave: discounts one by one, and totals. */
const DiscountDetail = Wire.object({
  total_amount: Wire.fen,
  coupon_amount: Wire.fen,
  full_discount_amount: Wire.fen,
  redpack_amount: Wire.fen,
  coupon_info: Wire.list(
    Wire.object({
      coupon_id: Wire.id,
      coupon_name: Wire.name,
      coupon_amount: Wire.fen,
      share_discount_cost: ShareCost
    })
  ),
  full_discount_info: Wire.list(
    Wire.object({
      campaign_id: Wire.id,
      campaign_name: Wire.name,
      campaign_amount: Wire.fen,
      share_discount_cost: ShareCost
    })
  ),
  redpack_info: Wire.list(
    Wire.object({ redpack_trans_id: Wire.id, redpack_amount: Wire.fen, share_discount_cost: ShareCost })
  ),
  /** 金币抵扣. */
  gold_coin_amount: Wire.fen,
  /** 官方立减. */
  official_deduction_amount: Wire.fen,
  /** 购物补贴抵扣. */
  allowance_amount: Wire.fen,
  /** 余额抵扣. */
  user_balance_amount: Wire.fen
})

const TagUi = Wire.object({ key: Wire.name, text: Wire.name })

const AfterSaleInfo = Wire.object({
  after_sale_status: Wire.code,
  after_sale_type: Wire.code,
  refund_status: Wire.code
})

const WriteoffInfo = Wire.object({
  writeoff_no: Wire.privateText,
  writeoff_no_mask: Wire.privateText,
  writeoff_start_time: Wire.unixSeconds,
  writeoff_expire_time: Wire.unixSeconds,
  writeoff_status: Wire.code,
  writeoff_status_desc: Wire.name,
  verify_order_id: Wire.id,
  writtenoff_count: Wire.integer,
  writeoff_total_count: Wire.integer
})

/** The shop's own place where a buyer collects the goods. */
const StoreInfo = Wire.object({
  store_id: Wire.id,
  store_name: Wire.name,
  store_tel: Wire.name,
  store_address: Wire.object({
    province: Wire.object({ name: Wire.name }),
    city: Wire.object({ name: Wire.name }),
    town: Wire.object({ name: Wire.name }),
    street: Wire.object({ name: Wire.name }),
    detail: Wire.name
  })
})

/** One `sku_order_list[]`: a line. The order id of one line equals that of its order. */
const SkuOrder = Wire.object({
  order_id: Wire.id,
  order_type: Wire.code,
  trade_type: Wire.code,
  order_status: Wire.code,
  main_status: Wire.code,
  ship_time: Wire.unixSeconds,
  logistics_receipt_time: Wire.unixSeconds,
  author_id: Wire.id,
  author_name: Wire.name,
  /** 下单端: the app or site. */
  b_type: Wire.code,
  b_type_desc: Wire.name,
  /** C端流量来源. */
  c_biz_desc: Wire.name,
  room_id: Wire.id,
  room_id_str: Wire.id,
  video_id: Wire.id,
  channel_payment_no: Wire.id,
  pay_amount: Wire.fen,
  promotion_amount: Wire.fen,
  promotion_redpack_amount: Wire.fen,
  promotion_redpack_platform_amount: Wire.fen,
  promotion_redpack_talent_amount: Wire.fen,
  origin_amount: Wire.fen,
  sum_amount: Wire.fen,
  promotion_pay_amount: Wire.fen,
  promotion_pay_amount_details: Wire.list(Wire.object({ share_cost: ShareCost })),
  tax_amount: Wire.fen,
  packing_charge_amount: Wire.fen,
  item_num: Wire.integer,
  product_id: Wire.id,
  product_id_str: Wire.id,
  product_name: Wire.name,
  product_pic: Wire.name,
  sku_id: Wire.id,
  spec: Wire.list(Wire.object({ name: Wire.name, value: Wire.name })),
  code: Wire.id,
  out_sku_id: Wire.id,
  out_product_id: Wire.id,
  goods_type: Wire.code,
  pre_sale_type: Wire.code,
  receive_type: Wire.code,
  given_product_type: Wire.code,
  master_sku_order_id: Wire.id,
  master_sku_order_id_list: Wire.idList,
  /** 商品属性: what the buyer chose beside the specs, 少糖. */
  custom_properties: Wire.list(Wire.object({ name: Wire.name })),
  bundle_sku_info: Wire.list(
    Wire.object({
      product_id: Wire.id,
      sku_id: Wire.id,
      code: Wire.id,
      product_name: Wire.name,
      item_num: Wire.integer
    })
  ),
  inventory_list: Wire.list(Wire.object({ warehouse_id: Wire.id, out_warehouse_id: Wire.id })),
  warehouse_ids: Wire.idList,
  need_serial_number: Wire.flag,
  campaign_info: Wire.list(Wire.object({ campaign_id: Wire.id, campaign_type: Wire.code, campaign_name: Wire.name })),
  sku_order_tag_ui: Wire.list(TagUi),
  after_sale_info: AfterSaleInfo,
  writeoff_info: Wire.list(WriteoffInfo),
  relation_order: Wire.object({ write_off_no: Wire.privateText, relation_order_id: Wire.id }),
  card_voucher: Wire.object({ valid_days: Wire.integer, valid_start: Wire.unixSeconds, valid_end: Wire.unixSeconds }),
  account_list: Wire.object({
    account_info: Wire.list(
      Wire.object({
        account_name: Wire.name,
        account_type: Wire.name,
        account_id: Wire.privateText,
        encrypt_account_id: Wire.privateText
      })
    )
  }),
  sku_customization_info: Wire.list(
    Wire.object({
      detail: Wire.object({
        text: Wire.list(Wire.object({ key: Wire.name, content: Wire.privateText })),
        pic: Wire.list(Wire.object({ url: Wire.privateText }))
      })
    })
  ),
  store_info: StoreInfo,
  appointment_ship_time: Wire.unixSeconds,
  /** 周期购: when the parcel of this period is due. */
  sku_period_purchase_info: Wire.object({ deliver_time: Wire.unixSeconds })
})
export type SkuOrder = typeof SkuOrder.Type

const OrderPhase = Wire.object({
  /** The line that the phase is a part of the price of. */
  sku_order_id: Wire.id,
  current_phase: Wire.integer,
  total_phase: Wire.integer,
  pay_success: Wire.flag,
  campaign_id: Wire.id,
  /** 定金单价、尾款单价: the price of one piece. */
  phase_payable_price: Wire.fen,
  phase_order_amount: Wire.fen,
  phase_pay_amount: Wire.fen,
  phase_promotion_amount: Wire.fen,
  phase_open_time: Wire.unixSeconds,
  phase_close_time: Wire.unixSeconds,
  phase_pay_time: Wire.unixSeconds,
  channel_payment_no: Wire.id
})
export type OrderPhase = typeof OrderPhase.Type

const LogisticsInfo = Wire.object({
  delivery_id: Wire.id,
  company: Wire.name,
  company_name: Wire.name,
  tracking_no: Wire.id,
  ship_time: Wire.unixSeconds,
  product_info: Wire.list(Wire.object({ sku_order_id: Wire.id, product_count: Wire.integer }))
})

/** `shop_order_detail` of a detail, one row of `shop_order_list` of a list. */
export const ShopOrder = Wire.object({
  shop_id: Wire.id,
  shop_name: Wire.name,
  order_id: Wire.id,
  order_type: Wire.code,
  trade_type: Wire.code,
  order_status: Wire.code,
  order_status_desc: Wire.name,
  main_status: Wire.code,
  main_status_desc: Wire.name,
  create_time: Wire.unixSeconds,
  update_time: Wire.unixSeconds,
  pay_time: Wire.unixSeconds,
  ship_time: Wire.unixSeconds,
  finish_time: Wire.unixSeconds,
  exp_ship_time: Wire.unixSeconds,
  appointment_ship_time: Wire.unixSeconds,
  /** Called a time in the documents; the examples send a number of seconds. */
  order_expire_time: Wire.integer,
  cancel_reason: Wire.name,
  buyer_words: Wire.privateText,
  seller_words: Wire.privateText,
  seller_remark_stars: Wire.code,
  /** 下单端: the app or site. */
  b_type: Wire.code,
  b_type_desc: Wire.name,
  pay_type: Wire.code,
  channel_payment_no: Wire.id,
  pay_amount: Wire.fen,
  post_amount: Wire.fen,
  modify_amount: Wire.fen,
  modify_post_amount: Wire.fen,
  promotion_amount: Wire.fen,
  promotion_shop_amount: Wire.fen,
  promotion_platform_amount: Wire.fen,
  promotion_talent_amount: Wire.fen,
  /** The red packets of the platform and of creators together. */
  promotion_redpack_amount: Wire.fen,
  promotion_redpack_platform_amount: Wire.fen,
  promotion_redpack_talent_amount: Wire.fen,
  promotion_pay_amount: Wire.fen,
  shop_cost_amount: Wire.fen,
  /** The platform's costs and the creators' together. */
  platform_cost_amount: Wire.fen,
  only_platform_cost_amount: Wire.fen,
  author_cost_amount: Wire.fen,
  tax_amount: Wire.fen,
  packing_amount: Wire.fen,
  promotion_detail: Wire.object({
    shop_discount_detail: DiscountDetail,
    platform_discount_detail: DiscountDetail,
    kol_discount_detail: DiscountDetail
  }),
  doudian_open_id: Wire.id,
  /** 样品订单: the creator who asked for the sample. */
  user_nick_name: Wire.privateText,
  user_icon: Wire.name,
  /** 鲜花订单: the telephone number of the buyer. */
  pay_tel: Wire.privateText,
  encrypt_pay_tel: Wire.privateText,
  mask_pay_tel: Wire.privateText,
  open_address_id: Wire.id,
  post_receiver: Wire.privateText,
  encrypt_post_receiver: Wire.privateText,
  mask_post_receiver: Wire.privateText,
  post_tel: Wire.privateText,
  encrypt_post_tel: Wire.privateText,
  mask_post_tel: Wire.privateText,
  post_addr: Address,
  mask_post_addr: Address,
  logistics_info: Wire.list(LogisticsInfo),
  sku_order_list: Wire.list(SkuOrder),
  order_phase_list: Wire.list(OrderPhase),
  serial_number_list: Wire.idList,
  shop_order_tag_ui: Wire.list(TagUi),
  user_tag_ui: Wire.list(TagUi),
  /** 懂车帝: the dealer that the buyer chose. */
  d_car_shop_biz_data: Wire.object({ poi_id: Wire.id, poi_name: Wire.name, poi_addr: Wire.name, poi_tel: Wire.name })
})
export type ShopOrder = typeof ShopOrder.Type
export type DiscountDetail = typeof DiscountDetail.Type
