/** The keys that Xiaoe's documents print, by the JSON type that their sample has. */

export type KeysByType = Readonly<Record<string, ReadonlyArray<string>>>

const keys = (text: string): ReadonlyArray<string> => text.trim().split(/\s+/)

export const allKeys = (byType: KeysByType): ReadonlyArray<string> => Object.values(byType).flat()

/** Order detail 1.0, sample: `data.order_info`, 112 keys. */
export const detail10OrderInfo: KeysByType = {
  string: keys(`
    activity_name aftersale_id app_id app_type_name auto_confirm_receipt_time channel_info channel_name
    closure_reason collection_way content_market_name created_at cu_id discount_id distribute_type_name
    expire_desc expire_start freight gift_user_id goods_sn img_url jump_url
    must_not_modified_amount_reason openid order_id order_state_type order_type out_order_id pay_time
    pay_way_desc phone price purchase_name release_status resource_id resource_type_name
    sales_state_name scene settle_time ship_address ship_city ship_company ship_county ship_detail
    ship_express_id ship_phone ship_province ship_receiver ship_remark shop_name sku_desc_str
    sku_spec_code sku_volume sku_weight sub_mchid transaction_id unit_price user_id username wx_avatar
  `),
  number: keys(`
    activity_count can_refund can_shipments channel_id cou_price count distribute_type expire_send
    express_type freight_change_value gift_count gift_id gift_valid goods_category goods_type
    invalid_second invalid_time is_distribute_money is_later_order is_modified_amount order_state
    pay_way payment_type price_change_value que_check_state resource_type sales_state service_fee
    settle_status share_type ship_state shipped_goods sku_cost_price source use_collection wx_app_type
  `),
  boolean: keys(`
    freight_change is_expire_display price_change
  `),
  null: keys(`
    content_app_id period refund_money
  `),
  array: keys(`
    bubble_content community discount_arr discount_type express_detail ks_info muti_coupon parcel_data
    promotion_info trace_info wechat_channel_info
  `)
}

/** Order detail 1.0: in the table, not in the sample. `goods_info` comes only with several goods or parcels. */
export const detail10TableOnly = keys("invoice_title tax_number email cps_info")

/** Order detail 1.0, table: `data.order_info.goods_info[]`. */
export const detail10Goods = keys(`
    id resource_id tag_str single_type sku_id img_url purchase_name price res_count parcel_id total_price refund_money
    discount_id goods_type specs unit_price order_state_type discount_arr release_status channel_id channel_name
    is_relation_goods is_relation_id sales_state sales_state_name
`)

/** Order list 1.0, sample: one row, without the coupon that 如果订单有使用优惠券 come. */
export const list10Row: KeysByType = {
  string: keys(`
    id order_id user_id title cu_id related_id order_type refund_time settle_time system_info created_at
    distribute_percent superior_distribute_percent goods_no receiver_name receiver_detail receiver_phone
  `),
  number: keys(`
    price pay_way resource_type order_state payment_type client_type after_sales_state distribute_price
    superior_distribute_price
  `),
  null: keys(`
    out_order_id
  `)
}

/** Order list 1.0: with a coupon; in the table, for presents and group buys. */
export const list10Conditional = keys("coupon_name coupon_price gitf_buy_count team_buy_state")

/** Order detail 2.0, template: `data.buyer_info`. */
export const detail20Buyer: KeysByType = {
  string: keys(`
    avatar_url comment info_collect_phone_number nickname phone_number user_id
  `),
  boolean: keys(`
    has_result
  `)
}

/** Order detail 2.0, template: `data.order_info`. */
export const detail20Order: KeysByType = {
  string: keys(`
    activity_description app_id app_type_description cant_modify_price_reason channel_source_description
    collection_type_description community_name discount_description discount_jump_url
    distribution_description estimate_settle_time finder_nickname gift_batch_id ks_author_id
    order_close_info order_close_reason order_close_type_description order_create_time order_id
    order_pay_time order_settle_time order_spu_type order_state_description order_type_description
    payment_type_description plan_auto_cancel_time plan_auto_confirm_time relation_app_id
    relation_order_id sub_merchant_id user_id
  `),
  number: keys(`
    after_sale_show_state app_type channel_type collection_type gift_available_count gift_claimed_count
    gift_invalid_count gift_total_count goods_spu_type order_close_type order_state order_type
    payment_type plan_auto_confirm_timestamp promoter_type relation_order_type settle_state
  `),
  boolean: keys(`
    can_modify_price has_result
  `)
}

/** Order detail 2.0, template: `data.invoice_info`. */
export const detail20Invoice: KeysByType = {
  string: keys(`
    bank bank_account content email phone_number registered_address registered_contact tax_id title
  `),
  boolean: keys(`
    has_result
  `)
}

/** Order detail 2.0, template: `data.payment_info`. */
export const detail20Payment: KeysByType = {
  string: keys(`
    out_order_id transaction_id
  `),
  boolean: keys(`
    has_result
  `)
}

/** Order detail 2.0, template: `data.price_info`. */
export const detail20Price: KeysByType = {
  number: keys(`
    collectibles earned_revenue goods_modified_amount goods_total_count gross_total shipment_fee
    shipment_modified_amount total_modified_amount
  `),
  boolean: keys(`
    has_result
  `)
}

/** Order detail 2.0: in the table, not in the template. */
export const detail20TableOnly = keys(`
    channel_alive_id estimate_settle_time_description redeem_activity_id redeem_batch_id redeem_code
`)

/** Order detail 2.0, template: `data.goods_info.goods_list[]`. */
export const detail20Goods: KeysByType = {
  string: keys(`
    app_id check_state_description expire_desc expire_end expire_start goods_description goods_image
    goods_name goods_sn goods_spec_description paid_coupon_info refund_state_description
    relation_goods_id relation_goods_type_description ship_state_description sku_id sku_spec_code
    spec_value spu_id spu_type spu_type_description tag_description vs_nick_name
  `),
  number: keys(`
    actual_fee check_state modified_amount period_type quantity refund_amount refund_state
    refundable_amount relation_goods_type remain_count ship_state sub_total unit_price vs_commission
    vs_platform_fee
  `),
  boolean: keys(`
    expire_display
  `),
  object: keys(`
    discounts_info
  `)
}

/** Order detail 2.0: the blocks of `internal_extra_info`. */
export const detail20Extra = keys(`
    after_sale_info consignee_info content_distribution_info indentor_info logistics_info refund_info student_info
    talent_douyin_info veri_code_info
`)
