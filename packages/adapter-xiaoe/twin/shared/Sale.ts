/** Where an order was sold, how it was paid, who has a share in it, and what it is tied to. */
import { type TrueOrderContext, trueId } from "@huidan/conformance"
import { type Channel, type Commission, type Order, type PaymentMethod, plainText, type Reference } from "@huidan/core"
import { isPlain, plainMethods } from "./Plain.ts"
import { isChannelsSale, isDouyinSale } from "./States.ts"
import { afterSaleIds } from "./Sums.ts"

/** 数据来源 (`wx_app_type` of detail 1.0) with a name for each; only these of the document's list are used. */
const dataSources: Readonly<Record<string, string>> = {
  "0": "微信小程序店铺",
  "1": "微信H5店铺",
  "4": "安卓",
  "5": "手机浏览器",
  "6": "IOS",
  "10": "开放平台",
  "11": "PC店铺",
  "12": "店铺APP",
  "13": "线下订单",
  "22": "百度小程序",
  "30": "管理台导入",
  "31": "积分兑换",
  "33": "视频号小程序",
  "88": "抖音小程序"
}

export const dataSourceCodes = Object.keys(dataSources).map(Number)

const sourcesByMethod: Partial<Record<PaymentMethod, readonly [string, ...ReadonlyArray<string>]>> = {
  alipay: ["5", "11"],
  huabei: ["5"],
  baidu: ["22"],
  offline: ["13"],
  virtual_coin: ["12"],
  apple_iap: ["6"],
  android_coin: ["4"]
}

/** 收款方式: code of `use_collection`, words of `collection_way`. */
const collections = {
  agency: { code: "1", name: "知识助手账户收款" },
  wechat: { code: "2", name: "微信服务商模式账户收款" },
  coin: { code: "3", name: "虚拟币账户收款" },
  alipay: { code: "4", name: "支付宝服务商模式账户收款" },
  douyinWechat: { code: "5", name: "抖音小程序账户收款" },
  douyinAlipay: { code: "6", name: "抖音小程序账户收款" },
  channels: { code: "7", name: "微信视频号自有账户收款" }
} as const

const collectionsByMethod: Partial<Record<PaymentMethod, keyof typeof collections>> = {
  wechat: "wechat",
  alipay: "alipay",
  huabei: "alipay",
  virtual_coin: "coin",
  apple_iap: "coin",
  android_coin: "coin"
}

export const withSale = (order: Order, context: TrueOrderContext): Order => {
  const { dice } = context
  const free = order.amounts.payable === 0
  const special = order.kind === "standard" && !free && !isPlain(order, context) ? dice.between(1, 4) : 0
  const method =
    special === 1 ? "wechat" : special === 2 ? dice.pick(["wechat", "alipay"] as const) : methodOf(order, context)
  const source = special === 1 ? "33" : special === 2 ? "88" : sourceOf(order, method, context)
  const paid = order.times.paid !== null && !free
  const sold = { ...order, channel: channelOf(source, context) }
  return {
    ...sold,
    payment: {
      ...order.payment,
      method,
      transactionId: paid && method !== "offline" ? (order.payment.transactionId ?? `4200${dice.digits(24)}`) : null,
      merchantOrderId: paid ? `${trueId(context, 800)}${dice.digits(8)}` : null,
      collection: collectionOf(sold, method, context)
    }
  }
}

/** Also of an unpaid order: the way that the buyer chose. */
const methodOf = (order: Order, context: TrueOrderContext): PaymentMethod => {
  const { dice } = context
  if (order.amounts.payable === 0) return "free"
  if (isPlain(order, context)) return dice.pick(plainMethods)
  const chosen = order.payment.method
  return chosen === null || chosen === "free" ? dice.pick(["wechat", "alipay"]) : chosen
}

const sourceOf = (order: Order, method: PaymentMethod, { dice }: TrueOrderContext): string => {
  if (order.kind === "imported") return dice.pick(["10", "30"])
  if (order.kind === "redemption" && dice.chance(0.5)) return "31"
  return dice.pick(sourcesByMethod[method] ?? ["0", "1", "1", "5", "11", "12"])
}

const channelOf = (source: string, { dice }: TrueOrderContext): Channel => {
  const douyin = source === "88"
  const channels = source === "33"
  const creator = douyin ? `dy${dice.digits(9)}` : channels ? `sph${dice.digits(12)}` : null
  return {
    code: source,
    name: dataSources[source] ?? null,
    trafficSource: dice.chance(0.3) ? dice.pick(["直播间推广", "公众号菜单", "朋友圈广告"]) : null,
    // A room is a bare 64-bit number in `cps_info.room_id`.
    liveRoomId: douyin ? `71168${dice.digits(14)}` : !channels && dice.chance(0.1) ? `l_${dice.digits(13)}` : null,
    videoId: null,
    creatorId: creator,
    creatorName: creator === null ? null : dice.pick(["汇单讲堂", "咖啡师小李"])
  }
}

