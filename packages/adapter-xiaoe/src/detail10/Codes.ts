/** Tables of `xe.order.detail/1.0.0`. Version 2.0 and the lists have other codes under the same names. */
import type {
  AfterSaleState,
  DeliveryMethod,
  FulfilmentState,
  LineRole,
  LineType,
  OrderKind,
  PaymentMethod,
  RefundStatus,
  SettlementState
} from "@huidan/core"

/** `payment_type` (付费类型): those that decide the kind by themselves. */
export const kindsByPaymentType: Readonly<Record<string, OrderKind>> = {
  4: "group_buy",
  5: "gift",
  6: "gift",
  10: "gift",
  12: "reward",
  13: "group_buy",
  14: "group_buy",
  16: "redemption",
  1: "standard",
  2: "standard",
  3: "standard",
  7: "standard",
  8: "standard",
  9: "standard",
  11: "standard",
  15: "standard"
}

/** `wx_app_type` (数据来源): those that make an otherwise standard order something else. 31 is *(inferred)*. */
export const kindsBySource: Readonly<Record<string, OrderKind>> = { 10: "imported", 30: "imported", 31: "redemption" }

/** `payment_type` 1 is 免费. */
export const freePaymentType = "1"

/** `ship_state` */
export const fulfilmentStates: Readonly<Record<string, FulfilmentState>> = {
  0: "not_required",
  1: "unfulfilled",
  2: "shipped",
  3: "delivered",
  4: "partially_shipped"
}

/** `settle_status` */
export const settlementStates: Readonly<Record<string, SettlementState>> = {
  0: "unsettled",
  1: "settling",
  2: "settled"
}

/** `sales_state` of a line */
export const lineAfterSaleStates: Readonly<Record<string, AfterSaleState>> = {
  0: "none",
  1: "partially_refunded",
  2: "refunded",
  3: "in_progress"
}

/** `refund_info[].state` */
export const refundStatuses: Readonly<Record<string, RefundStatus>> = {
  0: "requested",
  1: "in_progress",
  2: "refunded",
  3: "failed"
}

export const refundDone = "2"

/** `pay_way` */
export const paymentMethods: Readonly<Record<string, PaymentMethod>> = {
  0: "wechat",
  1: "alipay",
  2: "apple_iap",
  3: "android_coin",
  4: "offline",
  5: "baidu",
  6: "wechat",
  7: "virtual_coin",
  10: "alipay",
  11: "other",
  12: "apple_iap",
  13: "virtual_coin",
  14: "huabei",
  15: "android_coin"
}

/** `pay_way` 0 is also what an order carries that was never paid. */
export const defaultPayWays: ReadonlyArray<string> = ["0"]

/** `resource_type`: each with the platform's word, which `goods_info[].goods_type` may send instead of the code. */
const resourceTypes: ReadonlyArray<readonly [code: string, word: string, type: LineType]> = [
  ["0", "无", "unknown"],
  ["1", "图文", "digital"],
  ["2", "音频", "digital"],
  ["3", "视频", "digital"],
  ["4", "直播", "digital"],
  ["5", "会员", "membership"],
  ["6", "专栏", "digital"],
  ["7", "圈子", "membership"],
  ["8", "大专栏", "digital"],
  ["9", "活动票", "ticket"],
  ["11", "付费活动票", "ticket"],
  ["16", "付费打卡", "digital"],
  ["20", "电子书", "digital"],
  ["21", "实体商品", "physical"],
  ["21", "实物商品", "physical"],
  ["22", "内容市场营销活动", "other"],
  ["23", "超级会员", "membership"],
  ["25", "训练营", "digital"],
  ["29", "面授课", "service"],
  ["31", "班课", "service"],
  ["34", "练习", "digital"],
  ["35", "班课", "service"],
  ["41", "有价优惠券", "coupon"],
  ["42", "课时包", "service"],
  ["45", "AI互动课", "digital"],
  ["21001", "购物车", "unknown"]
]

export const lineTypes: Readonly<Record<string, LineType>> = Object.fromEntries(
  resourceTypes.flatMap(([code, word, type]) => [
    [code, type],
    [word, type]
  ])
)

/** `single_type` */
export const lineRoles: Readonly<Record<string, LineRole>> = { 0: "item", 1: "bundled" }

/** `express_type`; 0 (无需配送) is digital or none, which the lines tell. */
export const deliveryMethods: Readonly<Record<string, DeliveryMethod>> = { 0: "none", 1: "express", 2: "pickup" }

/** `express_detail[].state` */
export const pickupVerified: Readonly<Record<string, boolean>> = { 0: false, 1: true }

/** `cu_id` that stands for several coupons, listed in `muti_coupon`. */
export const severalCoupons = "unique_id_of_coupon_overlay"
