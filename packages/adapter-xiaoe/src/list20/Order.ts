/** A row of `xe.ecommerce.order.list/1.0.0` (2.0) → the canonical order. Rules: the order model's tables for Xiaoe 2.0. */
import { type Draft, Traced } from "@huidan/adapter-kit"
import type { OrderKind } from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import { decodeCode, statedCode } from "../shared/Code.ts"
import { toCommission } from "../shared/Commissions.ts"
import { freeIfNothingPayable } from "../shared/Payment.ts"
import { statesAny, toCountry } from "../shared/People.ts"
import { toReference } from "../shared/References.ts"
import { listLineTotal, listPayable20, toListAmounts20 } from "./Amounts.ts"
import * as Codes from "./Codes.ts"
import { lineAfterSale, lineFulfilment, listPaymentState20, toListStatus20 } from "./Status.ts"
import type { OrderListGoods20, OrderListInfo20, OrderListRow20 } from "./Wire.ts"

export const toOrderList20 = (row: OrderListRow20): Draft.OrderDraft => {
  const { buyer_info: buyer, order_info: info, ship_info: ship } = row
  return {
    orderId: info.order_id,
    shop: { id: info.app_id },
    kind: kindOf(info),
    status: toListStatus20(row),
    amounts: toListAmounts20(row),
    lines: row.good_list.map(toLine),
    buyer: {
      id: info.user_id,
      name: buyer.nickname,
      phones: Traced.present([buyer.phone_number]),
      avatarUrl: buyer.avatar_url
    },
    recipient: toRecipient(row),
    delivery: { shipments: toShipments(row) },
    vouchers: row.good_list.flatMap(toVouchers),
    payment: toPayment(row),
    refunds: Traced.present([info.refund_time]).map((time) => ({
      status: time.mapAll(() => "refunded" as const, "refund_time is set (inferred)"),
      amount: info.refund_fee,
      refundedAt: time
    })),
    commissions: toCommission("sharer", "share_user_id (inferred)", { userId: info.share_user_id }),
    channel: { code: statedCode(info.wx_app_type) },
    notes: { buyer: buyer.comment },
    times: {
      created: info.created_time,
      updated: info.update_time,
      paid: paidAt(info),
      shipped: ship.ship_time,
      delivered: ship.confirm_time.by("confirm_time (inferred)"),
      completed: timeInState(info, Codes.completedState),
      closed: timeInState(info, Codes.closedState),
      settled: Traced.combine(
        [info.settle_state_time, info.settle_state],
        "settle_state_time where settle_state is 2",
        (time, state) => (state === Codes.settled ? time : null)
      )
    },
    references: toReferences(row)
  }
}

/** A row states no gift batch. */
const kindOf = (info: OrderListInfo20): Traced.Traced<OrderKind> =>
  Traced.combine(
    [
      decodeCode(info.order_type, Codes.kinds, "order_type", "unknown"),
      info.relation_order_type,
      info.goods_spu_type,
      info.order_close_type
    ],
    "order_type; 1 is gift with relation_order_type 3, reward with goods_spu_type 3, group_buy with order_close_type 5",
    (kind, relation, spuType, closeType) => {
      if (kind !== "standard") return kind ?? "unknown"
      if (relation === Codes.giftRelation) return "gift"
      if (spuType === Codes.rewardType) return "reward"
      return closeType === Codes.closedByGroup ? "group_buy" : "standard"
    }
  )

/** `spu_type` is CMN or VDO here, which no document explains: a line states no type. */
const toLine = (goods: OrderListGoods20) => ({
  parentLineId: goods.relation_goods_id,
  productId: goods.spu_id.orElse(goods.resource_id),
  skuId: goods.sku_id,
  externalProductId: goods.goods_sn,
  externalSkuId: goods.sku_spec_code,
  title: goods.goods_name,
  specs: Traced.present([goods.goods_spec_desc]).map((value) => ({
    name: null,
    value: value.by("text-only specs, not split")
  })),
  imageUrl: goods.goods_image,
  role: decodeCode(
    goods.relation_goods_type,
    Codes.lineRoles,
    "relation_goods_type; 1 and 2 are bundled (inferred)",
    "item"
  ).orElse(Traced.fixed("item", "no relation to another line is stated")),
  quantity: goods.buy_num,
  unitPrice: goods.unit_price,
  discount: goods.discounts_info.discount_amount_total,
  total: listLineTotal(goods),
  fulfilment: lineFulfilment(goods),
  afterSale: lineAfterSale(goods),
  validFrom: goods.expire_start,
  validTo: goods.expire_end,
  validityText: goods.expire_desc
})

/** A line with a `check_state` has something to verify; the code itself is not in a row. */
const toVouchers = (goods: OrderListGoods20) => {
  const status = Traced.lookup(goods.check_state, Codes.voucherStatuses, "check_state (inferred)", {
    unknown: "unknown",
    none: ["-1", "0"]
  })
  return status.value === null ? [] : [{ kind: Traced.fixed("verification", "check_state (inferred)"), status }]
}

const toRecipient = ({ ship_info: { city, county, detail, phone, province, receiver } }: OrderListRow20) =>
  statesAny([receiver, phone, province, city, county, detail])
    ? { name: receiver, phone, country: toCountry(province), province, city, district: county, detail }
    : null

const toShipments = ({ ship_info: { company, express_id, ship_time } }: OrderListRow20) =>
  statesAny([company, express_id])
    ? [{ carrierName: company, trackingNumber: express_id.by("express_id (inferred)"), shippedAt: ship_time }]
    : []

/** `pay_state_time` is when the payment state last changed, so it proves no payment. */
const paidAt = (info: OrderListInfo20): Traced.Traced<DateTime.Utc | null> =>
  Traced.combine(
    [info.pay_state_time, listPaymentState20(info)],
    "pay_state_time where payment is paid",
    (time, payment) => (payment === "paid" ? time : null)
  )

/** The last change of an order's state is when it came into the one that it is in *(inferred)*. */
const timeInState = (info: OrderListInfo20, state: string): Traced.Traced<DateTime.Utc | null> =>
  Traced.combine(
    [info.order_state_time, info.order_state],
    `order_state_time where order_state is ${state} (inferred)`,
    (time, code) => (code === state ? time : null)
  )

const toPayment = (row: OrderListRow20) => {
  const { order_info: info, payment_info: payment } = row
  const collection = statedCode(info.use_collection)
  return {
    method: freeIfNothingPayable(
      decodeCode(info.pay_type, Codes.paymentMethods, "pay_type", "unknown"),
      info.pay_type,
      listPayable20(row),
      []
    ),
    methodRaw: info.pay_type,
    transactionId: payment.third_order_id.by("third_order_id (inferred)"),
    merchantOrderId: payment.out_order_id,
    paidAt: paidAt(info),
    collection: collection.value === null ? null : { code: collection }
  }
}

const toReferences = ({ order_info: info, payment_info }: OrderListRow20) => {
  const relation = decodeCode(info.relation_order_type, Codes.relations, "relation_order_type", {
    kind: "related_order",
    relation: null
  })
  return [
    ...toReference("payment_transaction", payment_info.third_order_id.by("third_order_id (inferred)")),
    ...toReference("merchant_order", payment_info.out_order_id),
    ...toReference(relation.value?.kind ?? "related_order", info.relation_order_id, {
      relation: relation.map((found) => found.relation),
      shopId: info.relation_order_appid
    })
  ]
}
