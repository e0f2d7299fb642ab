/**
 * Canonical words → codes of the 1.0 family, read from the table of order detail 1.0. A word with several codes is
 * written as any of them; the order decides for good, since the answer says the code back.
 */
import type {
  FulfilmentState,
  LineType,
  Order,
  OrderLine,
  PaymentMethod,
  RefundStatus,
  SettlementState
} from "@huidan/core"
import { choiceOf, isOneOf } from "./Spelling.ts"

/** All codes of the tables, by the name of their field. */
export const codes10 = {
  order_state: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  ship_state: [0, 1, 2, 3, 4],
  settle_status: [0, 1, 2],
  pay_way: [0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15],
  payment_type: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  /** 0-无 is never one of several things: 打赏 is given alone. */
  goods_type: [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 16, 20, 21, 22, 23, 25, 29, 31, 34, 35, 41, 42, 45],
  resource_type: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 16, 20, 21, 22, 23, 25, 29, 31, 34, 35, 41, 42, 45],
  /** Of an order; -1 says nothing. */
  sales_state: [-1, 0, 1, 2, 3],
  line_sales_state: [0, 1, 2, 3],
  refund_state: [0, 1, 2, 3],
  single_type: [0, 1],
  express_type: [0, 1, 2],
  pickup_state: [0, 1],
  use_collection: [1, 2, 3, 4, 5, 6, 7],
  distribute_type: [0, 1]
} as const

/** `resource_type` of an order of several things: 购物车. */
export const cart = 21_001

type Codes<Word extends string> = Readonly<Partial<Record<Word, readonly [number, ...Array<number>]>>>

/** `order_state` of a closed order. 1.0 has no code for 商家取消 and 系统取消: a cancelled order is 7 (by hand) or 6 (by itself). */
const closed: Codes<NonNullable<Order["status"]["closeReason"]>> = {
  timeout: [6],
  system: [6],
  buyer_cancelled: [7],
  seller_cancelled: [7],
  refunded: [10, 3],
  group_failed: [3]
}

const unpaid: Codes<NonNullable<Order["status"]["payment"]>> = {
  unpaid: [0],
  failed: [2],
  partially_paid: [4],
  processing: [5]
}

/** 发起过部分退款 is 11; 全部退款中 and 全部退款失败, 8 and 9, speak of the whole order. */
const afterSale: Codes<NonNullable<Order["status"]["afterSale"]>> = { failed: [9], partially_refunded: [11] }

export const orderState = (order: Order): number => {
  const { status } = order
  const codes =
    status.trade === "closed"
      ? closed[status.closeReason ?? "timeout"]
      : (unpaid[status.payment ?? "paid"] ?? (isRefundingWhole(order) ? [8] : afterSale[status.afterSale ?? "none"]))
  return codes === undefined ? 1 : choiceOf(order, "order_state", ...codes)
}

/** Where a `sales_state` says what is being refunded, an order may also stay at 1 支付成功. */
const isRefundingWhole = (order: Order): boolean =>
  order.status.afterSale === "in_progress" &&
  order.lines.every((line) => line.afterSale === "in_progress") &&
  (!(listsGoods(order) || orderSalesState(order) > 0) || isOneOf(order, "order_state 8", 0.5))

/** `goods_info` comes 多商品订单或实物/虚拟带货商品订单才会返回: always with several lines, at times with one parcel. */
export const listsGoods = (order: Order): boolean =>
  order.lines.length > 1 || (order.lines[0]?.type === "physical" && isOneOf(order, "goods_info", 0.3))

export const shipStates: Readonly<Record<Exclude<FulfilmentState, "unknown">, number>> = {
  not_required: 0,
  unfulfilled: 1,
  shipped: 2,
  delivered: 3,
  partially_shipped: 4
}

export const shipState = ({ status }: Order): number =>
  status.fulfilment === null || status.fulfilment === "unknown" ? -1 : shipStates[status.fulfilment]

const settleStates: Readonly<Record<Exclude<SettlementState, "unknown">, number>> = {
  unsettled: 0,
  settling: 1,
  settled: 2
}

