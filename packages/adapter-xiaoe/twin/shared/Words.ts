/** Words for people that the answers carry beside their codes, as the samples and tables show them. */
import type { FulfilmentState, LineType, Order, PaymentMethod } from "@huidan/core"

/** `order_state_type` of 1.0, `order_state_description` of 2.0. */
export const stateLabel = ({ status }: Order): string => {
  if (status.trade === "closed") return "已关闭"
  if (status.trade === "pending") return status.payment === "paid" ? "待成交" : "待付款"
  if (status.trade === "completed") return "已完成"
  return status.fulfilment === "shipped" ? "已发货" : "待发货"
}

export const shipWords: Readonly<Record<Exclude<FulfilmentState, "unknown">, string>> = {
  not_required: "无需发货",
  unfulfilled: "待发货",
  shipped: "已发货",
  partially_shipped: "部分发货",
  delivered: "已收货"
}

export const methodWords: Partial<Record<PaymentMethod, string>> = {
  wechat: "微信支付",
  alipay: "支付宝支付",
  apple_iap: "IOS波币支付",
  android_coin: "安卓波币支付",
  offline: "线下支付",
  baidu: "百度支付",
  virtual_coin: "虚拟币支付",
  huabei: "花呗分期"
}

export const typeWords: Partial<Record<LineType, string>> = {
  physical: "实物商品",
  digital: "知识商品",
  membership: "会员",
  ticket: "活动票",
  service: "服务类商品",
  coupon: "有价优惠券",
  reward: "打赏"
}

/** What an order of several goods is called: 如果资源类型为21001,则包含全部商品的名称. */
export const purchaseName = ({ lines }: Order): string => lines.map((line) => line.title ?? "").join(",")
