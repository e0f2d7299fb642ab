/** Amounts, discounts and commissions of an order and its lines. */
import { Draft, Traced } from "@huidan/adapter-kit"
import { paymentOf } from "./Payment.ts"
import type { Detail, MallOrderDetail } from "./Wire.ts"

type Amount = Traced.Traced<number | null>

const amountsOfOrder = [
  "pay_price",
  "freight_price",
  "coupon_price",
  "integral_deduct_price",
  "integralDeduct_price",
  "change_price"
] as const satisfies ReadonlyArray<keyof MallOrderDetail>

const amountsOfLine = [
  "goods_price",
  "total_price",
  "pay_price",
  "coupon_price",
  "integral_deduct_price",
  "integralDeduct_price"
] as const satisfies ReadonlyArray<keyof Detail>

/** Adds one `unit_inferred` warning for all amounts, at the first amount of the answer. */
export const withUnitDoubt = (answer: MallOrderDetail): MallOrderDetail => {
  const ofOrder = amountsOfOrder.find((key) => answer[key].value !== null)
  if (ofOrder !== undefined) return { ...answer, [ofOrder]: inferred(answer[ofOrder]) }
  const lines = answer.detail_list
  const stated = lines
    .flatMap((line) => amountsOfLine.map((key) => ({ line, key })))
    .find(({ key, line }) => line[key].value !== null)
  return stated === undefined
    ? answer
    : {
        ...answer,
        detail_list: lines.map((line) =>
          line === stated.line ? { ...line, [stated.key]: inferred(line[stated.key]) } : line
        )
      }
}

const inferred = (amount: Amount): Amount => amount.doubt("unit_inferred", "the document states no unit: read as fen")

/** The document spells this field in two ways. */
export const pointsOf = (of: Pick<Detail, "integral_deduct_price" | "integralDeduct_price">): Amount =>
  Traced.firstOf(of.integral_deduct_price, of.integralDeduct_price)

export const priceOfPieces = (detail: Detail): Amount =>
  Traced.product(detail.goods_price, detail.goods_num, "goods_price × goods_num")

export const toAmounts = (answer: MallOrderDetail) => {
  const goods = Traced.sumOfAll(
    answer.detail_list.map((detail) => priceOfPieces(detail).orElse(detail.total_price)),
    "Σ goods_price × goods_num"
  )
  const discount = Traced.sum([answer.coupon_price, pointsOf(answer)], "coupon_price + integral_deduct_price")
  return {
    goods,
    freight: answer.freight_price,
    discount,
    adjustment: Traced.signedChange(
      answer.change_price,
      { goods, freight: answer.freight_price, discount, payable: answer.pay_price },
      "± change_price, the sign that closes the equation"
    ),
    payable: answer.pay_price,
    paid: Traced.paidBy(paymentOf(answer), answer.pay_price, "pay_price if pay_status is 1, 0 if it is 0")
  }
}

export const toDiscounts = (answer: MallOrderDetail): ReadonlyArray<Draft.Block<"discount">> => {
  const points = pointsOf(answer)
  return [
    ...(answer.coupon_price.value === null || answer.coupon_price.value === 0
      ? []
      : [
          Draft.discount({
            kind: Traced.fixed("coupon", "coupon_price"),
            id: answer.coupon_id,
            amount: answer.coupon_price,
            bearer: Traced.fixed("unknown", "the document names no bearer")
          })
        ]),
    ...(points.value === null || points.value === 0
      ? []
      : [
          Draft.discount({
            kind: Traced.fixed("points", "integral_deduct_price"),
            amount: points,
            points: answer.integral,
            bearer: Traced.fixed("unknown", "the document names no bearer")
          })
        ])
  ]
}

/** One commission: the order's amount, else the sum of its lines. None if neither an amount nor a rate other than 0 is stated. */
export const toCommissions = ({ commission_price, detail_list }: MallOrderDetail) => {
  const amount = commission_price.orElse(
    Traced.sumOfAll(
      detail_list.map((detail) => detail.commission_price),
      "Σ commission_price of the lines"
    )
  )
  const rates = detail_list.map((detail) => detail.commission_rate)
  const rateBasisPoints = Traced.combine(rates, "commission_rate, where all lines state the same one", (...stated) => {
    const [first = null, ...others] = stated
    return others.every((rate) => rate === first) ? first : null
  })
  // A rate that is not a whole number of basis points is null with a doubt, but it was stated.
  const rated = rates.some((rate) => (rate.value ?? 0) !== 0 || rate.doubts.length > 0)
  return (amount.value ?? 0) !== 0 || rated
    ? [{ role: Traced.fixed("promoter" as const, "commission_price, commission_rate"), amount, rateBasisPoints }]
    : []
}