/** `settle_status` of 1.0; `settle_state` of 2.0 differs only by name. */
export const settleStatus = ({ status }: Order): number =>
  status.settlement === null || status.settlement === "unknown" ? 0 : settleStates[status.settlement]

/** `sales_state` of one of the goods. */
const salesStates: Codes<NonNullable<OrderLine["afterSale"]>> = {
  partially_refunded: [1],
  refunded: [2],
  in_progress: [3]
}

export const salesState = (line: OrderLine): number => salesStates[line.afterSale ?? "none"]?.[0] ?? 0

/** The order's own `sales_state`: −1 in the sample; of an order without a goods list its one line's, or −1 too. */
export const orderSalesState = (order: Order): number => {
  const [line] = order.lines
  if (line === undefined || listsGoods(order) || isOneOf(order, "sales_state -1", 0.5)) return -1
  return salesState(line)
}

/** `refund_info[].state`. */
const refundStates: Codes<RefundStatus> = { requested: [0], in_progress: [1], refunded: [2], failed: [3] }

export const refundState = (status: RefundStatus): number => refundStates[status]?.[0] ?? 0

const payWays: Codes<PaymentMethod> = {
  wechat: [0, 0, 6],
  alipay: [1, 1, 10],
  apple_iap: [2, 12],
  android_coin: [3, 15],
  offline: [4],
  baidu: [5],
  virtual_coin: [7, 13],
  huabei: [14],
  other: [11],
  // Nothing was paid: the default of the column.
  free: [0]
}

export const payWay = (order: Order): number =>
  choiceOf(order, "pay_way", ...(payWays[order.payment.method ?? "free"] ?? ([0] as const)))

const resourceTypes: Codes<LineType> = {
  physical: [21],
  membership: [5, 7, 23],
  ticket: [9, 11],
  service: [29, 31, 35, 42],
  coupon: [41],
  digital: [1, 2, 3, 4, 16, 20, 25, 34, 45],
  other: [22],
  // 打赏 is not a resource: 0-无.
  reward: [0]
}

/** 专栏 and 大专栏 are product packages (付费产品包). */
export const isPackage = (order: Order): boolean =>
  order.lines.length === 1 && order.lines[0]?.type === "digital" && isOneOf(order, "package", 0.25)

export const resourceType = (order: Order, line: OrderLine): number => {
  if (isPackage(order)) return choiceOf(order, "package type", 6, 8)
  // A cart may have packages beside single things.
  const packages = order.lines.length > 1 && line.type === "digital" ? [6, 8] : []
  const types = [...(resourceTypes[line.type ?? "other"] ?? [22]), ...packages]
  const alike = order.lines.filter(({ type }) => type === line.type)
  const first = choiceOf(order, "resource_type", 0, ...types.keys())
  // Things of one kind in a cart are of different types.
  return types[(first + alike.indexOf(line)) % types.length] ?? 22
}

/** `payment_type` of the detail's answer: what kind of purchase it was. Three tables bear this name within 1.0. */
export const paymentType = (order: Order): number => {
  if (order.kind === "group_buy") return isPackage(order) ? 14 : choiceOf(order, "payment_type", 13, 13, 4)
  if (order.kind === "gift") return isPackage(order) ? 6 : order.lines[0]?.type === "membership" ? 10 : 5
  if (order.kind === "reward") return 12
  if (order.kind === "redemption" && order.channel.code !== "31") return 16
  const ordinary = order.kind === "standard" || order.kind === "imported" || order.kind === "procurement"
  if (ordinary && order.payment.method === "free") return choiceOf(order, "payment_type", 1, 1, 1, 2)
  if (isPackage(order)) return 3
  const single = order.lines.length === 1 ? order.lines[0]?.type : undefined
  if (single === "membership") return choiceOf(order, "payment_type", 9, 15, 2)
  if (single === "ticket") return choiceOf(order, "payment_type", 11, 2)
  // 7-问答提问 and 8-问答偷听 are purchases like any other.
  return single === "digital" ? choiceOf(order, "payment_type", 2, 2, 7, 8) : 2
}
