/** Order detail 2.0: `goods_info.goods_list[]`; parcels and refunds repeat its entries. */
import { absent, code, type Dice, type JsonNode } from "@huidan/conformance"
import type { Discount, Order, OrderLine, Voucher } from "@huidan/core"
import {
  afterSaleState,
  checkState,
  codes20,
  relationGoodsType,
  shipStates,
  shownFulfilment,
  spuType
} from "../shared/Codes20.ts"
import { isOneOf, never, shown, sum, wallTime } from "../shared/Spelling.ts"
import { isChannelsSale } from "../shared/States.ts"
import { discountsOfLine, goodsChangeOf, leavesOutRefunds } from "../shared/Sums.ts"
import { shipWords, typeWords } from "../shared/Words.ts"

export const goodsList = (order: Order, dice: Dice): JsonNode =>
  order.lines.map((line, index) => goods(order, line, index, dice))

export const goods = (order: Order, line: OrderLine, index: number, dice: Dice): JsonNode => {
  const voucher = index === 0 ? order.vouchers.find(({ kind }) => kind === "verification") : undefined
  const changed = index === 0 ? goodsChangeOf(order) : 0
  const fulfilment = shownFulfilment(order, line)
  const creator = index === 0 && isChannelsSale(order) ? order.commissions[0] : undefined
  return {
    actual_fee: line.paid ?? 0,
    app_id: order.shop.id,
    check_state: code(checkState(voucher?.status ?? null), codes20.check_state),
    check_state_description: voucher === undefined ? "" : "核销",
    discounts_info: discountsInfo(order, discountsOfLine(order, index)),
    expire_desc: line.validityText ?? "",
    expire_display: line.validTo !== null,
    expire_end: wallTime(line.validTo, never(dice)),
    expire_start: wallTime(line.validFrom, never(dice)),
    goods_description: "",
    goods_image: line.imageUrl ?? "",
    goods_name: line.title ?? "",
    goods_sn: line.externalProductId ?? "",
    goods_spec_description: line.specs[0]?.value ?? "",
    modified_amount: changed,
    paid_coupon_info: index === 0 ? paidCoupons(order) : absent(dice.pick<JsonNode>(["", []])),
    period_type: line.validTo === null ? 0 : 1,
    quantity: line.quantity ?? 0,
    refund_amount: leavesOutRefunds(order) ? 0 : (line.refunded ?? 0),
    refund_state: code(afterSaleState(line.afterSale), codes20.after_sale_state),
    refund_state_description: "",
    refundable_amount: (line.paid ?? 0) - (line.refunded ?? 0),
    // The order's own number of the goods that these go with: no entry states its own.
    relation_goods_id: line.parentLineId ?? "",
    relation_goods_type: code(relationGoodsType(order, line), codes20.relation_goods_type),
    relation_goods_type_description: line.role === "bundled" ? "套餐商品" : "",
    remain_count: voucher?.remaining ?? 0,
    ship_state: shipStates[fulfilment],
    ship_state_description: fulfilment === "unknown" ? "" : shipWords[fulfilment],
    sku_id: line.skuId ?? "",
    sku_spec_code: line.externalSkuId ?? "",
    spec_value: "",
    spu_id: line.productId ?? "",
    // string in the table.
    spu_type: code(String(spuType(order, line)), codes20.spu_type),
    spu_type_description: typeWords[line.type ?? "other"] ?? "",
    // 实付金额 - 改价金额.
    sub_total: (line.paid ?? 0) - changed,
    tag_description: "",
    unit_price: line.unitPrice ?? 0,
    vs_commission: creator?.amount ?? 0,
    vs_nick_name: shown(creator?.name),
    vs_platform_fee: creator === undefined ? 0 : sum(order.fees.map((fee) => fee.amount))
  }
}

/** Coupons and the rest are parts of `discounts_list`, which may be left empty. */
const discountsInfo = (order: Order, discounts: ReadonlyArray<Discount>): JsonNode => {
  const coupons = discounts.filter(({ kind }) => kind === "coupon")
  return {
    coupons_list: discountList(coupons),
    discounts_list: isOneOf(order, "discounts_list empty", 0.2) ? absent([]) : discountList(discounts),
    multi_coupons_usage: false,
    no_coupon_list: discountList(discounts.filter(({ kind }) => kind !== "coupon")),
    total_coupons_discount_amount: sum(coupons.map(({ amount }) => amount))
  }
}

const discountList = (discounts: ReadonlyArray<Discount>): JsonNode =>
  discounts.length === 0
    ? absent([])
    : discounts.map(({ amount, kind, name }) => ({
        discount_amount: amount ?? 0,
        discount_name: name ?? "",
        // No code is documented.
        discount_sub_type: kind === "coupon" ? 1 : 0,
        discount_sub_type_description: name ?? ""
      }))

/** `paid_coupon_info`: array in the table, `""` in the template where there is none. */
const paidCoupons = (order: Order): JsonNode => {
  const coupons = order.vouchers.filter(({ kind }) => kind === "paid_coupon")
  return coupons.length === 0 ? absent("") : coupons.map((coupon) => paidCoupon(order, coupon))
}

const paidCoupon = (order: Order, coupon: Voucher): JsonNode => ({
  // The table says array, and doubts it.
  app_id: order.shop.id,
  coupon_code: shown(coupon.code),
  coupon_password: shown(coupon.secret),
  goods_id: order.lines[0]?.productId ?? "",
  order_id: order.orderId,
  receive_at: wallTime(coupon.usedAt),
  // 2表示领取; no other code is documented.
  stat: code(2, [2]),
  user_id: coupon.usedBy ?? ""
})
