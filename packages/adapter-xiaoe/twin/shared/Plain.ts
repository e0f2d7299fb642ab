/**
 * Most orders are plain ones that all three answers can state in full: one thing bought once (or a present of
 * several), a coupon and no other discount, paid in a way that has a code everywhere, nobody's share in it.
 */
import type { TrueOrderContext } from "@huidan/conformance"
import type { Order, OrderLine, PaymentMethod } from "@huidan/core"
import { isOneOf } from "./Spelling.ts"

/** Orders that the world plans are not plain; orders of the content market always have a share for it. */
export const isPlain = (order: Order, { planned }: TrueOrderContext): boolean =>
  !planned && order.kind !== "procurement" && isOneOf(order, "plain", 0.8)

/** `pay_way` of both 1.0 answers and `payment_type` of 2.0 have a code for these. */
export const plainMethods: readonly [PaymentMethod, ...ReadonlyArray<PaymentMethod>] = [
  "wechat",
  "wechat",
  "alipay",
  "offline"
]

/** A present is bought several at a time: the one quantity that a row of list 1.0 states. */
export const withPlainQuantity = (order: Order, line: OrderLine, context: TrueOrderContext): OrderLine => {
  const gift = order.kind === "gift"
  if (!gift && !isPlain(order, context)) return line
  const quantity = gift ? context.dice.between(1, 6) : 1
  return { ...line, quantity, total: (line.unitPrice ?? 0) * quantity }
}
