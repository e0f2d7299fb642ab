/** Codes that `xe.ecommerce.order.detail/1.0.0` (2.0) and `xe.ecommerce.order.list/1.0.0` (2.0) share. Version 1.0 has others. */
import type {
  AfterSaleState,
  CloseReason,
  FulfilmentState,
  LineRole,
  OrderKind,
  PaymentMethod,
  Reference,
  SettlementState,
  TradeState,
  VoucherStatus
} from "@huidan/core"

/** `order_type`; 1 (交易订单) may still be a gift, a reward or a group purchase. */
export const kinds: Readonly<Record<string, OrderKind>> = {
  1: "standard",
  2: "imported",
  3: "procurement",
  4: "redemption"
}

/** `order_state`: 0 待付款, 1 待成交, 2 待发货, 3 已发货, 4 已完成, 5 已关闭. */
export const tradeStates: Readonly<Record<string, TradeState>> = {
  0: "pending",
  1: "pending",
  2: "active",
  3: "active",
  4: "completed",
  5: "closed"
}
export const completedState = "4"
export const closedState = "5"

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

/** `after_sale_show_state` (`aftersale_show_state` of the list), and a line's `refund_state`. */
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

/** `payment_type` (支付类型), `pay_type` of the list; −1 is 无(0元订单). */
export const paymentMethods: Readonly<Record<string, PaymentMethod>> = {
  1: "wechat",
  2: "alipay",
  3: "offline",
  4: "baidu",
  8: "virtual_coin",
  9: "huabei"
}

/** `goods_spu_type` 3 is 打赏. */
export const rewardType = "3"

/** `spu_type` of goods that nobody sends, `goods_spu_type` of an order of them. 1 is 实物商品, 5 知识/实物商品. */
export const unshippedTypes: ReadonlySet<string | null> = new Set(["0", "2", "3", "4"])

/** Those of goods that are sent; −1 names none. */
export const shippedTypes: ReadonlySet<string> = new Set(["1", "5", "-1"])

/** `ship_state_description` of a line (`ship_state_desc` of the list); the code beside it is not documented. */
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

/** `check_state` of a line and `status` of a verification code; 0 is none. */
export const voucherStatuses: Readonly<Record<string, VoucherStatus>> = {
  1: "unused",
  2: "used",
  3: "void",
  4: "partly_used"
}

/** `relation_order_type`: what the related order is to this one, in the platform's words. */
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
