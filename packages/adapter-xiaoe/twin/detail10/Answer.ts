/** `order.detail@1.0`: what `POST /xe.order.detail/1.0.0` answers, and which part of an order it states. */
import type { FieldPattern, OrderAnswer } from "@huidan/conformance"
import type { Commission, Order, OrderLine, OrderStatus, Reference, Refund, Shipment } from "@huidan/core"
import {
  listsGoods,
  orderSalesState,
  orderState,
  payWay,
  resourceType,
  salesState,
  settleStatus,
  shipState
} from "../shared/Codes10.ts"
import { isChannelsSale } from "../shared/States.ts"
import { stateLabel } from "../shared/Words.ts"
import { afterSaleList, refundInfo } from "./Goods.ts"
import { hasCouponPriceAlone, hasRefundMoney, listsParcels, orderInfo } from "./OrderInfo.ts"
import { dhsInfo, distributeInfo, studentInfo } from "./Sources.ts"

/**
 * Not carried, since the document has no field for it: charges, fees, tags, vouchers, when an order was updated, sent,
 * received, finished or closed, street and area code of the recipient, the buyer's union id, points of a discount, a
 * sharer's rate, a seller's note, the 商户单号 (外部订单号 is another number), the group, related orders, redemption.
 * `goods_info` and the order's own fields say different things of a line: see `linesOf`.
 */
const carries: ReadonlyArray<FieldPattern> = [
  "/shop/name",
  "/kind",
  "/status",
  ...["goods", "freight", "discount", "adjustment", "payable", "paid", "refunded"].map((name) => `/amounts/${name}`),
  ...["kind", "id", "name", "amount", "bearer"].map((name) => `/discounts/*/${name}`),
  "/lines",
  ...["id", "name", "phones", "avatarUrl", "wechatOpenId"].map((name) => `/buyer/${name}`),
  "/recipient",
  "/parties",
  "/participants",
  "/delivery",
  "/gift",
  "/payment",
  "/refunds",
  "/commissions",
  "/channel",
  "/invoice",
  "/notes/buyer",
  ...["created", "paid", "settled", "expires", "autoConfirm"].map((name) => `/times/${name}`),
  "/references"
]

/** Below the fields above there is no place for these: see the comment there. */
const without: ReadonlyArray<FieldPattern> = [
  "/lines/*/specs/*/name",
  "/lines/*/components",
  "/lines/*/channel",
  "/lines/*/validTo",
  "/lines/*/warehouseId",
  "/lines/*/serialNumbers",
  "/lines/*/inputs",
  "/recipient/street",
  "/recipient/areaCode",
  "/recipient/mergeKey",
  "/delivery/shipBy",
  "/delivery/shipAt",
  "/delivery/shipments/*/carrierCode",
  "/delivery/shipments/*/shippedAt",
  "/delivery/shipments/*/deliveredAt",
  "/delivery/pickup/from",
  "/delivery/pickup/to",
  "/delivery/pickup/verifiedPlace",
  "/delivery/pickup/verifiedAt",
  "/delivery/pickup/verifiedBy",
  "/gift/invalid",
  "/payment/merchantOrderId",
  "/refunds/*/id",
  "/channel/videoId",
  "/invoice/phone",
  "/invoice/bank",
  "/invoice/bankAccount",
  "/invoice/address",
  "/invoice/content",
  "/references/*/shopId"
]

const restate = (order: Order): Order => ({
  ...order,
  // 内容市场 orders have no sign of their own in 1.0.
  kind: order.kind === "procurement" ? "standard" : order.kind,
  status: restateStatus(order),
  amounts: {
    ...order.amounts,
    // A part of it was paid, and no field says how much.
    paid: order.status.payment === "partially_paid" ? null : order.amounts.paid,
    refunded: order.refunds.length === 0 && !hasRefundMoney(order) ? null : order.amounts.refunded
  },
  // `discount_arr` has names and amounts; the one coupon in it is that of `cu_id`.
  discounts: hasCouponPriceAlone(order)
    ? order.discounts.map((discount) => ({ ...discount, name: null }))
    : order.discounts,
  lines: linesOf(order),
  buyer: { ...order.buyer, phones: order.buyer.phones.slice(0, 1) },
  delivery: { ...order.delivery, shipments: shipmentsOf(order) },
  gift:
    order.gift === null ? null : { ...order.gift, invalid: null, recipientIds: soleRecipient(order.gift.recipientIds) },
  payment: { ...order.payment, merchantOrderId: null, methodRaw: String(payWay(order)) },
  refunds: order.refunds.map((refund) => ({ ...refund, id: null, lineIds: linesNamed(order, refund) })),
  commissions: commissionsOf(order),
  channel: {
    ...order.channel,
    liveRoomId: order.channel.liveRoomId?.startsWith("l_") ? null : order.channel.liveRoomId
  },
  invoice: order.invoice === null ? null : { ...noInvoice, ...invoiceHead(order.invoice) },
  references: order.references.filter(({ kind }) => statedReferences.has(kind))
})

