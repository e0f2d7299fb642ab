/** Canonical words → codes of a row of order list 2.0, where its codes are not those of order detail 2.0. */
import type { Order, PaymentMethod } from "@huidan/core"
import { choiceOf } from "../shared/Spelling.ts"

/** 0-未支付 1-支付成功 2-支付关闭. */
export const payStates = [0, 1, 2] as const

export const payState = (order: Order): number => {
  if (order.status.payment === "paid") return 1
  return order.status.trade === "closed" ? choiceOf(order, "pay_state", 2, 2, 0) : 0
}

/** -1-无(0元订单) 1-线上微信 2-线上支付宝 3-线下支付 4-百度收银台 8-虚拟币 9-花呗. */
const payTypes: Readonly<Partial<Record<PaymentMethod, number>>> = {
  wechat: 1,
  alipay: 2,
  offline: 3,
  baidu: 4,
  virtual_coin: 8,
  apple_iap: 8,
  android_coin: 8,
  huabei: 9,
  free: -1
}

export const payTypeCodes = [-1, 1, 2, 3, 4, 8, 9] as const

export const payType = ({ payment }: Order): number => payTypes[payment.method ?? "free"] ?? -1
