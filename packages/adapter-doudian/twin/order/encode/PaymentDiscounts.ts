/** 支付优惠: what the payment channel takes off, outside the order's discounts; shop and platform may bear a part. */
import type { JsonNode } from "@huidan/conformance"
import type { DiscountBearer, MinorUnits, Order } from "@huidan/core"
import { sum } from "../LineShares.ts"

const paymentsOf = ({ discounts }: Order) => discounts.filter(({ kind }) => kind === "payment")

export const paymentDiscount = (order: Order): MinorUnits => sum(paymentsOf(order).map(({ amount }) => amount ?? 0))

/** The SDK documents the shares of lines only; an order without any has no such key. */
export const paymentShares = (order: Order): { readonly [key: string]: JsonNode } => {
  const shares = paymentsOf(order).filter(({ bearer }) => bearer !== "payment_provider")
  const costOf = (wanted: DiscountBearer) =>
    sum(shares.filter(({ bearer }) => bearer === wanted).map(({ amount }) => amount ?? 0))
  if (shares.length === 0) return {}
  return {
    promotion_pay_amount_details: [
      {
        pay_promotion_type: "mixed_charge",
        share_cost: { shop_cost: costOf("shop"), platform_cost: costOf("platform") }
      }
    ]
  }
}
