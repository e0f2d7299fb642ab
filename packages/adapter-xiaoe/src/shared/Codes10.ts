/**
 * Codes of `xe.order.detail/1.0.0` that list 1.1 is read by too *(inferred: the list has no published table)*. Version 2.0
 * and list 1.0 have other codes under the same names.
 */
import type { AfterSaleState, FulfilmentState, LineType } from "@huidan/core"

/** `ship_state` */
export const fulfilmentStates: Readonly<Record<string, FulfilmentState>> = {
  0: "not_required",
  1: "unfulfilled",
  2: "shipped",
  3: "delivered",
  4: "partially_shipped"
}

/** `sales_state` of a line */
export const lineAfterSaleStates: Readonly<Record<string, AfterSaleState>> = {
  0: "none",
  1: "partially_refunded",
  2: "refunded",
  3: "in_progress"
}

/** `resource_type`: each with the platform's word, which `goods_info[].goods_type` may send instead of the code. */
const resourceTypes: ReadonlyArray<readonly [code: string, word: string, type: LineType]> = [
  ["0", "无", "unknown"],
  ["1", "图文", "digital"],
  ["2", "音频", "digital"],
  ["3", "视频", "digital"],
  ["4", "直播", "digital"],
  ["5", "会员", "membership"],
  ["6", "专栏", "digital"],
  ["7", "圈子", "membership"],
  ["8", "大专栏", "digital"],
  ["9", "活动票", "ticket"],
  ["11", "付费活动票", "ticket"],
  ["16", "付费打卡", "digital"],
  ["20", "电子书", "digital"],
  ["21", "实体商品", "physical"],
  ["21", "实物商品", "physical"],
  ["22", "内容市场营销活动", "other"],
  ["23", "超级会员", "membership"],
  ["25", "训练营", "digital"],
  ["29", "面授课", "service"],
  ["31", "班课", "service"],
  ["34", "练习", "digital"],
  ["35", "班课", "service"],
  ["41", "有价优惠券", "coupon"],
  ["42", "课时包", "service"],
  ["45", "AI互动课", "digital"],
  ["21001", "购物车", "unknown"]
]

export const lineTypes: Readonly<Record<string, LineType>> = Object.fromEntries(
  resourceTypes.flatMap(([code, word, type]) => [
    [code, type],
    [word, type]
  ])
)

/** `pay_way` 0 is also what an order carries that was never paid. */
export const defaultPayWays: ReadonlyArray<string> = ["0"]
