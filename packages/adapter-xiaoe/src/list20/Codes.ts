/** Tables of `xe.ecommerce.order.list/1.0.0` (2.0). Version 1.0 has other codes under the same names. */
import type {
  AfterSaleState,
  CloseReason,
  FulfilmentState,
  LineRole,
  OrderKind,
  PaymentMethod,
  PaymentState,
  Reference,
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

/** `order_state`: 0-待付款 1-待成交 2-待发货 3-已发货 4-已完成 5-已关闭 */
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

/** What `order_state` says of payment by itself; of 1 and 5 `pay_state` tells. */
export const paymentByOrderState: Readonly<Record<string, "unpaid" | "paid" | null>> = {
  0: "unpaid",
  1: null,
  2: "paid",
  3: "paid",
  4: "paid",
  5: null
}

/** `pay_state`: 0-未支付 1-支付成功 2-支付关闭; what was closed was not paid *(inferred)*. */
export const paymentStates: Readonly<Record<string, PaymentState>> = { 0: "unpaid", 1: "paid", 2: "unpaid" }

/** What `order_state` says of goods that are to be sent; of 5 lines and parcel tell. */
export const fulfilmentStates: Readonly<Record<string, FulfilmentState | null>> = {
  0: "unfulfilled",
  1: "unfulfilled",
  2: "unfulfilled",
  3: "shipped",
  4: "delivered",
  5: null
}

/** `order_state` 2 and 3 (待发货, 已发货) say by their names that something is sent. */
export const sendingStates: ReadonlySet<string> = new Set(["2", "3"])

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

/** `aftersale_show_state`, and a line's `refund_state`. */
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

/** `pay_type`; −1 is 无(0元订单). */
export const paymentMethods: Readonly<Record<string, PaymentMethod>> = {
  1: "wechat",
  2: "alipay",
  3: "offline",
  4: "baidu",
  8: "virtual_coin",
  9: "huabei"
}

/** `ship_state_desc` of a line; the code beside it is not documented. */
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

/** `check_state` of a line; 0 is none. */
export const voucherStatuses: Readonly<Record<string, NonNullable<Voucher["status"]>>> = {
  1: "unused",
  2: "used",
  3: "void",
  4: "partly_used"
}

/** `goods_spu_type` 3 is 打赏. */
export const rewardType = "3"

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
