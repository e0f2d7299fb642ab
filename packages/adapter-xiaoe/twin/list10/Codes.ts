/**
 * Canonical words → codes of a row of order list 1.0, read from its own table: `payment_type`, `pay_way`,
 * `resource_type` and the data source differ from the detail's. `order_state` is the detail's: the table of the list
 * names 0 1 2 6 10, its filter also 3, and pushes send 7 and 11.
 */
import type { LineType, Order, PaymentMethod } from "@huidan/core"
import { cart, isPackage } from "../shared/Codes10.ts"
import { choiceOf, isOneOf } from "../shared/Spelling.ts"

/** All codes of the table, by the name of their field. */
export const listCodes = {
  pay_way: [-1, 0, 1, 2, 3, 4],
  payment_type: [2, 3, 5, 6, 13, 14],
  /** The documented ones, and those of the detail for other products. */
  resource_type: [0, 1, 2, 3, 4, 5, 7, 21, 29, 41, cart],
  after_sales_state: [0, 1, 2],
  team_buy_state: [0, 1, 2],
  client_type: [0, 1, 5, 10, 11, 12, 13, 20, 30, 31]
} as const

/** −1-未指定支付方式 for every way that the list has no code for. */
const payWays: Readonly<Partial<Record<PaymentMethod, readonly [number, ...Array<number>]>>> = {
  wechat: [0],
  alipay: [1],
  apple_iap: [2],
  android_coin: [3],
  offline: [4],
  free: [0, -1]
}

export const listPayWay = (order: Order): number =>
  choiceOf(order, "list pay_way", ...(payWays[order.payment.method ?? "free"] ?? ([-1] as const)))

/** Sold as a 付费产品包 (专栏、会员): `payment_type` 3, 6 or 14, and no resource. */
const isSoldAsPackage = (order: Order): boolean =>
  isPackage(order) ||
  (order.lines.length === 1 &&
    order.lines[0]?.type === "membership" &&
    (order.kind === "gift" || isOneOf(order, "list package", 0.5)))

/** 2-单笔 3-订阅付费产品包 5-单笔的购买赠送 6-产品包的购买赠送 13-单笔的拼团 14-产品包的拼团: no other code exists. */
export const listPaymentType = (order: Order): number => {
  const packaged = isSoldAsPackage(order)
  if (order.kind === "group_buy") return packaged ? 14 : 13
  if (order.kind === "gift") return packaged ? 6 : 5
  return packaged ? 3 : 2
}

/** Documented are 0 1 2 3 4 5 7; for other products the detail's code is used. */
const resourceTypes: Readonly<Partial<Record<LineType, readonly [number, ...Array<number>]>>> = {
  digital: [1, 2, 3, 4],
  ticket: [5],
  membership: [7],
  physical: [21],
  service: [29],
  coupon: [41],
  reward: [0]
}

export const listResourceType = (order: Order): number => {
  if (isSoldAsPackage(order)) return 0
  const line = order.lines.length === 1 ? order.lines[0] : undefined
  if (line === undefined) return cart
  return choiceOf(order, "list resource_type", ...(resourceTypes[line.type ?? "other"] ?? ([0] as const)))
}

/** What the two codes say of the line: payment_type为2时该字段有意义, everything else is a product package. */
export const statesResource = (order: Order): LineType => {
  const resource = listResourceType(order)
  if (listPaymentType(order) !== 2 || resource === 0) return "digital"
  const type = order.lines[0]?.type ?? "unknown"
  return order.lines.length === 1 && ["digital", "ticket", "membership"].includes(type) ? type : "unknown"
}

/** 拼团状态: 0-进行中 1-拼团成功 2-拼团失败; stated of group buys alone. */
export const teamBuyState = ({ kind, status }: Order): number | null => {
  if (kind !== "group_buy") return null
  if (status.closeReason === "group_failed") return 2
  return status.payment === "paid" && status.trade !== "pending" ? 1 : 0
}

/** 0-没有相关售后单 1-存在未处理售后单 2-存在已处理售后单. */
export const afterSalesState = ({ status }: Order): number => {
  if (status.afterSale === null || status.afterSale === "none" || status.afterSale === "unknown") return 0
  return status.afterSale === "in_progress" ? 1 : 2
}

/** 数据来源 of the detail → of the list; what is not here has the same code in both. */
const clientTypes: Readonly<Record<string, number>> = { "4": 12, "6": 12, "22": 0, "33": 0, "88": 20 }

export const clientType = ({ channel }: Order): number => clientTypes[channel.code ?? ""] ?? Number(channel.code ?? 0)
