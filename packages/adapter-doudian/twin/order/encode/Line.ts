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
import { customProperties, encodeAccounts, encodeCustomisation } from "./Inputs.ts"
import { encodeSpecs, encodeVouchers, redemptionCode } from "./Parts.ts"
import { paymentDiscount, paymentShares } from "./PaymentDiscounts.ts"
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
    ...lineTimes(line, index, wire),
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
        code: text(member.externalSkuId)
      })),
      dice
    ),
    account_list: encodeAccounts(wire.orderType === chargedType ? line : null, dice),
    sku_customization_info: encodeCustomisation(wire.orderType === chargedType ? null : line, dice),
    ...customProperties(line),
    ...store(wire),
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

const day = 86_400

const lineTimes = (line: OrderLine, index: number, { order, dice, inPeriods }: WireOrder) => {
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
    appointment_ship_time: inPeriods ? 0 : seconds(order.delivery.shipAt),
    sku_period_purchase_info: inPeriods
      ? { period_num: index + 1, deliver_type: 6, deliver_time: seconds(order.delivery.shipAt) + index * 7 * day }
      : undefined,
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

/** 虚拟商品订单: the buyer names the account that is charged. */
const chargedType = 2

/** 小时达: the shop that delivers. */
const store = ({ order, tradeType, dice }: WireOrder): { readonly [key: string]: JsonNode } =>
  tradeType === 18 && order.delivery.method !== "pickup"
    ? {
        store_info: {
          store_id: dice.digits(6),
          store_name: "样例门店",
          store_tel: `021${dice.digits(8)}`,
          store_address: { province: { name: "上海市" }, city: { name: "上海市" }, detail: "虚构路9号" }
        }
      }
    : {}

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
    promotion_pay_amount: onFirst(paymentDiscount(order)),
    ...(index === 0 ? paymentShares(order) : {}),
    ...promotionSums(wire.lineDiscounts[index] ?? []),
    origin_amount: line.unitPrice ?? 0,
    item_num: line.quantity ?? 0,
    sum_amount: line.total ?? 0,
    ...(order.amounts.charges === null
      ? {}
      : {
          tax_amount: onFirst(prices.tax),
          packing_charge_amount: prices.packingIsOfLines ? onFirst(prices.packing) : undefined
        }),
    has_tax: prices.tax === 0 || prices.taxIsContained
  }
}

const goods = (line: OrderLine, { dice }: WireOrder) => {
  const external = text(line.externalSkuId)
  const codeFirst = dice.chance(0.6)
  // The pieces of a line may come from two warehouses: then the line has none.
  const splits = line.warehouseId === null && line.type === "physical" && dice.chance(0.1)
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
    inventory_list: (splits ? [dice.digits(11), dice.digits(11)] : [text(line.warehouseId)]).map((warehouse) => ({
      warehouse_id: warehouse,
      out_warehouse_id: "",
      inventory_type: 1,
      inventory_type_desc: "普通库存",
      count: line.quantity ?? 0,
      warehouse_type: 0
    })),
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
