/**
 * What the three answers say alike of one true order, so that decoding them must give the same: data for a test that
 * encodes an order with each operation, decodes the answers, and compares.
 *
 * `where` is the set of orders that the operations can all express. Beyond it they differ because the platform does: a
 * row of list 1.0 is one purchase under one title, counts presents alone, states a coupon and no other discount; it names
 * a sharer's money and not the sharer, of whom 2.0 says nothing at all.
 */
import type { FieldPattern } from "@huidan/conformance"
import type { OperationName, Order, PaymentMethod } from "@huidan/core"
import { plainMethods } from "./Plain.ts"
import { isDouyinSale } from "./States.ts"

/** Fields in which several operations agree about an order. */
export interface Agreement {
  /** Which orders, in words. */
  readonly about: string
  readonly fields: ReadonlyArray<FieldPattern>
  readonly operations: ReadonlyArray<OperationName>
  readonly where: (order: Order) => boolean
}

const all = ["order.list@1.0", "order.detail@1.0", "order.detail@2.0"]
const details = ["order.detail@1.0", "order.detail@2.0"]
const family10 = ["order.list@1.0", "order.detail@1.0"]

const always = () => true
const isSingle = ({ lines }: Order) => lines.length === 1
const isCounted = (order: Order) => isSingle(order) && (order.kind === "gift" || order.lines[0]?.quantity === 1)
const hasSoleCoupon = ({ discounts }: Order) => discounts.length === 1 && discounts[0]?.kind === "coupon"
const isShared = ({ role }: Order["commissions"][number]) => role === "sharer" || role === "superior"
const isSharedOnly = ({ commissions }: Order) => commissions.length > 0 && commissions.every(isShared)
const isNobodys = ({ commissions }: Order) => commissions.length === 0

const everywhere = new Set<PaymentMethod | null>([...plainMethods, "free"])
const in10 = new Set<PaymentMethod | null>([...everywhere, "apple_iap", "android_coin"])

/** States that 1.0 and 2.0 both have: no failed or partial payment, no failed after-sale, no group, no seller's cancel. */
const isPlainState = ({ status }: Order): boolean =>
  (status.payment === "paid" || status.payment === "unpaid") &&
  !(status.payment === "paid" && status.trade === "pending") &&
  status.fulfilment !== "partially_shipped" &&
  status.afterSale !== "failed" &&
  status.closeReason !== "seller_cancelled" &&
  status.closeReason !== "system" &&
  status.closeReason !== "group_failed"

/** Orders whose common fields every answer can state in full. */
export const isToldByAll = (order: Order): boolean =>
  isCounted(order) &&
  hasSoleCoupon(order) &&
  isNobodys(order) &&
  everywhere.has(order.payment.method) &&
  isPlainState(order)

/** What the answers of detail 1.0, detail 2.0 and list 1.0 have in common. */
export const commonFields: ReadonlyArray<FieldPattern> = [
  "/key",
  "/buyer/id",
  "/lines/*/title",
  "/lines/*/quantity",
  "/amounts/payable",
  "/amounts/discount",
  "/times/created",
  "/times/settled",
  "/payment/method",
  "/commissions"
]

/** What the details have in common beyond that. */
export const commonFieldsOfDetails: ReadonlyArray<FieldPattern> = [
  ...["trade", "payment", "fulfilment", "afterSale", "closeReason", "settlement"].map((axis) => `/status/${axis}`),
  "/recipient"
]

/** What the documents of several operations say alike about one order. */
export const agreements: ReadonlyArray<Agreement> = [
  { about: "told by all", fields: commonFields, operations: all, where: isToldByAll },
  { about: "told by all", fields: commonFieldsOfDetails, operations: details, where: isToldByAll },
  {
    about: "any",
    fields: ["/key", "/orderId", "/buyer/id", "/amounts/payable", "/times/created", "/times/settled"],
    operations: all,
    where: always
  },
  {
    about: "any",
    fields: ["/lines/*/title", "/lines/*/quantity", "/lines/*/unitPrice", "/lines/*/total", "/amounts/discount"],
    operations: details,
    where: always
  },
  { about: "any", fields: ["/recipient", "/status/settlement"], operations: details, where: always },
  { about: "of one line", fields: ["/lines/*/title"], operations: all, where: isSingle },
  // 购买赠送: the one kind of order whose number of pieces a row states.
  {
    about: "presents and single pieces",
    fields: ["/lines/*/quantity"],
    operations: all,
    where: isCounted
  },
  {
    about: "presents of several",
    fields: ["/lines/*/quantity", "/gift/total"],
    operations: all,
    where: (order) => order.kind === "gift" && (order.lines[0]?.quantity ?? 0) > 1
  },
  {
    about: "with one coupon",
    fields: ["/amounts/discount", "/discounts/*/kind", "/discounts/*/amount"],
    operations: all,
    where: hasSoleCoupon
  },
  {
    about: "paid in a way that all know",
    fields: ["/payment/method"],
    operations: all,
    where: ({ payment }) => everywhere.has(payment.method)
  },
  {
    about: "paid in a way that 1.0 knows",
    fields: ["/payment/method"],
    operations: family10,
    where: ({ payment }) => in10.has(payment.method)
  },
  // No sharer is in 2.0, no creator and no market in the list: all three agree on nobody.
  { about: "without a share", fields: ["/commissions"], operations: all, where: isNobodys },
  {
    about: "shared by a promoter",
    fields: ["/commissions/*/role", "/commissions/*/amount"],
    operations: family10,
    where: isSharedOnly
  },
  {
    about: "sold on 抖音",
    fields: ["/commissions/*/role", "/commissions/*/userId", "/commissions/*/name"],
    operations: details,
    where: isDouyinSale
  },
  {
    about: "in a state that both have",
    fields: commonFieldsOfDetails.filter((field) => field.startsWith("/status/")),
    operations: details,
    where: isPlainState
  }
]