const collectionOf = (
  order: Order,
  method: PaymentMethod,
  { dice }: TrueOrderContext
): Order["payment"]["collection"] => {
  const key = isChannelsSale(order)
    ? "channels"
    : isDouyinSale(order)
      ? method === "alipay"
        ? "douyinAlipay"
        : "douyinWechat"
      : (collectionsByMethod[method] ?? "agency")
  return { ...collections[key], merchantId: key === "wechat" ? `16022${dice.digits(5)}` : null }
}

/** Who earns depends on where it was sold; one order has one kind of earner. */
export const withCommissions = (order: Order, context: TrueOrderContext): Order => {
  const { dice } = context
  const payable = order.amounts.payable ?? 0
  const share = (role: Commission["role"], who: Pick<Commission, "userId" | "name">, rate: number): Commission => ({
    role,
    ...who,
    amount: Number((BigInt(payable) * BigInt(rate)) / 10_000n),
    rateBasisPoints: rate
  })
  const person = () => ({
    userId: `u_${dice.digits(13)}`,
    name: plainText(dice.pick(["分享家小王", "每日一笑", "Q&A 姐"]))
  })
  const { creatorId: userId, creatorName } = order.channel
  const name = creatorName === null ? null : plainText(creatorName)
  if (isDouyinSale(order)) return { ...order, commissions: [share("creator", { userId, name }, 3500)] }
  if (isChannelsSale(order)) {
    const fee = Number(BigInt(payable) / 100n)
    const fees = fee > 0 ? [{ kind: "platform_service", amount: fee }] : []
    return { ...order, fees, commissions: [share("creator", { userId, name }, 2000)] }
  }
  if (order.kind === "procurement") {
    const market = { userId: null, name: plainText("小鹅通内容市场") }
    return { ...order, commissions: [share("market", market, dice.pick([3000, 1250]))] }
  }
  if (isPlain(order, context) || !dice.chance(0.6)) return { ...order, commissions: [] }
  const sharer = share("sharer", person(), dice.pick([4000, 1000, 1250]))
  return { ...order, commissions: dice.chance(0.4) ? [sharer, share("superior", person(), 500)] : [sharer] }
}

/** `relation_order_type` of 2.0, in the document's words: what the related order is to this one. */
const relations: Partial<Record<Order["kind"], readonly [string, ...ReadonlyArray<string>]>> = {
  standard: ["带货主订单", "带货副订单", "支付有礼主订单"],
  gift: ["买赠主订单"],
  procurement: ["渠道方主订单", "内容方主订单"]
}

/** 副订单 is a related or subordinate order; every other word names a 主订单. */
const relatedOrders = (order: Order, { dice, turn, wants }: TrueOrderContext): ReadonlyArray<Reference> => {
  const words = relations[order.kind]
  const market = order.kind === "procurement"
  if (words === undefined || !dice.chance(market || wants("gift order") ? 1 : 0.4)) return []
  const relation = turn("relation", words)
  const kind = relation.includes("副") ? "related_order" : "parent_order"
  return [
    {
      ...referenceTo(kind, `o_${dice.digits(24)}`),
      relation,
      shopId: market ? "appContentSide01" : dice.pick([null, order.shop.id])
    }
  ]
}

/** In the order of: payment, order numbers of others, coupons, group, related orders, redemption, after-sales. */
export const withReferences = (order: Order, context: TrueOrderContext): Order => {
  const { dice } = context
  const { merchantOrderId, transactionId } = order.payment
  const redeemed = order.kind === "redemption"
  return {
    ...order,
    references: [
      ...(transactionId === null ? [] : [referenceTo("payment_transaction", transactionId)]),
      ...(merchantOrderId === null ? [] : [referenceTo("merchant_order", merchantOrderId)]),
      // 外部订单号, which the 1.0 answers alone have: not the 商户单号 of 2.0.
      ...(order.times.paid === null ? [] : [referenceTo("external_order", `oo_${dice.digits(13)}_ul8aYN8S`)]),
      ...order.discounts.flatMap(({ id }) => (id === null ? [] : [referenceTo("coupon", id)])),
      ...(order.kind === "group_buy" ? [referenceTo("group_buy", `team_${dice.digits(12)}`)] : []),
      ...relatedOrders(order, context),
      // 兑换码批次 and 兑换码活动.
      ...(redeemed
        ? [referenceTo("redemption", `rb_${dice.digits(10)}`), referenceTo("campaign", `ra_${dice.digits(10)}`)]
        : []),
      ...afterSaleIds(order).map(([, id]) => referenceTo("other", id, "售后"))
    ]
  }
}

const referenceTo = (kind: Reference["kind"], value: string, relation: string | null = null): Reference => ({
  kind,
  value,
  relation,
  shopId: null
})

/** The first thing of this kind that the order is tied to. */
export const referenceOf = (order: Order, kind: Reference["kind"]): Reference | undefined =>
  order.references.find((reference) => reference.kind === kind)
