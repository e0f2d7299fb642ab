/** Order detail 2.0: the blocks of `internal_extra_info` and `third_party_info`. An empty one has `has_result: false`. */
import { absent, code, type Dice, type JsonNode, literal } from "@huidan/conformance"
import type { Order, OrderLine } from "@huidan/core"
import { checkState, codes20, refundState } from "../shared/Codes20.ts"
import { fixedAnswer, ownAnswers } from "../shared/People.ts"
import { never, shown, wallTime, yuan } from "../shared/Spelling.ts"
import { isDouyinSale } from "../shared/States.ts"
import { afterSaleIds } from "../shared/Sums.ts"
import { goods } from "./Goods.ts"

export const internalExtraInfo = (order: Order, dice: Dice): JsonNode => ({
  after_sale_info: afterSaleInfo(order),
  consignee_info: consigneeInfo(order, dice),
  content_distribution_info: contentDistributionInfo(order),
  indentor_info: indentorInfo(order),
  logistics_info: logisticsInfo(order, dice),
  refund_info: refundInfo(order, dice),
  student_info: studentInfo(order),
  talent_douyin_info: talentDouyinInfo(order),
  veri_code_info: veriCodeInfo(order, dice)
})

const afterSaleInfo = (order: Order): JsonNode => {
  const records = afterSaleIds(order).map(([line, id]) => ({ after_sale_id: id, goods_name: line.title ?? "" }))
  return { has_result: records.length > 0, after_sale_records: records.length > 0 ? records : absent([]) }
}

/** `express_type`: 1 delivery, 2 self pick-up; there is no third: an order that is not shipped has no consignee. */
const consigneeInfo = ({ delivery, recipient }: Order, dice: Dice): JsonNode => {
  const { pickup } = delivery
  const place = [recipient?.province, recipient?.city, recipient?.district].map((part) => part ?? "").join("")
  const contact = shown(recipient?.phone ?? pickup?.contactPhone)
  // A number that was typed in with its country code has none beside it.
  const country = /^\d/.test(contact) && dice.chance(0.5) ? "86" : ""
  return {
    has_result: recipient !== null || pickup !== null,
    name: shown(recipient?.name ?? pickup?.contactName),
    contact,
    contact_country_code: country,
    full_contact: country === "" ? contact : `+${country}${contact}`,
    // Who picks up has no address but that of the place.
    address: pickup?.address ?? `${place}${shown(recipient?.detail)}`,
    address_province: recipient?.province ?? "",
    address_city: recipient?.city ?? "",
    address_county: recipient?.district ?? "",
    address_detail: shown(recipient?.detail),
    express_type: code(delivery.method === "express" ? 1 : delivery.method === "pickup" ? 2 : 0, codes20.express_type)
  }
}

/** `distribution_ratio`: a number, taken as percent. */
const contentDistributionInfo = (order: Order): JsonNode => {
  const market = order.commissions.find(({ role }) => role === "market")
  return {
    has_result: market !== undefined,
    channel_order_actual_price: market === undefined ? 0 : (order.amounts.payable ?? 0),
    distribution_amount: market?.amount ?? 0,
    distribution_ratio: literal(yuan(market?.rateBasisPoints ?? 0)),
    is_channel: market !== undefined,
    market_name: shown(market?.name),
    relation_app_image: "",
    relation_app_name: "",
    type_description: market === undefined ? "" : "渠道方"
  }
}

const indentorInfo = ({ parties }: Order): JsonNode => {
  const dealer = parties.find(({ role }) => role === "dealer")
  const staff = parties.find(({ role }) => role === "dealer_staff")
  return {
    has_result: dealer !== undefined,
    indentor_id: dealer?.id ?? "",
    indentor_name: shown(dealer?.name),
    indentor_phone: shown(dealer?.phone),
    indentor_avatar: "",
    indentor_deduct_quota: 0,
    indentor_remaining_quota: 0,
    indentor_staff_id: staff?.id ?? "",
    indentor_staff_name: shown(staff?.name),
    indentor_staff_phone: shown(staff?.phone)
  }
}

