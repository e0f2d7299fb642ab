/** The lines and discounts of an order: `goods_info.goods_list[]`. The platform gives lines no id. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { AfterSaleState, DiscountKind, FulfilmentState, PaymentState } from "@huidan/core"
import { decodeAfterSale, decodeCode } from "../shared/Code.ts"
import * as Codes20 from "../shared/Codes20.ts"
import { discountKind, toSpecs, unknownBearer } from "../shared/Lines.ts"
import { lineFulfilment20, lineRole20 } from "../shared/State20.ts"
import * as Codes from "./Codes.ts"
import type { Goods, OrderDetail, OrderInfo } from "./Wire.ts"

export const toLines = (
  answer: OrderDetail,
  payment: Traced.Traced<PaymentState | null>
): ReadonlyArray<Draft.Block<"line">> => {
  const refunded = refundedOfLines(answer)
  return answer.goods_info.goods_list.map((goods) => toLine(goods, { info: answer.order_info, payment, refunded }))
}

type Amount = Traced.Traced<number | null>

/** What a line is read with besides its own goods. */
interface Among {
  readonly info: OrderInfo
  readonly payment: Traced.Traced<PaymentState | null>
  readonly refunded: (goods: Goods) => Amount
}

/** What the refunds that are done gave back; `null` if none is. */
export const refundedByRecords = ({ internal_extra_info: { refund_info } }: OrderDetail): Amount =>
  Traced.sum(
    refund_info.refund_records
      .filter(({ refund_state }) => refund_state.value === Codes.refundDone)
      .map((refund) => refund.refund_amount.considering(refund.refund_state)),
    "Σ refund_amount of the refunds that are done, since the lines' refund_amount is 0"
  )

/**
 * `refund_amount` of a line. Finished refunds count before a 0, because a field that was never written is 0 too: all
 * of them belong to the sole line; with several lines their shares are unknown.
 */
const refundedOfLines = (answer: OrderDetail): ((goods: Goods) => Amount) => {
  const goodsList = answer.goods_info.goods_list
  const done = refundedByRecords(answer)
  const isWritten = goodsList.some(({ refund_amount }) => (refund_amount.value ?? 0) !== 0)
  if (isWritten || (done.value ?? 0) === 0) return ({ refund_amount }) => refund_amount
  return ({ refund_amount }) =>
    goodsList.length === 1
      ? done.considering(refund_amount)
      : refund_amount.asNull("refunds are done, and no line says which is its own").considering(done)
}

const toLine = (goods: Goods, { info, payment, refunded }: Among) =>
  Draft.line({
    parentLineId: goods.relation_goods_id,
    productId: goods.spu_id,
    skuId: goods.sku_id,
    externalProductId: goods.goods_sn,
    externalSkuId: goods.sku_spec_code,
    title: goods.goods_name,
    specs: toSpecs(goods.goods_spec_description, goods.spec_value),
    imageUrl: goods.goods_image,
    type: decodeCode(goods.spu_type, Codes.lineTypes, "spu_type", "unknown"),
    role: lineRole20(goods.relation_goods_type, "relation_goods_type; 1 and 2 are bundled"),
    quantity: goods.quantity,
    unitPrice: goods.unit_price,
    discount: lineDiscount(goods),
    total: Traced.product(goods.unit_price, goods.quantity, "unit_price × quantity"),
    paid: Traced.paidBy(payment, goods.actual_fee, "actual_fee if the order is paid, 0 if it is not"),
    refunded: refunded(goods),
    fulfilment: lineFulfilment(goods, info),
    afterSale: lineAfterSale(goods),
    validFrom: goods.expire_start,
    validTo: goods.expire_end,
    validityText: goods.expire_desc
  })

export const lineAfterSale = (goods: Goods): Traced.Traced<AfterSaleState | null> =>
  decodeAfterSale(goods.refund_state, Codes20.afterSaleStates, "refund_state of a line")

