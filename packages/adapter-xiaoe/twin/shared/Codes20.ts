/**
 * Canonical words → codes of order detail 2.0, read from its table alone: `order_state`, `payment_type` and
 * `settle_state` bear the names of 1.0 fields and mean other things.
 */
import type {
  FulfilmentState,
  LineType,
  Order,
  OrderLine,
  PaymentMethod,
  Reference,
  RefundStatus,
  VoucherStatus
} from "@huidan/core"
import { choiceOf, isOneOf } from "./Spelling.ts"

/** All codes of the tables, by the name of their field. */
export const codes20 = {
  order_state: [0, 1, 2, 3, 4, 5],
  order_close_type: [0, 1, 2, 3, 4, 5, 6],
  after_sale_state: [0, 1, 2, 3],
  settle_state: [0, 1, 2],
  payment_type: [-1, 0, 1, 2, 3, 4, 8, 9],
  order_type: [1, 2, 3, 4],
  spu_type: [0, 1, 2, 3, 4, 5],
  check_state: [0, 1, 2, 3, 4],
  voucher_status: [1, 2, 3, 4],
  refund_state: [0, 1, 2, 3],
  relation_goods_type: [0, 1, 2, 3, 4],
  relation_order_type: [0, 1, 2, 3, 4, 5, 6],
  channel_type: [0, 1, 2],
  promoter_type: [0, 1],
  /** 0 where nobody receives anything. */
  express_type: [0, 1, 2]
} as const

/** 0-待付款 1-待成交 2-待发货 3-已发货 4-已完成 5-已关闭; what left in part is still 待发货. */
export const orderState = ({ status }: Order): number => {
  if (status.trade === "closed") return 5
  if (status.trade === "completed") return 4
  if (status.trade === "pending") return status.payment === "paid" ? 1 : 0
  return status.fulfilment === "shipped" ? 3 : 2
}

const closeTypes: Partial<Record<NonNullable<Order["status"]["closeReason"]>, number>> = {
  timeout: 1,
  buyer_cancelled: 2,
  seller_cancelled: 3,
  refunded: 4,
  group_failed: 5,
  system: 6
}

export const orderCloseType = ({ status }: Order): number =>
  status.closeReason === null ? 0 : (closeTypes[status.closeReason] ?? 0)

/** 0-无 1-售后中 2-部分退款 3-全额退款, of the order and of its goods: failed and withdrawn ones are 无. */
const afterSaleStates: Partial<Record<NonNullable<Order["status"]["afterSale"]>, number>> = {
  in_progress: 1,
  partially_refunded: 2,
  refunded: 3
}

export const afterSaleState = (afterSale: OrderLine["afterSale"]): number => afterSaleStates[afterSale ?? "none"] ?? 0

/** What the code says of an after-sale. */
export const statedAfterSale = (afterSale: OrderLine["afterSale"]): OrderLine["afterSale"] =>
  afterSaleState(afterSale) === 0 ? "none" : afterSale

/** `relation_order_type` (关联订单类型); 0 where there is none. */
const relationTypes: Readonly<Record<string, number>> = {
  带货主订单: 1,
  带货副订单: 2,
  买赠主订单: 3,
  支付有礼主订单: 4,
  渠道方主订单: 5,
  内容方主订单: 6
}

export const relationOrderType = (related: Reference | undefined): number => relationTypes[related?.relation ?? ""] ?? 0

/** 0-商详页 1-直播间 2-广告渠道. */
const channelTypes = ["商详页", "直播间", "广告渠道"] as const

export const channelType = (order: Order): 0 | 1 | 2 =>
  isAlive(order) ? 1 : choiceOf(order, "channel_type", 0 as const, 0 as const, 2 as const)

export const channelWords = (order: Order): string => channelTypes[channelType(order)]

/** Sold in a room of 鹅直播; those of 抖音 have no field here. */
export const isAlive = ({ channel }: Order): boolean => channel.liveRoomId?.startsWith("l_") === true

/** 0-待结算 1-结算中 2-结算完成. */
export const settleState = ({ status }: Order): number =>
  status.settlement === "settled" ? 2 : status.settlement === "settling" ? 1 : 0