const logisticsInfo = (order: Order, dice: Dice): JsonNode => ({
  has_result: order.delivery.shipments.length > 0,
  packages_info:
    order.delivery.shipments.length === 0
      ? absent([])
      : order.delivery.shipments.map((shipment) => ({
          parcel_id: shipment.id ?? "",
          express_id: shipment.trackingNumber ?? "",
          logistics_company_name: shipment.carrierName ?? "",
          departure_time: wallTime(shipment.shippedAt, never(dice)),
          shipment_type: 1,
          logistics_state_description: "运输中",
          electronic_order_fail_reason: "",
          package_goods_info: shipment.lines.flatMap(({ lineId }) => goodsNamed(order, lineId, dice)),
          package_trace_info: [{ text: "快件已揽收", time: wallTime(shipment.shippedAt) }]
        }))
})

const goodsNamed = (order: Order, lineId: OrderLine["lineId"] | undefined, dice: Dice): ReadonlyArray<JsonNode> =>
  order.lines.flatMap((line, index) => (line.lineId === lineId ? [goods(order, line, index, dice)] : []))

const refundWords: Readonly<Record<string, string>> = {
  requested: "待退款",
  in_progress: "退款中",
  refunded: "退款成功",
  failed: "退款失败"
}

const refundInfo = (order: Order, dice: Dice): JsonNode => ({
  has_result: order.refunds.length > 0,
  refund_records:
    order.refunds.length === 0
      ? absent([])
      : order.refunds.map((refund) => {
          const whole = order.status.afterSale === "refunded"
          return {
            after_sale_id: refund.id ?? "",
            refund_amount: refund.amount ?? 0,
            refund_state: code(refundState(refund.status), codes20.refund_state),
            refund_state_description: refundWords[refund.status] ?? "",
            refund_time: wallTime(refund.refundedAt, never(dice)),
            refund_type: whole ? 1 : 2,
            refund_type_description: whole ? "全额退款" : "部分退款",
            operator: "店铺管理员",
            remark: refund.reason ?? "",
            is_delete_purchase: refund.status === "refunded",
            goods_info: goodsNamed(order, refund.lineIds[0], dice)[0] ?? absent([])
          }
        })
})

const studentInfo = (order: Order): JsonNode => {
  const student = order.participants[0]
  return {
    has_result: student !== undefined,
    user_id: student?.id ?? "",
    order_id: student === undefined ? "" : order.orderId,
    course_offline_id: "",
    name: shown(student?.name),
    phone: shown(student?.phone),
    gender: fixedAnswer(student, "sex"),
    birth_date: fixedAnswer(student, "birthDate"),
    grade: fixedAnswer(student, "grade"),
    wechat_id: fixedAnswer(student, "wechat"),
    contact_address: fixedAnswer(student, "address"),
    intention_school: fixedAnswer(student, "school"),
    intention_school_address: fixedAnswer(student, "schoolAddress"),
    intention_time: fixedAnswer(student, "time"),
    c_data: ownAnswers(student)
  }
}

const talentDouyinInfo = (order: Order): JsonNode => ({
  has_result: isDouyinSale(order),
  talent_douyin_id: isDouyinSale(order) ? (order.channel.creatorId ?? "") : "",
  nickname: isDouyinSale(order) ? (order.channel.creatorName ?? "") : ""
})

const veriCodeInfo = (order: Order, dice: Dice): JsonNode => {
  const vouchers = order.vouchers.filter(({ kind }) => kind === "verification")
  return {
    has_result: vouchers.length > 0,
    remain_count: vouchers[0]?.remaining ?? 0,
    veri_code_list:
      vouchers.length === 0
        ? absent([])
        : vouchers.map((voucher) => ({
            veri_code: shown(voucher.code),
            status: code(checkState(voucher.status), codes20.voucher_status),
            status_description: "",
            check_type: 1,
            check_time: wallTime(voucher.usedAt, never(dice)),
            operator: voucher.usedBy ?? "",
            operator_contact: "",
            app_id: order.shop.id,
            order_id: order.orderId,
            spu_id: order.lines[0]?.productId ?? "",
            sku_id: order.lines[0]?.skuId ?? "",
            spu_name: order.lines[0]?.title ?? "",
            goods_img: order.lines[0]?.imageUrl ?? "",
            price: order.lines[0]?.unitPrice ?? 0,
            user_id: order.buyer.id ?? "",
            user_name: shown(order.buyer.name),
            user_contact: shown(order.buyer.phones[0])
          }))
  }
}

export const thirdPartyInfo = (order: Order): JsonNode => ({
  douyin_info: {
    dy_nick_name: isDouyinSale(order) ? (order.channel.creatorName ?? "") : "",
    has_result: isDouyinSale(order),
    service_fee: 0
  },
  quick_hand_info: { author_id: "", has_result: false, item_id: "", item_type: "" }
})
