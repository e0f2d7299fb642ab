/** shop_order_detail, and a row of shop_order_list: every key of the published sample, and the charges of the SDK. */
import { code, type Dice, type JsonNode } from "@huidan/conformance"
import { type Order, plainValue } from "@huidan/core"
import { bareId, list, seconds, secondsToPay, text } from "../Shapes.ts"
import { mainStatuses, mainStatusWords, orderStatuses, orderStatusWords } from "../Status.ts"
import {
  buyingApps,
  flagWords,
  orderTypes,
  orderTypeWords,
  payTypeCodes,
  tradeTypesOfOrders,
  tradeTypeWords,
  wordsOf
} from "../Words.ts"
import { encodeLine } from "./Line.ts"
import { encodePhases, encodeShipments, encodeTags } from "./Parts.ts"
import { paymentDiscount } from "./PaymentDiscounts.ts"
import { promotionDetail, promotionSums } from "./Promotions.ts"
import { encodeRecipient, pairOf } from "./Recipient.ts"
import { makeWireOrder, type WireOrder } from "./WireOrder.ts"

/** As 蜂巢 sends it: numbers as numbers, 64-bit ids bare. */
export const encodeOrder = (order: Order, dice: Dice) => {
  const wire = makeWireOrder(order, dice)
  const tags = encodeTags(order, dice)
  return {
    shop_id: bareId(order.shop.id),
    shop_name: text(order.shop.name),
    open_id: "",
    order_id: order.orderId,
    open_address_id: text(order.recipient?.mergeKey ?? null),
    order_level: 2,
    biz: 2,
    biz_desc: "小店",
    order_type: code(wire.orderType, orderTypes),
    order_type_desc: text(orderTypeWords[wire.orderType] ?? null),
    ...orderTradeType(wire),
    ...orderStates(wire),
    ...orderTimes(wire),
    buyer_words: text(plainValue(order.notes.buyer)),
    seller_words: text(plainValue(order.notes.seller)),
    seller_remark_stars: code(flagOf(order), [...flagWords.keys()]),
    ...app(order),
    pay_type: code(wire.payType, payTypeCodes),
    channel_payment_no: text(order.payment.transactionId),
    ...orderAmounts(wire),
    ...encodeRecipient(order.recipient),
    logistics_info: encodeShipments(order, dice),
    promotion_detail: promotionDetail(wire.discounts, dice),
    sku_order_list: order.lines.map((line, index) => encodeLine(line, index, wire, tags.sku[index] ?? [])),
    order_phase_list: encodePhases(order, wire.payType, wire.campaigns[0]?.id, dice),
    doudian_open_id: text(order.buyer.id),
    ...buyerFields(order),
    serial_number_list: list(
      order.lines.flatMap((line) => line.serialNumbers),
      dice
    ),
    user_id_info: null,
    d_car_shop_biz_data: {
      poi_id: "",
      poi_name: "",
      poi_addr: "",
      poi_tel: "",
      coupon_right: null,
      poi_pname: "",
      poi_city_name: "",
      poi_adname: ""
    },
    shop_order_tag_ui: tags.shop,
    user_tag_ui: tags.user
  } satisfies JsonNode
}

/** Of most orders the answer has none of these. */
const buyerFields = ({ buyer }: Order): { readonly [key: string]: JsonNode } => {
  const [phone] = buyer.phones
  const { encrypted, shown } = pairOf(phone ?? null)
  return {
    ...(phone === undefined ? {} : { pay_tel: "", encrypt_pay_tel: encrypted, mask_pay_tel: shown }),
    ...(buyer.name === null ? {} : { user_nick_name: text(plainValue(buyer.name)), user_icon: text(buyer.avatarUrl) })
  }
}

/** The order's own trade type is no longer kept up; its lines' is. */
const orderTradeType = ({ tradeType, dice }: WireOrder) => {
  const shown = dice.chance(0.15) ? 0 : tradeType
  return { trade_type: code(shown, tradeTypesOfOrders), trade_type_desc: text(tradeTypeWords[shown] ?? null) }
}

const orderStates = ({ codes, order }: WireOrder) => ({
  order_status: code(codes.orderStatus, orderStatuses),
  order_status_desc: text(orderStatusWords[codes.orderStatus] ?? null),
  main_status: code(codes.mainStatus, mainStatuses),
  main_status_desc: text(mainStatusWords[codes.mainStatus] ?? null),
  cancel_reason: text(order.status.closeNote)
})

const orderTimes = ({ inPeriods, order: { times, delivery } }: WireOrder) => ({
  pay_time: seconds(times.paid),
  order_expire_time: secondsToPay(times),
  finish_time: seconds(times.completed),
  create_time: seconds(times.created),
  update_time: seconds(times.updated),
  exp_ship_time: seconds(delivery.shipBy),
  ship_time: seconds(times.shipped),
  appointment_ship_time: inPeriods ? 0 : seconds(delivery.shipAt)
})

const app = ({ channel }: Order) => {
  const { code: type, words } = wordsOf(buyingApps, channel.name)
  return { b_type: type, b_type_desc: words, sub_b_type: 3, sub_b_type_desc: "H5", app_id: 1128 }
}

const flagOf = ({ notes }: Order): number => Math.max(0, flagWords.indexOf(notes.flag ?? ""))

const orderAmounts = (wire: WireOrder) => {
  const { amounts } = wire.order
  const { tax, packing, packingIsOfLines, modified, modifiedPost, postPromotion } = wire.prices
  const sums = promotionSums(wire.discounts)
  const freight = amounts.freight ?? 0
  return {
    order_amount: (amounts.goods ?? 0) + freight,
    pay_amount: amounts.payable ?? 0,
    post_amount: freight,
    post_origin_amount: freight + postPromotion,
    post_promotion_amount: postPromotion,
    post_insurance_amount: 0,
    modify_amount: modified,
    modify_post_amount: modifiedPost,
    promotion_pay_amount: paymentDiscount(wire.order),
    total_promotion_amount: sums.promotion_amount + postPromotion,
    ...sums,
    // The published sample has neither.
    ...(amounts.charges === null ? {} : { tax_amount: tax, packing_amount: packingIsOfLines ? undefined : packing })
  }
}