/** 波币 of IOS and Android have no code of their own here: they are 8-虚拟币. */
const paymentTypes: Readonly<Partial<Record<PaymentMethod, readonly [number, ...Array<number>]>>> = {
  wechat: [1],
  alipay: [2],
  offline: [3],
  baidu: [4],
  virtual_coin: [8],
  apple_iap: [8],
  android_coin: [8],
  huabei: [9],
  // −1-无(0元订单) is documented for list 2.0; the template of the detail has 0.
  free: [-1, 0],
  // What has no code here is not stated.
  other: [0]
}

export const paymentType = (order: Order): number =>
  choiceOf(order, "payment_type 2.0", ...(paymentTypes[order.payment.method ?? "free"] ?? ([0] as const)))

/** What the code says of the way of payment, also that of list 2.0. */
export const statedMethod = ({ payment }: Order): PaymentMethod | null => {
  if (payment.method === "other") return null
  return payment.method === "apple_iap" || payment.method === "android_coin" ? "virtual_coin" : payment.method
}

/** 1-交易订单 2-导入订单 3-渠道采购订单 4-兑换订单. */
const orderTypes: Partial<Record<Order["kind"], number>> = { imported: 2, procurement: 3, redemption: 4 }

export const orderType = (order: Order): number => orderTypes[order.kind] ?? 1

/** 0-知识商品 1-实物商品 2-服务类商品 3-打赏; 5-知识/实物商品 may be either. */
const spuTypes: Partial<Record<LineType, number>> = {
  digital: 0,
  membership: 0,
  physical: 1,
  ticket: 2,
  service: 2,
  coupon: 2,
  reward: 3
}

export const spuType = (order: Order, line: OrderLine): number => {
  const own = { orderId: `${order.orderId}/${line.lineId}` }
  return line.type === "physical" && isOneOf(own, "spu_type 5", 0.1) ? 5 : (spuTypes[line.type ?? "other"] ?? 4)
}

const sentTypes: ReadonlyArray<number> = [1, 5]

/** `goods_spu_type` of an order: 5-知识/实物商品 of one that has both; 4 of one without goods. */
export const orderSpuType = (order: Order): number => {
  const types = [...new Set(order.lines.map((line) => spuType(order, line)))]
  const [first = 4, ...others] = types
  return others.length > 0 && types.some((type) => sentTypes.includes(type)) ? 5 : first
}

/** An order of knowledge alone is shown as 已发货 too, as the example of list 2.0 has it. */
const isShownAsShipped = (order: Order): boolean =>
  !sentTypes.includes(orderSpuType(order)) && isOneOf(order, "knowledge shown as shipped", 0.5)

/** What `ship_state` and the words beside it say of a line. */
export const shownFulfilment = (order: Order, line: OrderLine): FulfilmentState =>
  line.fulfilment === "not_required" && isShownAsShipped(order) ? "shipped" : (line.fulfilment ?? "unknown")

/** 0-无 1-虚拟带货主商品 2-实物带货主商品 3-内容分销市场主商品 4-总分店总店商品. */
export const relationGoodsType = (order: Order, line: OrderLine): number => {
  const own = { orderId: `${order.orderId}/${line.lineId}` }
  if (line.role === "bundled") return choiceOf(own, "bundled with", 1, 2)
  if (order.kind === "procurement") return choiceOf(own, "of the content market", 0, 3)
  return choiceOf(own, "of the head shop", 0, 0, 0, 4)
}

/** What the code says of the line. */
export const statedType = (order: Order, line: OrderLine): LineType =>
  (["digital", "physical", "service", "reward", "other", "unknown"] as const)[spuType(order, line)] ?? "unknown"

/** `ship_state` has no documented codes; those of 1.0 are used, the words beside them decide. */
export const shipStates: Readonly<Record<FulfilmentState, number>> = {
  not_required: 0,
  unfulfilled: 1,
  shipped: 2,
  delivered: 3,
  partially_shipped: 4,
  unknown: -1
}

/** `check_state` and `veri_code_list[].status`: 1-待核销 2-已核销 3-已失效 4-部分核销. */
const checkStates: Partial<Record<VoucherStatus, number>> = { unused: 1, used: 2, void: 3, partly_used: 4 }

export const checkState = (status: VoucherStatus | null): number => (status === null ? 0 : (checkStates[status] ?? 0))

/** `refund_records[].refund_state`: 0 waiting, 1 in progress, 2 done, 3 failed. */
const refundStates: Partial<Record<RefundStatus, number>> = { requested: 0, in_progress: 1, refunded: 2, failed: 3 }

export const refundState = (status: RefundStatus): number => refundStates[status] ?? 0
