/** A row of `xe.ecommerce.order.list/1.0.0` (2.0) → the canonical order. Rules: docs/states.md, Xiaoe 2.0. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { OrderKind } from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import { decodeCode, statedCode, whereCode } from "../shared/Code.ts"
import * as Codes20 from "../shared/Codes20.ts"
import { paidOfLine, toSpecs, withRest } from "../shared/Lines.ts"
import { toListRefunds } from "../shared/ListRows.ts"
import { freeIfNothingPayable } from "../shared/Payment.ts"
import { statesAny, toRecipient } from "../shared/People.ts"
import { toReference, toRelatedOrder } from "../shared/References.ts"
import { toCommission } from "../shared/Sale.ts"
import { kind20, lineRole20 } from "../shared/State20.ts"
import { lineTotal, payableOf, toAmounts } from "./Amounts.ts"
import { listedDiscounts } from "./Discounts.ts"
import { lineAfterSale, lineFulfilment, paymentState, toStatus } from "./Status.ts"
import type { Goods, OrderInfo, OrderListRow } from "./Wire.ts"

export const toOrder = (row: OrderListRow): Draft.OrderDraft => {
  const { buyer_info: buyer, order_info: info, ship_info: ship } = row
  const amounts = toAmounts(row)
  return {
    orderId: info.order_id,
    shop: { id: info.app_id },
    kind: kindOf(info),
    status: toStatus(row),
    amounts,
    ...withRest(amounts.discount, listedDiscounts(row)),
    lines: row.good_list.map((goods) => toLine(row, goods)),
    buyer: Draft.buyer({
      id: info.user_id,
      name: buyer.nickname,
      phones: Traced.present([buyer.phone_number]),
      avatarUrl: buyer.avatar_url
    }),
    recipient: toRecipient({
      name: ship.receiver,
      phone: ship.phone,
      province: ship.province,
      city: ship.city,
      district: ship.county,
      detail: ship.detail
    }),
    delivery: Draft.delivery({ shipments: toShipments(row) }),
    vouchers: row.good_list.flatMap(toVouchers),
    payment: toPayment(row),
    refunds: toListRefunds(info.refund_time, info.refund_fee),
    commissions: toCommission("sharer", "share_user_id (inferred)", { userId: info.share_user_id }),
    channel: { code: statedCode(info.wx_app_type) },
    notes: { buyer: buyer.comment.orElse(ship.remark), seller: info.order_remarks },
    times: {
      created: info.created_time,
      updated: info.update_time,
      paid: paidAt(info),
      shipped: ship.ship_time,
      delivered: ship.confirm_time.by("confirm_time (inferred)"),
      completed: timeInState(info, Codes20.completedState),
      closed: timeInState(info, Codes20.closedState),
      settled: whereCode(
        info.settle_state_time,
        info.settle_state,
        Codes20.settled,
        "settle_state_time where settle_state is 2"
      )
    },
    references: toReferences(row)
  }
}

/** A row states no gift batch. */
const kindOf = (info: OrderInfo): Traced.Traced<OrderKind> =>
  Traced.combine(
    [
      decodeCode(info.order_type, Codes20.kinds, "order_type", "unknown"),
      info.relation_order_type,
      info.goods_spu_type,
      info.order_close_type
    ],
    "order_type; 1 is gift with relation_order_type 3, reward with goods_spu_type 3, group_buy with order_close_type 5",
    (kind, relation, spuType, closeType) => kind20(kind, { giftBatch: null, relation, spuType, closeType })
  )

/** `spu_type` is CMN or VDO here, which no document explains: a line states no type. */
const toLine = (row: OrderListRow, goods: Goods) =>
  Draft.line({
    parentLineId: goods.relation_goods_id,
    productId: goods.spu_id.orElse(goods.resource_id),
    skuId: goods.sku_id,
    externalProductId: goods.goods_sn,
    externalSkuId: goods.sku_spec_code,
    title: goods.goods_name,
    specs: toSpecs(goods.goods_spec_desc),
    imageUrl: goods.goods_image,
    role: lineRole20(goods.relation_goods_type, "relation_goods_type; 1 and 2 are bundled (inferred)"),
    quantity: goods.buy_num,
    unitPrice: goods.unit_price,
    discount: goods.discounts_info.discount_amount_total,
    total: lineTotal(goods),
    paid: paidOfLine(paymentState(row.order_info)),
    fulfilment: lineFulfilment(row, goods),
    afterSale: lineAfterSale(goods),
    validFrom: goods.expire_start,
    validTo: goods.expire_end,
    validityText: goods.expire_desc
  })

/** A line with a `check_state` has something to verify; the code itself is not in a row. */
const toVouchers = (goods: Goods) => {
  const status = Traced.lookup(goods.check_state, Codes20.voucherStatuses, "check_state (inferred)", {
    unknown: "unknown",
    none: ["-1", "0"]
  })
  return status.value === null ? [] : [{ kind: Traced.fixed("verification", "check_state (inferred)"), status }]
}

const toShipments = ({ ship_info: { company, express_id, ship_time } }: OrderListRow) =>
  statesAny([company, express_id])
    ? [
        Draft.shipment({
          carrierName: company,
          trackingNumber: express_id.by("express_id (inferred)"),
          shippedAt: ship_time
        })
      ]
    : []

/** `pay_state_time` is when the payment state last changed, so it proves no payment. */
const paidAt = (info: OrderInfo): Traced.Traced<DateTime.Utc | null> =>
  whereCode(info.pay_state_time, paymentState(info), "paid", "pay_state_time where payment is paid")

/** When an order came into its state: the time of its last change of state *(inferred)*. */
const timeInState = (info: OrderInfo, state: string): Traced.Traced<DateTime.Utc | null> =>
  whereCode(info.order_state_time, info.order_state, state, `order_state_time where order_state is ${state} (inferred)`)

const toPayment = (row: OrderListRow) => {
  const { order_info: info, payment_info: payment } = row
  const collection = statedCode(info.use_collection)
  return Draft.payment({
    method: freeIfNothingPayable(
      decodeCode(info.pay_type, Codes20.paymentMethods, "pay_type", "unknown"),
      info.pay_type,
      payableOf(row)
    ),
    methodRaw: info.pay_type,
    transactionId: payment.third_order_id.by("third_order_id (inferred)"),
    merchantOrderId: payment.out_order_id,
    paidAt: paidAt(info),
    collection: collection.value === null ? null : { code: collection }
  })
}

const toReferences = ({ order_info: info, payment_info }: OrderListRow) => [
  ...toReference("payment_transaction", payment_info.third_order_id.by("third_order_id (inferred)")),
  ...toReference("merchant_order", payment_info.out_order_id),
  ...toRelatedOrder(info.relation_order_type, info.relation_order_id, info.relation_order_appid)
]
