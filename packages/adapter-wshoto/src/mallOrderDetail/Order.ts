/** Wshoto's answer → the canonical order. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { AfterSaleState, CloseReason, RefundStatus } from "@huidan/core"
import { pointsOf, priceOfPieces, toAmounts, toCommissions, toDiscounts, withUnitDoubt } from "./Amounts.ts"
import * as Codes from "./Codes.ts"
import { methodOf, paymentOf } from "./Payment.ts"
import type { Detail, MallOrderDetail } from "./Wire.ts"

export const toOrder = (stated: MallOrderDetail): Draft.OrderDraft => {
  const answer = withUnitDoubt(stated)
  const lines = answer.detail_list.map((detail) => toLine(answer, detail))
  const status = toStatus(answer)
  return {
    orderId: answer.order_sn,
    shop: { id: Traced.fixed(null, "the answer names no shop") },
    kind: Traced.lookup(answer.type, Codes.kinds, "type", { unknown: "unknown" }).orElse(
      Traced.fixed("unknown", "no type is stated")
    ),
    status,
    amounts: toAmounts(answer),
    discounts: toDiscounts(answer),
    lines,
    buyer: Draft.buyer({
      id: answer.customer_id.by("customer_id, the buyer's unionid"),
      name: answer.customer_name,
      phones: Traced.present([answer.phone_num]),
      wechatOpenId: answer.open_id
    }),
    recipient: toRecipient(answer),
    parties:
      answer.user_id.value === null
        ? []
        : [{ role: Traced.fixed("employee", "user_id is an employee"), id: answer.user_id }],
    delivery: Draft.delivery({
      method: Traced.lookup(answer.express_type, Codes.deliveryMethods, "express_type", { unknown: "unknown" }),
      shipments: toShipments(answer),
      pickup: toPickup(answer)
    }),
    payment: Draft.payment({
      method: methodOf(answer),
      merchantOrderId: answer.pay_num,
      paidAt: answer.pay_time
    }),
    refunds: toRefunds(answer, status.afterSale),
    commissions: toCommissions(answer),
    notes: { buyer: answer.remark, seller: answer.seller_comments },
    times: {
      created: answer.create_time,
      updated: answer.update_time,
      paid: answer.pay_time,
      shipped: answer.send_time,
      completed: answer.finish_time,
      closed: answer.close_time
    },
    references: toReferences(answer)
  }
}

const toLine = (answer: MallOrderDetail, detail: Detail) =>
  Draft.line({
    lineId: detail.order_detail_id,
    productId: detail.spu_id,
    skuId: detail.sku_id,
    externalProductId: detail.spu_no,
    externalSkuId: detail.sku_no,
    title: detail.goods_name,
    specs: detail.spec_desc.mapAll(
      (value) => (value === null ? [] : [{ name: null, value }]),
      "text-only specs, not split"
    ),
    imageUrl: detail.thumbnail,
    role: Traced.fixed("item", "every line is an item"),
    quantity: detail.goods_num,
    unitPrice: detail.goods_price,
    discount: Traced.sum([detail.coupon_price, pointsOf(detail)], "coupon_price + integral_deduct_price"),
    total: detail.total_price.orElse(priceOfPieces(detail)),
    paid: Traced.paidBy(paymentOf(answer), detail.pay_price, "pay_price of the line if pay_status is 1, 0 if it is 0")
  })

const toStatus = (answer: MallOrderDetail) => {
  const trade = Traced.lookup(answer.status, Codes.tradeStates, "status", { unknown: "unknown" as const })
  return {
    trade: withTagConflict(trade, answer.order_status_tag),
    payment: paymentOf(answer),
    fulfilment: fulfilmentOf(answer),
    afterSale: afterSaleOf(answer),
    closeReason: closeReasonOf(answer),
    closeNote:
      trade.value === "closed" ? answer.cancel_remark : answer.cancel_remark.asNull("only a closed order has a note"),
    raw: Draft.codes({
      status: answer.status,
      pay_status: answer.pay_status,
      order_status_tag: Traced.knownCode(answer.order_status_tag, Codes.statusTags, "order_status_tag"),
      refund_status: Traced.knownCode(answer.refund_status, Codes.refundStates, "refund_status"),
      express_type: answer.express_type
    })
  }
}

/** Warns of a tag that closes the order although `status` is not closed. */
const withTagConflict = <A>(trade: Traced.Traced<A>, tag: Traced.Traced<string | null>): Traced.Traced<A> =>
  trade.value !== "closed" && trade.value !== null && Traced.entryOf(Codes.closeReasons, tag.value) !== undefined
    ? trade.considering(tag).doubt("conflicting_states", "order_status_tag says closed, status does not")
    : trade.considering(tag)

