/** `order.detail@2.0`: what `POST /xe.ecommerce.order.detail/1.0.0` answers, and which part of an order it states. */
import type { FieldPattern, OrderAnswer } from "@huidan/conformance"
import type { Commission, Order, OrderLine, OrderStatus, Reference } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import {
  afterSaleState,
  channelWords,
  isAlive,
  orderCloseType,
  orderState,
  paymentType,
  settleState,
  spuType,
  statedAfterSale,
  statedMethod,
  statedType
} from "../shared/Codes20.ts"
import { sum } from "../shared/Spelling.ts"
import { isDouyinSale } from "../shared/States.ts"
import { leavesOutRefunds } from "../shared/Sums.ts"
import { stateLabel } from "../shared/Words.ts"
import { internalExtraInfo, thirdPartyInfo } from "./Extra.ts"
import { goodsList } from "./Goods.ts"
import { buyerInfo, invoiceInfo, orderInfo, paymentInfo, priceInfo } from "./OrderInfo.ts"

/**
 * Not carried, since the document has no field for it: the shop's name, charges, a coupon's id and points of a discount,
 * the number of a line, tags, open and union id, street and area code of the recipient, name and code of the place of a
 * pick-up, who took a present, who shared the order and for how much, 外部订单号, when an order was updated, finished or
 * closed.
 */
const carries: ReadonlyArray<FieldPattern> = [
  "/kind",
  "/status",
  ...["goods", "freight", "discount", "adjustment", "payable", "paid", "refunded"].map((name) => `/amounts/${name}`),
  ...["kind", "name", "amount", "bearer"].map((name) => `/discounts/*/${name}`),
  "/fees",
  "/lines",
  ...["id", "name", "phones", "avatarUrl"].map((name) => `/buyer/${name}`),
  "/recipient",
  "/parties",
  "/participants",
  "/delivery/method",
  "/delivery/shipments",
  ...["address", "contactName", "contactPhone"].map((name) => `/delivery/pickup/${name}`),
  "/vouchers",
  "/gift",
  "/payment",
  "/refunds",
  "/commissions",
  "/channel",
  "/invoice",
  "/notes/buyer",
  ...["created", "paid", "shipped", "settled", "settlementExpected", "expires", "autoConfirm"].map(
    (name) => `/times/${name}`
  ),
  "/references"
]

/** Below the fields above there is no place for these: see the comment there. */
const without: ReadonlyArray<FieldPattern> = [
  "/lines/*/specs/*/name",
  "/lines/*/components",
  "/lines/*/channel",
  "/lines/*/warehouseId",
  "/lines/*/serialNumbers",
  "/lines/*/inputs",
  "/recipient/street",
  "/recipient/areaCode",
  "/recipient/mergeKey",
  "/delivery/shipments/*/carrierCode",
  "/delivery/shipments/*/deliveredAt",
  "/channel/videoId",
  "/refunds/*/requestedAt",
  "/refunds/*/lineIds",
  "/lines/*/lineId",
  "/vouchers/*/lineId",
  "/vouchers/*/total",
  "/vouchers/*/validFrom",
  "/vouchers/*/validTo",
  "/gift/recipientIds"
]

const restate = (order: Order): Order => {
  const paid = statesPayment(order)
  return {
    ...order,
    kind: kindOf(order),
    status: restateStatus(order, paid),
    amounts: { ...order.amounts, paid: paid ? order.amounts.payable : 0 },
    lines: order.lines.map((line) => restateLine(order, line, paid)),
    delivery: {
      ...order.delivery,
      method: methodOfDelivery(order),
      shipments: order.delivery.shipments.map((shipment) => ({
        ...shipment,
        lines: shipment.lines.map((line) => ({ ...line, lineId: null }))
      }))
    },
    vouchers: order.vouchers.map((voucher) => ({ ...voucher, lineId: null })),
    gift: order.gift === null ? null : { ...order.gift, recipientIds: [] },
    payment: {
      ...order.payment,
      method: statedMethod(order),
      methodRaw: String(paymentType(order)),
      paidAt: paid ? order.times.paid : null
    },
    refunds: order.refunds.map((refund) => ({ ...refund, requestedAt: null, lineIds: [] })),
    commissions: commissionsOf(order),
    channel: channelOf(order),
    times: { ...order.times, paid: paid ? order.times.paid : null, shipped: firstDeparture(order) },
    references: order.references.filter(({ kind, value }) => !unstated.has(kind) && !isNumberOfRefund(order, value))
  }
}

