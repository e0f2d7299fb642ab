/** One entry of sku_order_list: every key of the published sample, and the tax that the SDK adds. */
import { code, type JsonNode } from "@huidan/conformance"
import type { OrderLine } from "@huidan/core"
import { afterSaleCodes, afterSaleStatuses, afterSaleTypes, lineStatusCodes, refundStatuses } from "../LineStatus.ts"
import { bareId, list, seconds, secondsToPay, text } from "../Shapes.ts"
import { mainStatuses, mainStatusWords, orderStatuses, orderStatusWords } from "../Status.ts"
import {
  buyingApps,
  goodsTypes,
  orderTypes,
  orderTypeWords,
  payTypeCodes,
  preSaleTypes,
  relatedWords,
  tradeTypes,
  tradeTypeWords,
  trafficSources,
  wordsOf
} from "../Words.ts"
import { encodeInputs, encodeSpecs, encodeVouchers, redemptionCode } from "./Parts.ts"
import { campaignInfo, promotionDetail, promotionSums } from "./Promotions.ts"
import type { WireOrder } from "./WireOrder.ts"

/** `tags` is sku_order_tag_ui; `index` the line's place in the order. */
export const encodeLine = (line: OrderLine, index: number, wire: WireOrder, tags: JsonNode) => {
  const { order, dice } = wire
  const codes = lineStatusCodes(line, order, wire.codes, dice)
  const afterSale = afterSaleCodes(line, order, codes, dice)
  return {
    order_id: text(line.lineId),
    parent_order_id: order.orderId,
    order_level: 3,
    biz: 2,
    biz_desc: "小店",
    order_type: code(wire.orderType, orderTypes),
    order_type_desc: text(orderTypeWords[wire.orderType] ?? null),
    ...tradeType(line, wire),
    order_status: code(codes.orderStatus, orderStatuses),
    order_status_desc: text(orderStatusWords[codes.orderStatus] ?? null),
    main_status: code(codes.mainStatus, mainStatuses),
    main_status_desc: text(mainStatusWords[codes.mainStatus] ?? null),
    ...lineTimes(line, wire),
    cancel_reason: text(order.status.closeNote),
    ...origin(line, wire),
    pay_type: code(wire.payType, payTypeCodes),
    channel_payment_no: text(order.payment.transactionId),
    ...lineAmounts(line, index, wire),
    ...goods(line, wire),
    promotion_detail: promotionDetail(wire.lineDiscounts[index] ?? [], dice),
    campaign_info: campaignList(index, wire),
    sku_order_tag_ui: tags,
    after_sale_info: {
      after_sale_status: code(afterSale.status, afterSaleStatuses),
      after_sale_type: code(afterSale.type, afterSaleTypes),
      refund_status: code(afterSale.refund, refundStatuses)
    },
    writeoff_info: encodeVouchers(order, line, dice),
    relation_order: {
      write_off_no: redemptionCode(order, line),
      relation_order_id: index === order.lines.length - 1 ? relatedOrder(wire) : ""
    },
    receive_type: receiveType(wire),
    ...givenProduct(line, wire),
    card_voucher: {
      valid_days: daysOf(line.validityText),
      valid_start: seconds(line.validFrom),
      valid_end: seconds(line.validTo)
    },
    bundle_sku_info: list(
      line.components.map((member) => ({
        picture_url: "https://p6-aio.ecombdimg.com/obj/member.jpg",
        product_id: text(member.productId),
        product_name: text(member.title),
        sku_id: text(member.skuId),
        item_num: member.quantity ?? 0,
        code: `M-${dice.digits(4)}`
      })),
      dice
    ),
    account_list: encodeInputs(line, dice),
    sku_customization_info: list([], dice),
    is_activity: dice.chance(0.1)
  } satisfies JsonNode
}

const tradeType = (line: OrderLine, { order, tradeType: ofLines, preSaleType }: WireOrder) => {
  const own = line.role === "gift" && order.kind === "presale" && ofLines === 2 ? 102 : ofLines
  return {
    trade_type: code(own, tradeTypes),
    trade_type_desc: text(tradeTypeWords[own] ?? null),
    pre_sale_type: code(preSaleType, preSaleTypes)
  }
}

const lineTimes = (line: OrderLine, { order, dice }: WireOrder) => {
  const gone = line.fulfilment !== "unfulfilled"
  const arrived = line.fulfilment === "shipped" || line.fulfilment === "delivered"
  return {
    pay_time: seconds(order.times.paid),
    order_expire_time: secondsToPay(order.times),
    finish_time: seconds(order.times.completed),
    create_time: seconds(order.times.created),
    update_time: seconds(order.times.updated),
    exp_ship_time: seconds(order.delivery.shipBy),
    ship_time: gone ? seconds(order.times.shipped) : 0,
    logistics_receipt_time: arrived ? seconds(order.times.delivered) : 0,
    confirm_receipt_time: seconds(order.times.completed),
    appointment_ship_time: seconds(order.delivery.shipAt),
    is_comment: dice.between(0, 2)
  }
}

