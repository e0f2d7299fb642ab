/**
 * What the three answers say alike of one true order, so that decoding them must give the same: data for a test that
 * encodes an order with each operation, decodes the answers, and compares.
 *
 * `where` is the set of orders that all the operations can express for these fields. Beyond it they differ because the
 * platform does: list 1.0 counts presents alone, states a coupon and no other discount, and names no sharer.
 */
import type { FieldPattern } from "@huidan/conformance"
import type { OperationName, Order, PaymentMethod } from "@huidan/core"

export interface Agreement {
  readonly fields: ReadonlyArray<FieldPattern>
  readonly operations: ReadonlyArray<OperationName>
  readonly where: (order: Order) => boolean
}

const all = ["order.list@1.0", "order.detail@1.0", "order.detail@2.0"]
const details = ["order.detail@1.0", "order.detail@2.0"]
const family10 = ["order.list@1.0", "order.detail@1.0"]

const always = () => true
const isSingle = (order: Order) => order.lines.length === 1
const everywhere = new Set<PaymentMethod | null>(["wechat", "alipay", "offline", "free"])
const in10 = new Set<PaymentMethod | null>([...everywhere, "apple_iap", "android_coin"])
const isShared = ({ role }: Order["commissions"][number]) => role === "sharer" || role === "superior"

/** States that 1.0 and 2.0 both have: no failed or partial payment, no failed after-sale, no group, no seller's cancel. */
const isPlainState = ({ status }: Order): boolean =>
  (status.payment === "paid" || status.payment === "unpaid") &&
  !(status.payment === "paid" && status.trade === "pending") &&
  status.fulfilment !== "partially_shipped" &&
  status.afterSale !== "failed" &&
  status.closeReason !== "seller_cancelled" &&
  status.closeReason !== "system" &&
  status.closeReason !== "group_failed"

export const agreements: ReadonlyArray<Agreement> = [
  {
    fields: ["/key", "/orderId", "/buyer/id", "/amounts/payable", "/times/created", "/times/settled"],
    operations: all,
    where: always
  },
  { fields: ["/lines/*/title"], operations: all, where: isSingle },
  {
    fields: ["/lines/*/title", "/lines/*/quantity", "/lines/*/unitPrice", "/lines/*/total"],
    operations: details,
    where: always
  },
  // 购买赠送: the one kind of order whose number of pieces a row states.
  { fields: ["/lines/*/quantity"], operations: all, where: (order) => order.kind === "gift" },
  { fields: ["/amounts/discount"], operations: details, where: always },
  {
    fields: ["/amounts/discount"],
    operations: all,
    where: ({ discounts }) => discounts.length === 1 && discounts[0]?.kind === "coupon"
  },
  { fields: ["/payment/method"], operations: all, where: ({ payment }) => everywhere.has(payment.method) },
  { fields: ["/payment/method"], operations: family10, where: ({ payment }) => in10.has(payment.method) },
  // No sharer is in 2.0, no creator and no market in the list: all three agree on nobody.
  { fields: ["/commissions"], operations: all, where: ({ commissions }) => commissions.length === 0 },
  {
    fields: ["/commissions/*/role", "/commissions/*/amount"],
    operations: family10,
    where: ({ commissions }) => commissions.every(isShared)
  },
  {
    fields: ["trade", "payment", "fulfilment", "afterSale", "settlement", "closeReason"].map(
      (axis) => `/status/${axis}`
    ),
    operations: details,
    where: isPlainState
  },
  { fields: ["/recipient"], operations: details, where: always }
]
