/** Tables of `xe.ecommerce.order.detail/1.0.0` (2.0). Version 1.0 has other codes under the same names. */
import type {
  AfterSaleState,
  CloseReason,
  DeliveryMethod,
  FulfilmentState,
  LineRole,
  LineType,
  OrderKind,
  PaymentMethod,
  Reference,
  RefundStatus,
  SettlementState,
  TradeState,
  Voucher
} from "@huidan/core"

/** `order_type`; 1 (交易订单) may still be a gift, a reward or a group purchase. */
export const kinds: Readonly<Record<string, OrderKind>> = {
  1: "standard",
  2: "imported",
  3: "procurement",
  4: "redemption"
}

/** `order_state` */
export const tradeStates: Readonly<Record<string, TradeState>> = {
  0: "pending",
  1: "pending",
  2: "active",
  3: "active",
  4: "completed",
  5: "closed"
}

/** What `order_state` says of payment by itself; of 1 (待成交) and 5 (已关闭) the money tells. */
export const paymentStates: Readonly<Record<string, "unpaid" | "paid" | "by_money">> = {
  0: "unpaid",
  1: "by_money",
  2: "paid",
  3: "paid",
  4: "paid",
  5: "by_money"
}

/** What `order_state` says of the goods by itself; of 5 (已关闭) lines and packages tell. */
export const fulfilmentStates: Readonly<Record<string, FulfilmentState | "by_lines">> = {
  0: "unfulfilled",
  1: "unfulfilled",
  2: "unfulfilled",
  3: "shipped",
  4: "delivered",
  5: "by_lines"
}

/** `order_close_type`; 0 is 未关闭. */
export const closeReasons: Readonly<Record<string, CloseReason>> = {
  1: "timeout",
  2: "buyer_cancelled",
  3: "seller_cancelled",
  4: "refunded",
  5: "group_failed",
  6: "system"
}
export const notClosed = "0"
export const closedByRefund = "4"
export const closedByGroup = "5"

/** `after_sale_show_state`, and a line's `refund_state`. */
export const afterSaleStates: Readonly<Record<string, AfterSaleState>> = {
  0: "none",
  1: "in_progress",
  2: "partially_refunded",
  3: "refunded"
}

/** `settle_state` */
export const settlementStates: Readonly<Record<string, SettlementState>> = {
  0: "unsettled",
  1: "settling",
  2: "settled"
}
export const settled = "2"

/** `payment_type` (支付类型) */
export const paymentMethods: Readonly<Record<string, PaymentMethod>> = {
  1: "wechat",
  2: "alipay",
  3: "offline",
  4: "baidu",
  8: "virtual_coin",
  9: "huabei"
}

/** `payment_type` of an order that nobody paid: 0 is no documented code, but what an empty answer holds. */
export const noPaymentType = "0"

/** `spu_type` */
export const lineTypes: Readonly<Record<string, LineType>> = {
  0: "digital",
  1: "physical",
  2: "service",
  3: "reward",
  4: "other",
  5: "unknown"
}

/** `spu_type` of what travels, or may: 5 is 知识/实物商品. */
export const travellingTypes: ReadonlySet<string> = new Set(["1", "5"])
export const rewardType = "3"

/** `ship_state_description` of a line; the code beside it is not documented. */
export const lineFulfilmentStates: Readonly<Record<string, FulfilmentState>> = {
  无需发货: "not_required",
  待发货: "unfulfilled",
  已发货: "shipped",
  部分发货: "partially_shipped",
  已收货: "delivered"
}

/** `relation_goods_type` */
export const lineRoles: Readonly<Record<string, LineRole>> = {
  0: "item",
  1: "bundled",
  2: "bundled",
  3: "item",
  4: "item"
}

/** `express_type` of the consignee. */
export const deliveryMethods: Readonly<Record<string, DeliveryMethod>> = { 1: "express", 2: "pickup" }
export const pickup = "2"

/** `refund_records[].refund_state` */
export const refundStatuses: Readonly<Record<string, RefundStatus>> = {
  0: "requested",
  1: "in_progress",
  2: "refunded",
  3: "failed"
}

type VoucherStatus = NonNullable<Voucher["status"]>

/** `check_state` of a line and `status` of a verification code; 0 is none. */
export const voucherStatuses: Readonly<Record<string, VoucherStatus>> = {
  1: "unused",
  2: "used",
  3: "void",
  4: "partly_used"
}

/** `paid_coupon_info[].stat`: 2 is received, which says nothing of its use. */
export const paidCouponStatuses: Readonly<Record<string, VoucherStatus>> = { 2: "used" }
export const couponReceived = "2"

/** `channel_type` */
export const channelTypes: Readonly<Record<string, string>> = { 0: "商详页", 1: "直播间", 2: "广告渠道" }

/** `relation_order_type`: which order the related one is, in the platform's words. */
export const relations: Readonly<
  Record<string, { readonly kind: Reference["kind"]; readonly relation: string | null }>
> = {
  1: { kind: "parent_order", relation: "带货主订单" },
  2: { kind: "related_order", relation: "带货副订单" },
  3: { kind: "parent_order", relation: "买赠主订单" },
  4: { kind: "parent_order", relation: "支付有礼主订单" },
  5: { kind: "parent_order", relation: "渠道方主订单" },
  6: { kind: "parent_order", relation: "内容方主订单" }
}
export const giftRelation = "3"