/** Where the line was sold; a studio's id is sent as text too. */
const origin = (line: OrderLine, { order, dice }: WireOrder) => {
  const channel = line.channel ?? order.channel
  const app = wordsOf(buyingApps, channel.name)
  const source = wordsOf(trafficSources, channel.trafficSource)
  const live = channel.liveRoomId !== null
  return {
    b_type: app.code,
    b_type_desc: app.words,
    sub_b_type: 3,
    sub_b_type_desc: "H5",
    send_pay: 0,
    send_pay_desc: "-",
    author_id: bareId(channel.creatorId),
    author_name: text(channel.creatorName),
    theme_type: live ? "1" : "0",
    theme_type_desc: live ? "直播间" : "其他",
    app_id: 1128,
    room_id: bareId(channel.liveRoomId),
    room_id_str: channel.liveRoomId ?? dice.pick(["", "0"]),
    content_id: "",
    video_id: text(channel.videoId),
    origin_id: `${channel.creatorId ?? 0}_${channel.liveRoomId ?? 0}_${line.productId ?? 0}`,
    cid: 0,
    c_biz: source.code,
    c_biz_desc: source.words,
    page_id: 0,
    ad_env_type: live ? "live" : "",
    source_platform: ""
  }
}

/** Amounts of the order as a whole are on its first line. */
const lineAmounts = (line: OrderLine, index: number, wire: WireOrder) => {
  const { order, prices } = wire
  const onFirst = (amount: number) => (index === 0 ? amount : 0)
  return {
    order_amount: line.total ?? 0,
    pay_amount: wire.linePayables[index] ?? 0,
    post_amount: onFirst(order.amounts.freight ?? 0),
    post_insurance_amount: 0,
    modify_amount: onFirst(prices.modified),
    modify_post_amount: onFirst(prices.modifiedPost),
    promotion_pay_amount: onFirst(paymentDiscount(wire)),
    ...promotionSums(wire.lineDiscounts[index] ?? []),
    origin_amount: line.unitPrice ?? 0,
    item_num: line.quantity ?? 0,
    sum_amount: line.total ?? 0,
    ...(order.amounts.charges === null ? {} : { tax_amount: onFirst(prices.tax) }),
    has_tax: prices.tax === 0
  }
}

/** 支付优惠: given by the payment channel, outside the order's discounts. */
export const paymentDiscount = ({ order }: WireOrder): number =>
  order.discounts.find(({ kind }) => kind === "payment")?.amount ?? 0

const goods = (line: OrderLine, { dice }: WireOrder) => {
  const external = text(line.externalSkuId)
  const codeFirst = dice.chance(0.6)
  return {
    code: codeFirst ? external : "",
    out_sku_id: codeFirst && external !== "" ? dice.pick(["", `OUT-${dice.digits(4)}`]) : external,
    out_product_id: line.externalProductId ?? dice.pick(["", "0"]),
    goods_type: code(line.type === "digital" ? goodsTypes.digital : goodsTypes.physical, Object.values(goodsTypes)),
    product_id: bareId(line.productId),
    product_id_str: text(line.productId),
    sku_id: bareId(line.skuId),
    spec: list(encodeSpecs(line), dice),
    first_cid: 20009,
    second_cid: 20172,
    third_cid: 0,
    fourth_cid: 0,
    supplier_id: "",
    warehouse_ids: list(line.warehouseId === null ? [] : [line.warehouseId], dice),
    out_warehouse_ids: list([], dice),
    inventory_type: "",
    inventory_type_desc: "",
    reduce_stock_type: 1,
    reduce_stock_type_desc: "下单减库存",
    product_pic: text(line.imageUrl),
    product_name: text(line.title),
    inventory_list: [
      {
        warehouse_id: text(line.warehouseId),
        out_warehouse_id: "",
        inventory_type: 1,
        inventory_type_desc: "普通库存",
        count: line.quantity ?? 0,
        warehouse_type: 0
      }
    ],
    need_serial_number: line.serialNumbers.length > 0
  }
}

const campaignList = (index: number, { campaigns, dice }: WireOrder): JsonNode =>
  list(
    campaigns.filter(({ line }) => line === index).map((campaign) => campaignInfo(campaign, dice)),
    dice
  )

const relatedOrder = ({ order }: WireOrder): string =>
  order.references.find(({ relation }) => relation === relatedWords.madeUpFor)?.value ?? ""

/** The number of days is in the words; 0 without words. */
const daysOf = (validity: string | null): number => Number(validity?.match(/\d+/)?.[0] ?? 0)

/** 1 邮寄, 2 自提; published samples of parcels also have 0. */
const receiveType = ({ order, dice }: WireOrder): JsonNode =>
  code(order.delivery.method === "pickup" ? 2 : dice.pick([0, 1]), [0, 1, 2])

const givenProduct = (line: OrderLine, { order }: WireOrder) => {
  const gift = line.role === "gift"
  const main = order.lines.some(({ parentLineId }) => parentLineId !== null && parentLineId === line.lineId)
  return {
    given_product_type: gift ? "FREE" : main ? "MASTER" : "",
    master_sku_order_id: text(line.parentLineId)
  }
}
