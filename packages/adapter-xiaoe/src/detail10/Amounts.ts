/** The amounts of an order, in fen. The document counts some fields in 元 and some in 分. */
import { Traced } from "@huidan/adapter-kit"
import { discountKind, unknownBearer, withRest } from "../shared/Lines.ts"
import { firstOfEach } from "../shared/onceEach.ts"
import { type OrderState10, payment10 } from "../shared/State10.ts"
import * as Codes from "./Codes.ts"
import { type Item, refundedBy } from "./Lines.ts"
import type { OrderDetail, OrderInfo } from "./Wire.ts"

export const toAmounts = (
  answer: OrderDetail,
  items: ReadonlyArray<Item>,
  state: Traced.Traced<OrderState10 | null>
) => {
  const info = answer.order_info
  const goods = Traced.sumOfAll(
    items.map((item) => item.total),
    "Σ of the lines' totals"
  )
  const discount = discountOf(info)
  return {
    currency: Traced.fixed("CNY", "the platform sells in yuan"),
    goods,
    freight: info.freight,
    discount,
    adjustment: Traced.signedChange(
      Traced.sum([info.price_change_value, info.freight_change_value], "price_change_value + freight_change_value"),
      { goods, freight: info.freight, discount, payable: info.price },
      "± (price_change_value + freight_change_value), the sign that closes the equation, else +"
    ),
    payable: info.price,
    paid: Traced.paidBy(payment10(state), info.price, "price if the order is paid, 0 if it is not"),
    refunded: refundedOf(answer)
  }
}

/** The two are never added: `cou_price` is one of the discounts that `discount_arr` lists *(inferred)*. */
const discountOf = (info: OrderInfo): Traced.Traced<number | null> =>
  Traced.sum(
    info.discount_arr.flatMap((discount) => discount.discount_price),
    "Σ discount_arr[].discount_price, else cou_price (inferred: never both)"
  ).orElse(info.cou_price.by("cou_price, since discount_arr is empty (inferred: never both)"))

/** A refund that is done, or that a line states, says more than a 0 beside it, which is also what nothing was written to. */
const refundedOf = ({ order_info: info, refund_info: refunds }: OrderDetail): Traced.Traced<number | null> => {
  const ofLines = Traced.sum(
    info.goods_info.map((goods) => goods.refund_money),
    "Σ refund_money of the lines"
  )
  const listed = refundedBy(refunds, "Σ refund_info[].refund_price with state 2").orElse(
    ofLines.value === 0 ? ofLines.asNull() : ofLines
  )
  return (info.refund_money.value ?? 0) === 0
    ? listed.orElse(info.refund_money)
    : info.refund_money.doubt("unit_inferred", "the document states no unit: read as fen").considering(listed)
}

/** The order's discounts, and what their total states beyond them. */
export const toDiscounts = (info: OrderInfo) => withRest(discountOf(info), listedDiscounts(info))

/** `discount_arr`, else the coupon of `cou_price`. */
const listedDiscounts = (info: OrderInfo) => {
  const coupon = info.cu_id.value === Codes.severalCoupons ? info.cu_id.asNull() : info.cu_id
  if (info.discount_arr.length === 0) {
    return info.cou_price.value === null || info.cou_price.value === 0
      ? []
      : [
          {
            kind: Traced.fixed("coupon", "cou_price"),
            id: coupon,
            name: null,
            amount: info.cou_price,
            bearer: unknownBearer
          }
        ]
  }
  const discounts = info.discount_arr.map((discount) => ({ discount, kind: discountKind(discount.discount_name) }))
  const soleCoupon = discounts.filter(({ kind }) => kind.value === "coupon").length === 1
  const coupons = firstOfEach(info.muti_coupon, ({ discount_name: name }) => name.value)
  return discounts.map(({ discount, kind }) => {
    const { value: name } = discount.discount_name
    const named = name === null ? undefined : coupons.get(name)
    return {
      kind,
      id: named?.discount_id ?? (soleCoupon && kind.value === "coupon" ? coupon : null),
      name: discount.discount_name,
      amount: Traced.sum(discount.discount_price, "discount_price"),
      bearer: unknownBearer
    }
  })
}