/** `refund_info` names products and specs: two lines of the same are one to it. */
const linesNamed = (order: Order, { lineIds }: Refund): ReadonlyArray<string> => {
  const named = order.lines.filter(({ lineId }) => lineId !== null && lineIds.includes(lineId))
  return order.lines.flatMap(({ lineId, productId, skuId }) =>
    listsGoods(order) && lineId !== null && named.some((line) => line.productId === productId && line.skuId === skuId)
      ? [lineId]
      : []
  )
}

const statedReferences: ReadonlySet<Reference["kind"]> = new Set([
  "payment_transaction",
  "external_order",
  "coupon",
  // 售后: `refund_info` has no number, so the number of each after-sale is a reference of its own.
  "other"
])

const restateStatus = (order: Order): OrderStatus => {
  const { status } = order
  // Nothing here says that a paid group buy still waits for its group.
  const trade =
    status.trade === "pending" && status.payment === "paid"
      ? status.fulfilment === "not_required"
        ? "completed"
        : "active"
      : status.trade
  return {
    ...status,
    trade,
    // 8 to 11 know no after-sale that came to nothing.
    afterSale: status.afterSale === "ended" ? "none" : status.afterSale,
    closeReason: status.closeReason === null ? null : (closeReasons[status.closeReason] ?? status.closeReason),
    label: stateLabel(order),
    raw: {
      order_state: String(orderState(order)),
      ship_state: String(shipState(order)),
      sales_state: String(orderSalesState(order)),
      settle_status: String(settleStatus(order))
    }
  }
}

/** 6, 7 and 3 each have more than one meaning. */
const closeReasons: Partial<Record<NonNullable<OrderStatus["closeReason"]>, OrderStatus["closeReason"]>> = {
  system: "timeout",
  seller_cancelled: "buyer_cancelled",
  group_failed: "refunded"
}

const linesOf = (order: Order): ReadonlyArray<OrderLine> =>
  order.lines.map((line) => {
    const state = listsGoods(order) ? salesState(line) : orderSalesState(order)
    const stated = {
      ...line,
      type: typeOf(order, line),
      afterSale: state > 0 ? line.afterSale : "none",
      paid: paidOfLine(order, line)
    }
    return listsGoods(order)
      ? // The goods list does not say which line was sent, unless nothing has to be; no product codes, no validity.
        {
          ...stated,
          externalProductId: null,
          externalSkuId: null,
          fulfilment: order.status.fulfilment === "not_required" ? "not_required" : null,
          validFrom: null,
          validTo: null,
          validityText: null
        }
      : // The order's own fields: no line id, no sku id, no sums of a line. `expire_send` has no documented meaning.
        {
          ...stated,
          fulfilment: order.status.fulfilment,
          lineId: null,
          skuId: null,
          discount: null,
          paid: order.status.payment === "paid" ? null : paidOfLine(order, line),
          refunded: null,
          validTo: null
        }
  })

/** The answer has 商品实付金额 of every order, paid or not; no field says which part of a deposit is a line's. */
const paidOfLine = ({ status }: Order, line: OrderLine): number | null => {
  if (status.payment === "partially_paid") return null
  return status.payment === "paid" ? line.paid : 0
}

/** 22 and 0 say less than the order knows. */
const typeOf = (order: Order, line: OrderLine): OrderLine["type"] =>
  resourceType(order, line) === 0 ? "unknown" : line.type

const shipmentsOf = (order: Order): ReadonlyArray<Shipment> =>
  order.delivery.shipments.map((shipment) => ({
    ...shipment,
    id: listsParcels(order) ? shipment.id : null,
    shippedAt: null,
    lines: listsParcels(order)
      ? shipment.lines.map(({ lineId }) => ({ lineId: listsGoods(order) ? lineId : null, quantity: null }))
      : []
  }))

const soleRecipient = (ids: ReadonlyArray<string>): ReadonlyArray<string> => (ids.length === 1 ? ids : [])

/** Who presents on 视频号 (`trace_info`) is where it was sold, and no share of his is stated; 内容市场 is not named at all. */
const commissionsOf = (order: Order): ReadonlyArray<Commission> =>
  isChannelsSale(order)
    ? []
    : order.commissions.flatMap((share) => {
        if (share.role === "market") return []
        return [share.role === "creator" ? share : { ...share, rateBasisPoints: null }]
      })

const noInvoice = { phone: null, bank: null, bankAccount: null, address: null, content: null }

const invoiceHead = ({ title, taxNumber, email }: NonNullable<Order["invoice"]>) => ({ title, taxNumber, email })

export const answer: OrderAnswer = {
  carries,
  without,
  lacks: ["partial parcel", "gift line", "private text in several forms"],
  restate,
  encode: (order, dice) => ({
    order_info: orderInfo(order, dice),
    distribute_info: distributeInfo(order),
    student_info: studentInfo(order),
    refund_info: refundInfo(order),
    after_sale_list: afterSaleList(order),
    dhs_info: dhsInfo(order)
  }),
  wrap: ([data]) => ({ code: 0, msg: "ok", data: data ?? null })
}
