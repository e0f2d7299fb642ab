/** The closed sets of the canonical order. Each state axis has `unknown`, for a code that the adapter does not know. */
import * as Schema from "effect/Schema"

const words = <const Words extends ReadonlyArray<string>>(identifier: string, values: Words) =>
  Schema.Literals(values).annotate({ identifier })

export const OrderKind = words("OrderKind", [
  "standard",
  "group_buy",
  "flash_sale",
  "presale",
  "gift",
  "redemption",
  "imported",
  "procurement",
  "reward",
  "other",
  "unknown"
])
export type OrderKind = typeof OrderKind.Type

export const TradeState = words("TradeState", ["pending", "active", "completed", "closed", "unknown"])
export type TradeState = typeof TradeState.Type

export const PaymentState = words("PaymentState", [
  "unpaid",
  "processing",
  "partially_paid",
  "paid",
  "failed",
  "unknown"
])
export type PaymentState = typeof PaymentState.Type

export const FulfilmentState = words("FulfilmentState", [
  "not_required",
  "unfulfilled",
  "partially_shipped",
  "shipped",
  "delivered",
  "unknown"
])
export type FulfilmentState = typeof FulfilmentState.Type

/** `ended`: the after-sale is over, its outcome is not stated. */
export const AfterSaleState = words("AfterSaleState", [
  "none",
  "in_progress",
  "partially_refunded",
  "refunded",
  "failed",
  "ended",
  "unknown"
])
export type AfterSaleState = typeof AfterSaleState.Type

export const SettlementState = words("SettlementState", ["unsettled", "settling", "settled", "unknown"])
export type SettlementState = typeof SettlementState.Type

export const CloseReason = words("CloseReason", [
  "timeout",
  "buyer_cancelled",
  "seller_cancelled",
  "refunded",
  "group_failed",
  "system",
  "unknown"
])
export type CloseReason = typeof CloseReason.Type

export const DiscountKind = words("DiscountKind", ["coupon", "promotion", "points", "redpack", "payment", "other"])
export type DiscountKind = typeof DiscountKind.Type

export const DiscountBearer = words("DiscountBearer", ["shop", "platform", "creator", "payment_provider", "unknown"])
export type DiscountBearer = typeof DiscountBearer.Type

export const LineType = words("LineType", [
  "physical",
  "digital",
  "service",
  "membership",
  "ticket",
  "coupon",
  "reward",
  "other",
  "unknown"
])
export type LineType = typeof LineType.Type

export const LineRole = words("LineRole", ["item", "bundled", "gift"])
export type LineRole = typeof LineRole.Type

export const PartyRole = words("PartyRole", ["dealer", "dealer_staff", "employee", "promoter"])
export const ParticipantRole = words("ParticipantRole", ["student"])

export const DeliveryMethod = words("DeliveryMethod", ["express", "pickup", "digital", "none", "unknown"])
export type DeliveryMethod = typeof DeliveryMethod.Type

export const VoucherKind = words("VoucherKind", ["verification", "redemption", "paid_coupon", "other"])
export const VoucherStatus = words("VoucherStatus", ["unused", "partly_used", "used", "void", "unknown"])
export type VoucherStatus = typeof VoucherStatus.Type

export const PaymentMethod = words("PaymentMethod", [
  "wechat",
  "alipay",
  "douyin",
  "baidu",
  "apple_iap",
  "android_coin",
  "virtual_coin",
  "huabei",
  "bank_card",
  "balance",
  "cash_on_delivery",
  "offline",
  "free",
  "other",
  "unknown"
])
export type PaymentMethod = typeof PaymentMethod.Type

export const RefundStatus = words("RefundStatus", [
  "requested",
  "in_progress",
  "refunded",
  "rejected",
  "failed",
  "ended",
  "unknown"
])
export type RefundStatus = typeof RefundStatus.Type

/** In the order in which an order lists them. */
export const CommissionRole = words("CommissionRole", [
  "sharer",
  "superior",
  "promoter",
  "creator",
  "market",
  "platform"
])
export type CommissionRole = typeof CommissionRole.Type

export const ReferenceKind = words("ReferenceKind", [
  "payment_transaction",
  "merchant_order",
  "external_order",
  "parent_order",
  "related_order",
  "coupon",
  "group_buy",
  "campaign",
  "redemption",
  "other"
])
export type ReferenceKind = typeof ReferenceKind.Type

export const WarningCode = words("WarningCode", [
  "unknown_code",
  "amount_mismatch",
  "unit_inferred",
  "type_drift",
  "precision_lost_upstream",
  "conflicting_states"
])
export type WarningCode = typeof WarningCode.Type