const fulfilmentOf = (answer: MallOrderDetail) => {
  const { express_type: way } = answer
  if (way.value === "0") return way.map(() => "not_required" as const, "express_type 0 needs no delivery")
  if (way.value !== null && !Object.hasOwn(Codes.deliveryMethods, way.value)) {
    return way.map(() => "unknown" as const, "an unknown express_type may need no delivery").considering(answer.status)
  }
  if (answer.status.value === "5") {
    return Traced.combine(
      [answer.status, answer.send_time],
      "closed: shipped when send_time is set",
      (_status, sent) => (sent === null ? ("unfulfilled" as const) : ("shipped" as const))
    )
  }
  return Traced.lookup(answer.status, Codes.fulfilmentStates, "status", { unknown: "unknown" as const })
}

const afterSaleOf = (answer: MallOrderDetail): Traced.Traced<AfterSaleState> => {
  const tag = answer.order_status_tag
  const refund = answer.refund_status
  const stateOfTag = Traced.entryOf(Codes.afterSaleTags, tag.value)
  if (stateOfTag !== undefined) {
    return Traced.combine(
      [tag, refund],
      "order_status_tag; 10 with refund_status 2 is refunded (inferred)",
      (code, state) => (code === "10" && state === "2" ? "refunded" : stateOfTag)
    )
  }
  return Traced.lookup(refund, Codes.refundStates, "refund_status", { unknown: "unknown" as const })
    .mapAll((state) => state ?? ("none" as const))
    .considering(tag)
}

const closeReasonOf = (answer: MallOrderDetail): Traced.Traced<CloseReason | null> => {
  const tag = answer.order_status_tag
  if (answer.status.value !== "5") return tag.asNull("only a closed order has a reason")
  if (tag.value === null || tag.value === Codes.completedTag) {
    return tag
      .mapAll(() => "unknown" as const, "order_status_tag")
      .doubt("conflicting_states", "the order is closed and no tag says why")
  }
  return Traced.lookup(tag, Codes.closeReasons, "order_status_tag", { unknown: "unknown" as const })
}

const toRecipient = ({ order_address_info: address }: MallOrderDetail) => {
  const { name, mobile, province, city, district, area_code, address: detail } = address
  if ([name, mobile, province, city, district, area_code, detail].every((field) => field.value === null)) return null
  return Draft.recipient({
    name,
    phone: mobile,
    country: province.map(() => "CN", "the platform delivers within China"),
    province,
    city,
    district,
    areaCode: area_code,
    detail
  })
}

const toPickup = ({ order_check_info: check }: MallOrderDetail) => {
  if (Object.values(check).every((field) => field.value === null)) return null
  return {
    place: check.appoint_store_Name,
    contactPhone: check.mobile,
    from: check.appoint_time_start,
    to: check.appoint_time_end,
    verified: check.checkTime.mapAll((time) => time !== null, "checkTime is set"),
    verifiedPlace: check.consume_store_name,
    verifiedAt: check.checkTime,
    verifiedBy: check.checkStaffUserId
  }
}

const toShipments = (answer: MallOrderDetail) =>
  answer.express_no.value === null && answer.express_name.value === null
    ? []
    : [
        Draft.shipment({
          carrierName: answer.express_name,
          trackingNumber: answer.express_no.by("express_no, unverified: the document calls it 快递编码"),
          shippedAt: answer.send_time
        })
      ]

const refundStatuses: Readonly<Partial<Record<AfterSaleState, RefundStatus>>> = {
  in_progress: "in_progress",
  refunded: "refunded",
  failed: "failed",
  ended: "ended",
  unknown: "unknown"
}

const toRefunds = (answer: MallOrderDetail, afterSale: Traced.Traced<AfterSaleState>) => {
  const status = afterSale.map((state) => refundStatuses[state] ?? null, "the order's after-sale state")
  return status.value === null
    ? []
    : [
        Draft.refund({
          status: new Traced.Traced<RefundStatus>(status.value, status),
          reason: answer.refund_failure_reasons
        })
      ]
}

const toReferences = (answer: MallOrderDetail) =>
  [
    { kind: "merchant_order" as const, id: answer.pay_num },
    { kind: "coupon" as const, id: answer.coupon_id },
    { kind: "campaign" as const, id: answer.activity_id }
  ].flatMap(({ kind, id }) => {
    const [value] = Traced.present([id])
    return value === undefined ? [] : [{ kind: Traced.fixed(kind, "the field's name"), value }]
  })