/** What is sold: the line's own type; the order's, where the line's is none that the document has. */
const spuTypeOf = ({ spu_type }: Goods, { goods_spu_type }: OrderInfo): Traced.Traced<string | null> =>
  Traced.entryOf(Codes.lineTypes, spu_type.value) === undefined ? goods_spu_type.considering(spu_type) : spu_type

export const isUnshipped = (goods: Goods, info: OrderInfo): boolean =>
  Codes20.unshippedTypes.has(spuTypeOf(goods, info).value)

export const lineFulfilment = (goods: Goods, info: OrderInfo): Traced.Traced<FulfilmentState | null> =>
  lineFulfilment20(goods.ship_state_description, spuTypeOf(goods, info), "ship_state_description")

type Discount = Goods["discounts_info"]["discounts_list"][number]

const amountsOf = (discounts: ReadonlyArray<Discount>, rule: string) =>
  Traced.sum(
    discounts.map((discount) => discount.discount_amount),
    rule
  )

/** The document's own placeholder, without a name and of 0, is no discount. */
const isStated = ({ discount_amount, discount_name }: Discount): boolean =>
  discount_name.value !== null || (discount_amount.value ?? 0) !== 0

/** `coupons_list` and `no_coupon_list` are parts of `discounts_list`: they count where it is empty. */
export const lineDiscount = ({ discounts_info: info }: Goods): Traced.Traced<number | null> =>
  amountsOf(info.discounts_list.filter(isStated), "Σ discounts_list[].discount_amount")
    .orElse(
      amountsOf(
        [...info.coupons_list, ...info.no_coupon_list],
        "Σ coupons_list[] + no_coupon_list[], since discounts_list is empty"
      )
    )
    .orElse(info.total_coupons_discount_amount)
    .orElse(Traced.fixed(0, "no discount is listed (inferred)"))

interface NamedDiscount {
  readonly kind: Traced.Traced<DiscountKind>
  readonly discount: Discount
}

const identityOf = (discount: Discount): string =>
  JSON.stringify([discount.discount_name.value, discount.discount_sub_type.value, discount.discount_amount.value])

const namedDiscounts = ({ discounts_info: info }: Goods): ReadonlyArray<NamedDiscount> => {
  const coupon = Traced.fixed<DiscountKind>("coupon", "coupons_list")
  const byWords = (discount: Discount): NamedDiscount => ({
    kind: discountKind(discount.discount_name.orElse(discount.discount_sub_type_description)),
    discount
  })
  const coupons = new Set(info.coupons_list.map(identityOf))
  const listed = info.discounts_list.filter(isStated)
  return listed.length > 0
    ? listed.map((discount) => (coupons.has(identityOf(discount)) ? { kind: coupon, discount } : byWords(discount)))
    : [...info.coupons_list.map((discount) => ({ kind: coupon, discount })), ...info.no_coupon_list.map(byWords)]
}

export const discountOf = (goodsList: ReadonlyArray<Goods>): Traced.Traced<number | null> =>
  Traced.sum(goodsList.map(lineDiscount), "Σ of the lines' discounts")

/** The order's discounts: what the lines list, one entry for each name and sub-type. */
export const listedDiscounts = (goodsList: ReadonlyArray<Goods>) => {
  const groups = new Map<string, Array<NamedDiscount>>()
  for (const named of goodsList.flatMap(namedDiscounts)) {
    const { discount_name, discount_sub_type } = named.discount
    if (!isStated(named.discount)) continue
    const identity = JSON.stringify([named.kind.value, discount_name.value, discount_sub_type.value])
    const group = groups.get(identity)
    if (group === undefined) groups.set(identity, [named])
    else group.push(named)
  }
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map(({ discount, kind }) => ({
      kind,
      name: discount.discount_name.orElse(discount.discount_sub_type_description),
      amount: amountsOf(
        group.map((named) => named.discount),
        "Σ discount_amount of the lines"
      ),
      bearer: unknownBearer
    }))
  )
}
