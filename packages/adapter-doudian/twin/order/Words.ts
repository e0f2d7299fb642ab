/** Codes and words of the platform, each with one canonical word, from the comments of the official SDK. */
import type { LineType, PaymentMethod } from "@huidan/core"

/** 支付类型. */
export const payTypes = {
  cash_on_delivery: [0],
  wechat: [1],
  alipay: [2],
  other: [3, 12, 16],
  bank_card: [4, 9],
  balance: [5],
  free: [7],
  douyin: [8]
} as const satisfies Readonly<Partial<Record<PaymentMethod, readonly [number, ...ReadonlyArray<number>]>>>

/** 插旗信息: the flag's number is the place in this list; an order without a flag is grey. */
export const flagWords: readonly [string, ...ReadonlyArray<string>] = ["灰", "紫", "青", "绿", "橙", "红"]

/** 商品类型. */
export const goodsTypes = { physical: 0, digital: 1 } as const satisfies Readonly<Partial<Record<LineType, number>>>

/** Each code with the way of paying that it means. */
export const payTypeChoices: ReadonlyArray<{ readonly method: PaymentMethod; readonly code: number }> = Object.entries(
  payTypes
).flatMap(([method, codes]) => codes.map((code) => ({ method: method as keyof typeof payTypes, code })))

export const payTypeCodes = payTypeChoices.map(({ code }) => code)

export interface Named {
  readonly code: number
  readonly words: string
}

type NamedList = readonly [Named, ...ReadonlyArray<Named>]

/** 下单端. */
export const buyingApps: NamedList = [
  { code: 2, words: "抖音" },
  { code: 3, words: "头条" },
  { code: 11, words: "抖音极速版" }
]

/** C端流量来源. */
export const trafficSources: NamedList = [
  { code: 2, words: "精选联盟" },
  { code: 8, words: "小店自卖" }
]

/** 订单类型; 1 and 3 by the comments on the after-sale interface. */
export const orderTypeWords: Readonly<Record<number, string>> = {
  0: "普通订单",
  1: "全款预售订单",
  2: "虚拟商品订单",
  3: "快闪店订单",
  4: "电子券",
  5: "三方核销",
  6: "服务市场"
}

export const orderTypes = Object.keys(orderTypeWords).map(Number)

/** 商品属性. */
export const propertyWords: ReadonlyArray<string> = ["少糖", "去冰"]

/** 交易类型. */
export const tradeTypeWords: Readonly<Record<number, string>> = {
  0: "普通",
  1: "拼团",
  2: "定金预售",
  3: "订金找货",
  4: "拍卖",
  5: "0元单",
  6: "回收",
  7: "寄卖",
  10: "寄样",
  11: "0元抽奖",
  12: "达人买样",
  13: "普通定制",
  16: "大众竞拍",
  18: "小时达",
  102: "定金预售的赠品单",
  103: "收款"
}

export const tradeTypes = Object.keys(tradeTypeWords).map(Number)

/** 102 is of lines alone. */
export const tradeTypesOfOrders = tradeTypes.filter((type) => type !== 102)

/** Types that say nothing of the kind of an order. */
export const ordinaryTradeTypes: readonly [number, ...ReadonlyArray<number>] = [
  3, 4, 5, 6, 7, 10, 11, 12, 13, 16, 18, 103
]

/** 预售类型: 0 现货, 1 全款预售, 2 阶梯发货. */
export const preSaleTypes = [0, 1, 2] as const

/** What an order named by another one is to it. */
export const relatedWords = { madeUpFor: "关联订单", usedBy: "核销订单" } as const

/** 核销状态: only 3 is published. */
export const writeoffStates = {
  unused: { code: 1, words: "待使用" },
  partly_used: { code: 2, words: "部分使用" },
  used: { code: 3, words: "已使用" }
} as const satisfies Readonly<Record<string, Named>>

/** The word of the list that has this number. */
export const wordsOf = (list: ReadonlyArray<Named>, words: string | null): Named =>
  list.find((each) => each.words === words) ?? { code: 0, words: "" }
