/** Order detail 1.0: the goods, their parcels and what went back. */
import { absent, code, type Dice, type JsonNode } from "@huidan/conformance"
import type { Discount, Order, OrderLine, Shipment } from "@huidan/core"
import { codes10, listsGoods, refundState, resourceType, salesState } from "../shared/Codes10.ts"
import { shown, unsetTime, wallTime, yuan, yuanEither } from "../shared/Spelling.ts"
import { afterSaleIds, discountsOfLine, leavesOutRefund } from "../shared/Sums.ts"
import { stateLabel } from "../shared/Words.ts"

/** `goods_info`, left out or `[]` where it does not come. */
export const goodsInfo = (order: Order, dice: Dice): JsonNode | undefined => {
  if (listsGoods(order)) return order.lines.map((line, index) => goods(order, line, index, dice))
  return dice.chance(0.5) ? absent([]) : undefined
}

/** 套餐商品 and 套餐内的关联商品: either says that the line belongs to another. */
interface BundleFlags {
  readonly single_type: 0 | 1
  readonly is_relation_goods: boolean
}

const bundleFlags = [
  { single_type: 1, is_relation_goods: true },
  { single_type: 1, is_relation_goods: false },
  { single_type: 0, is_relation_goods: true }
] as const
const noBundle: BundleFlags = { single_type: 0, is_relation_goods: false }

const goods = (order: Order, line: OrderLine, index: number, dice: Dice): JsonNode => {
  const bundle: BundleFlags = line.role === "bundled" ? dice.pick<BundleFlags>(bundleFlags) : noBundle
  return {
    id: line.lineId ?? "",
    resource_id: line.productId ?? "",
    tag_str: "",
    single_type: code(bundle.single_type, codes10.single_type),
    sku_id: line.skuId ?? "",
    img_url: line.imageUrl ?? "",
    purchase_name: line.title ?? "",
    price: yuanEither(line.unitPrice ?? 0, dice),
    res_count: line.quantity ?? 0,
    parcel_id: parcelOf(order, line)?.id ?? "",
    total_price: yuanEither(line.total ?? 0, dice),
    // 分, in the middle of yuan.
    refund_money: leavesOutRefund(order, line) ? 0 : (line.refunded ?? 0),
    discount_id: "",
    goods_type: code(String(resourceType(order, line)), codes10.goods_type),
    specs: line.specs[0]?.value ?? "",
    // 商品实付金额: what was paid for the line, while `order_info.unit_price` is the price of one piece.
    unit_price: yuanEither(line.paid ?? 0, dice),
    order_state_type: stateLabel(order),
    discount_arr: discountArray(discountsOfLine(order, index), dice),
    release_status: line.fulfilment === "unfulfilled" ? "0" : "1",
    channel_id: 0,
    channel_name: "--",
    is_relation_goods: bundle.is_relation_goods,
    is_relation_id: line.parentLineId ?? "",
    sales_state: code(salesState(line), codes10.line_sales_state),
    sales_state_name: line.afterSale === "none" ? "--" : "售后"
  }
}

export const discountArray = (discounts: ReadonlyArray<Discount>, dice: Dice): JsonNode =>
  discounts.length === 0
    ? absent([])
    : discounts.map((discount) => ({
        discount_name: discount.name ?? "",
        discount_price: yuanEither(discount.amount ?? 0, dice)
      }))

/** `bubble_content`, for display: the same discounts once more, never to be added. */
export const bubbles = (discounts: ReadonlyArray<Discount>, dice: Dice): JsonNode =>
  discounts.length === 0
    ? absent([])
    : discounts.map((discount) => ({
        discount_name: discount.name ?? "",
        discount_content: `-¥${yuan(discount.amount ?? 0)}`,
        discount_price: yuanEither(discount.amount ?? 0, dice),
        discount_price_display: yuanEither(discount.amount ?? 0, dice)
      }))

const parcelOf = (order: Order, line: OrderLine): Shipment | undefined =>
  order.delivery.shipments.find((shipment) => shipment.lines.some((shipped) => shipped.lineId === line.lineId))

/** One entry for each of the goods of a parcel: 商品包ID counts them, and it shows the picture and name of one. */
export const parcelData = (order: Order): JsonNode =>
  order.delivery.shipments.length === 0
    ? absent([])
    : order.delivery.shipments
        .flatMap((shipment) => shipment.lines.map(({ lineId }) => ({ shipment, lineId })))
        .map(({ lineId, shipment }, index) => {
          const line = order.lines.find((each) => each.lineId === lineId)
          return {
            goods_package_id: index + 1,
            parcel_id: shipment.id ?? "",
            img_url: line?.imageUrl ?? "",
            purchase_name: line?.title ?? "",
            goods_sku_info: line?.specs[0]?.value ?? "",
            company: shipment.carrierName ?? "",
            express_id: shipment.trackingNumber ?? "",
            logistics_status: null,
            logistics: null
          }
        })

/** `express_detail`, 自提信息: a list of one. */
export const pickUp = (order: Order): JsonNode => {
  const { pickup } = order.delivery
  if (pickup === null) return absent([])
  return [
    {
      order_id: order.orderId,
      place_id: "place_01",
      pick_id: shown(pickup.code),
      place_name: pickup.place ?? "",
      picker: shown(pickup.contactName),
      state: code(pickup.verified === true ? 1 : 0, codes10.pickup_state),
      picker_contact: shown(pickup.contactPhone),
      address: pickup.address ?? "",
      place_phone: pickup.placePhone ?? ""
    }
  ]
}

const refundWords: Readonly<Record<string, string>> = {
  requested: "待退款",
  in_progress: "退款中",
  refunded: "退款成功",
  failed: "退款失败"
}

export const refundInfo = (order: Order): JsonNode =>
  order.refunds.length === 0
    ? absent([])
    : order.refunds.map((refund) => {
        const line = order.lines.find((each) => each.lineId === refund.lineIds[0])
        return {
          refund_time: refund.refundedAt === null ? unsetTime : wallTime(refund.refundedAt),
          refund_price: refund.amount ?? 0,
          resource_ids: [line?.productId ?? ""],
          state: code(refundState(refund.status), codes10.refund_state),
          created_at: wallTime(refund.requestedAt),
          refund_operator: "店铺管理员",
          refund_client_ip: "",
          is_delete_purchase: refund.status === "refunded" ? 1 : 0,
          remark: refund.reason ?? "",
          sku_id: line?.skuId ?? "",
          is_close_right: 0,
          state_str: refundWords[refund.status] ?? ""
        }
      })

/** `after_sale_list`: every order with an after-sale, also one that came to nothing. */
export const afterSaleList = (order: Order): JsonNode => {
  const records = afterSaleIds(order).map(([line, id]) => ({ goods_name: line.title ?? "", aftersale_id: id }))
  return records.length === 0 ? absent([]) : records
}