const unstated: ReadonlySet<Reference["kind"]> = new Set(["external_order", "coupon", "group_buy"])

/** An after-sale that gave money back has its number in the refund. */
const isNumberOfRefund = ({ refunds }: Order, value: string): boolean => refunds.some(({ id }) => id === value)

/** Only a consignee has a way of delivery; without one, what cannot travel is digital. */
const methodOfDelivery = (order: Order): Order["delivery"]["method"] => {
  if (order.recipient !== null || order.delivery.pickup !== null) return order.delivery.method
  return order.lines.some((line) => [1, 5].includes(spuType(order, line))) ? null : "digital"
}

/** An order is on its way when its first package is. */
const firstDeparture = ({ delivery }: Order): Order["times"]["shipped"] => {
  const [first = null] = delivery.shipments
    .flatMap(({ shippedAt }) => (shippedAt === null ? [] : [shippedAt]))
    .toSorted(DateTime.Order)
  return first
}

/** 2.0 knows a group buy by its failure alone. */
const kindOf = (order: Order): Order["kind"] =>
  order.kind === "group_buy" && order.status.closeReason !== "group_failed" ? "standard" : order.kind

/** 0 is unpaid, whatever became of the payment; 1 and 5 are paid where money came in or a full refund closed them. */
const statesPayment = (order: Order): boolean => {
  const state = orderState(order)
  if (state === 0 || order.status.payment !== "paid") return false
  const received = order.amounts.payable !== 0 || order.payment.transactionId !== null
  return (state !== 1 && state !== 5) || received || order.status.closeReason === "refunded"
}

const restateStatus = (order: Order, paid: boolean): OrderStatus => {
  const { status } = order
  return {
    ...status,
    payment: paid ? "paid" : "unpaid",
    // What left in part is still 待发货 (2).
    fulfilment: status.fulfilment === "partially_shipped" ? "unfulfilled" : status.fulfilment,
    afterSale: statedAfterSale(status.afterSale),
    label: stateLabel(order),
    raw: {
      order_state: String(orderState(order)),
      order_close_type: String(orderCloseType(order)),
      after_sale_show_state: String(afterSaleState(status.afterSale)),
      settle_state: String(settleState(order))
    }
  }
}

/** `actual_fee` is stated of unpaid orders too, for which nothing was paid. */
const restateLine = (order: Order, line: OrderLine, paid: boolean): OrderLine => ({
  ...line,
  paid: paid ? line.paid : 0,
  refunded: leavesOutRefunds(order) ? refundedOfNobody(order) : line.refunded,
  lineId: null,
  type: statedType(order, line),
  afterSale: statedAfterSale(line.afterSale)
})

/** 抖音 has a person without money here, 视频号 money with a nickname, sharers nothing. */
const commissionsOf = (order: Order): ReadonlyArray<Commission> =>
  order.commissions.flatMap((share) => {
    if (share.role === "sharer" || share.role === "superior") return []
    if (share.role === "market") return [share]
    return [
      isDouyinSale(order)
        ? { ...share, amount: null, rateBasisPoints: null }
        : { ...share, userId: null, rateBasisPoints: null }
    ]
  })

const channelOf = (order: Order): Order["channel"] => ({
  ...order.channel,
  // 渠道来源描述; the words of 渠道类型 where it is empty.
  trafficSource: order.channel.trafficSource ?? channelWords(order),
  liveRoomId: isAlive(order) ? order.channel.liveRoomId : null,
  creatorId: isDouyinSale(order) ? order.channel.creatorId : null
})

export const answer: OrderAnswer = {
  carries,
  without,
  lacks: ["partial parcel", "gift line", "private text in several forms"],
  restate,
  encode: (order, dice) => ({
    buyer_info: buyerInfo(order),
    goods_info: { goods_list: goodsList(order, dice), has_result: true },
    internal_extra_info: internalExtraInfo(order, dice),
    invoice_info: invoiceInfo(order),
    order_info: orderInfo(order, dice),
    payment_info: paymentInfo(order),
    price_info: priceInfo(order),
    third_party_info: thirdPartyInfo(order)
  }),
  wrap: ([data]) => ({ code: 0, data: data ?? null, msg: "ok" })
}

/** The refund of a line where no line states one: all of it for a sole line, unknown for several. */
const refundedOfNobody = ({ lines, refunds }: Order): number | null => {
  const done = sum(refunds.filter(({ status }) => status === "refunded").map(({ amount }) => amount))
  return done === 0 ? 0 : lines.length === 1 ? done : null
}
