/**
 * The platform's codes → canonical words, as tables. Source: docs/states.md, Doudian; entries that it infers say *(inferred)*.
 */
import type {
  AfterSaleState,
  FulfilmentState,
  LineRole,
  LineType,
  OrderKind,
  PaymentMethod,
  PaymentState,
  RefundStatus,
  TradeState
} from "@huidan/core"

export interface OrderState {
  readonly trade: TradeState
  /** `null`: pay_time, pay_type and pay_amount decide. */
  readonly payment: PaymentState | null
  /** `null`: ship_time decides. */
  readonly fulfilment: FulfilmentState | null
}

/** `order_status` and `main_status`, of orders and of lines. */
export const orderStates: Readonly<Record<string, OrderState>> = {
  1: { trade: "pending", payment: "unpaid", fulfilment: "unfulfilled" },
  103: { trade: "pending", payment: "partially_paid", fulfilment: "unfulfilled" },
  105: { trade: "active", payment: "paid", fulfilment: "unfulfilled" },
  2: { trade: "active", payment: null, fulfilment: "unfulfilled" },
  101: { trade: "active", payment: null, fulfilment: "partially_shipped" },
  3: { trade: "active", payment: null, fulfilment: "shipped" },
  4: { trade: "closed", payment: null, fulfilment: null },
  5: { trade: "completed", payment: null, fulfilment: "delivered" },
  21: { trade: "closed", payment: null, fulfilment: "unfulfilled" },
  22: { trade: "closed", payment: null, fulfilment: "shipped" },
  39: { trade: "closed", payment: null, fulfilment: "delivered" }
}

/** `main_status` that decides over `order_status`. */
export const decidingMainStates: ReadonlySet<string | null> = new Set(["103", "21", "22", "39"])

/** `main_status` of an order that was refunded as a whole. */
export const refundedMainStates: ReadonlySet<string | null> = new Set(["21", "22", "39"])

/** The `order_status` codes of a trade state; a `main_status` that decides over them comes with one of these. */
export const orderStatusesOf = (trade: TradeState): ReadonlyArray<string> =>
  Object.entries(orderStates).flatMap(([code, state]) =>
    state.trade === trade && !decidingMainStates.has(code) ? [code] : []
  )

/** States in which nothing can have been shipped. */
export const unshippedStates: ReadonlySet<string> = new Set(["1", "103"])

/**
 * `refund_status`: 0 none, 1 待退款, 2 退款中, 3 退款成功 (wholly or partly), 4 退款失败, 5 追缴成功. 0 is in a partner's
 * documents only, 2 and 5 in those of the after-sale interface. `null`: the mapping compares the codes themselves.
 */
export const refundStates: Readonly<Record<string, null>> = { 0: null, 1: null, 2: null, 3: null, 4: null, 5: null }

/** `refund_status` of a line whose money is back. */
export const refundedCodes: ReadonlySet<string | null> = new Set(["3", "5"])

/** `after_sale_status`, where `refund_status` is none of 3, 4 and 5. `null`: other codes decide. */
export const afterSaleStates: Readonly<Record<string, AfterSaleState | null>> = {
  0: null,
  6: "in_progress",
  7: "in_progress",
  8: "in_progress",
  11: "in_progress",
  13: "in_progress",
  29: "in_progress",
  12: null,
  53: null,
  51: null,
  14: "ended",
  27: "failed",
  28: "ended"
}

/**
 * `after_sale_type`: 0 退货退款, 1 已发货仅退款, 2 未发货仅退款, 3 换货, 4 系统取消, 5 用户取消, 6 价保, 7 补寄, 8 维修.
 * `replacement`: goods go out again, no money goes back. `null`: none of these.
 */
export const afterSaleTypes: Readonly<Record<string, "refund" | "price_protection" | "replacement" | null>> = {
  0: "refund",
  1: "refund",
  2: "refund",
  3: "replacement",
  4: null,
  5: null,
  6: "price_protection",
  7: "replacement",
  8: "replacement"
}

/** The after-sale of a line → its refund; `null`: there is none. */
export const refundStatuses: Readonly<Record<AfterSaleState, RefundStatus | null>> = {
  none: null,
  in_progress: "in_progress",
  partially_refunded: "refunded",
  refunded: "refunded",
  failed: "failed",
  ended: "ended",
  unknown: "unknown"
}

/**
 * `after_sale_status` that says more about a refund than the line's after-sale, if that is one of `of` *(inferred)*.
 */
export const preciseRefundStatuses: Readonly<
  Record<string, { readonly of: ReadonlyArray<AfterSaleState>; readonly refund: RefundStatus }>
> = {
  6: { of: ["in_progress"], refund: "requested" },
  27: { of: ["failed"], refund: "rejected" },
  29: { of: ["in_progress", "failed"], refund: "rejected" }
}

export const paymentMethods: Readonly<Record<string, PaymentMethod>> = {
  0: "cash_on_delivery",
  1: "wechat",
  2: "alipay",
  3: "other",
  4: "bank_card",
  5: "balance",
  7: "free",
  8: "douyin",
  9: "bank_card",
  12: "other",
  16: "other"
}

/** `pay_type` of an order that needs no payment. */
export const noPaymentNeeded = "7"

/** `trade_type`: the documented ones; those without a canonical kind are standard. */
export const tradeTypes: Readonly<Record<string, OrderKind>> = {
  0: "standard",
  1: "group_buy",
  2: "presale",
  3: "standard",
  4: "standard",
  5: "standard",
  6: "standard",
  7: "standard",
  10: "standard",
  11: "standard",
  12: "standard",
  13: "standard",
  16: "standard",
  18: "standard",
  102: "presale",
  103: "standard"
}

/** `pre_sale_type`: in stock, paid in full before the goods exist, delivered in stages. */
export const preSaleTypes: Readonly<Record<string, OrderKind>> = { 0: "standard", 1: "presale", 2: "presale" }

/** `campaign_type` of `campaign_info[]` *(inferred)*; others say nothing about the order's kind. */
export const campaignKinds: Readonly<Record<string, OrderKind>> = { 7: "flash_sale", 14: "flash_sale" }

export const lineTypes: Readonly<Record<string, LineType>> = { 0: "physical", 1: "digital" }

export const lineRoles: Readonly<Record<string, LineRole>> = { MASTER: "item", FREE: "gift" }

/** `receive_type`; `null`: it is sent. 0 is not documented, the published order of 2022 sends it. */
export const receiveTypes: Readonly<Record<string, "pickup" | null>> = { 0: null, 1: null, 2: "pickup" }

/**
 * `order_type`: 0 普通, 1 全款预售, 2 虚拟商品, 3 快闪店, 4 电子券, 5 三方核销, 6 服务市场. `null`: its goods are not digital. 1 and 3
 * are in the documents of the after-sale interface only.
 */
export const orderTypes: Readonly<Record<string, "digital" | null>> = {
  0: null,
  1: null,
  2: "digital",
  3: null,
  4: "digital",
  5: "digital",
  6: "digital"
}

/** `order_type` that makes a kind; the others say nothing about it. */
export const orderTypeKinds: Readonly<Record<string, OrderKind>> = { 1: "presale" }

/** `seller_remark_stars`: the colour of the shop's flag. */
export const flags: Readonly<Record<string, string | null>> = { 0: "灰", 1: "紫", 2: "青", 3: "绿", 4: "橙", 5: "红" }
