/** The amounts of a row, in fen. Only the names of the fields say what they mean. */
import { Traced } from "@huidan/adapter-kit"
import { paymentState } from "./Status.ts"
import type { Goods, OrderListRow } from "./Wire.ts"

type Amount = Traced.Traced<number | null>

export const toAmounts = (row: OrderListRow) => {
  const { order_info: info, price_info: price } = row
  const goods = info.goods_original_total_price
    .by("goods_original_total_price (inferred)")
    .orElse(Traced.sumOfAll(row.good_list.map(lineTotal), "Σ of the lines' totals"))
  const change = Traced.firstOf(price.total_modified_amount, info.modified_amount)
  const payable = payableOf(row)
  const freight = freightOf(row, { goods, payable }, change)
  const discount = discountOf(row, { goods, freight, payable }, change)
  return {
    currency: Traced.fixed("CNY", "the platform sells in yuan"),
    goods,
    freight,
    discount,
    adjustment: Traced.signedChange(
      change,
      { goods, freight, discount, payable },
      "total_modified_amount, else modified_amount; the sign that closes the sum (inferred)"
    ),
    payable,
    paid: Traced.paidBy(
      paymentState(info),
      Traced.firstOf(info.actual_fee, price.actual_price),
      "actual_fee, else actual_price, where payment is paid (inferred); 0 where it is unpaid"
    ),
    refunded: info.refund_fee
  }
}

export const lineTotal = (goods: Goods): Amount =>
  Traced.product(goods.unit_price, goods.buy_num, "unit_price × buy_num").orElse(
    goods.total_price.by("total_price (inferred)")
  )

export const payableOf = ({ order_info, price_info }: OrderListRow): Amount =>
  Traced.firstOf(price_info.actual_price, order_info.actual_fee).by("actual_price, else actual_fee (inferred)")

/** The sign of a change is not documented. */
const isChange = (difference: number, change: Amount): boolean => Math.abs(difference) === Math.abs(change.value ?? 0)

/**
 * `freight_original_price` is what the freight was before the seller changed it, and the change is an amount of its own.
 * `freight_actual_price` counts where there is no other, or where the sum of the amounts closes with it alone.
 */
const freightOf = (
  { good_list, order_info: info, price_info: price }: OrderListRow,
  { goods, payable }: { readonly goods: Amount; readonly payable: Amount },
  change: Amount
): Amount => {
  const original = info.freight_original_price.orElse(price.freight_price)
  const discount = statedDiscount(good_list, info)
  const isUnknown = goods.value === null || payable.value === null
  const closes = (freight: number) =>
    [0, info.deduct_amount.value ?? 0].some((deducted) =>
      isChange((goods.value ?? 0) + freight - (discount.value ?? 0) - deducted - (payable.value ?? 0), change)
    )
  return Traced.combine(
    [original, info.freight_actual_price],
    "freight_original_price, else freight_price; freight_actual_price where the sum of the amounts closes with it alone (inferred)",
    (before, actual) => {
      if (before === null || actual === null || isUnknown) return before ?? actual
      return !closes(before) && closes(actual) ? actual : before
    }
  ).considering(goods, payable, discount, change, info.deduct_amount)
}

const statedDiscount = (goodsList: ReadonlyArray<Goods>, info: OrderListRow["order_info"]): Amount =>
  Traced.firstOf(
    info.discount_amount,
    Traced.sumOfAll(
      goodsList.map((goods) => goods.discounts_info.discount_amount_total),
      "Σ discount_amount_total of the lines"
    ),
    Traced.sum(
      goodsList.flatMap((goods) => goods.discounts_info.discount_detail.map(({ discount_price }) => discount_price)),
      "Σ discount_price of the listed discounts"
    )
  )

/** Whether `deduct_amount` (抵扣) is a part of `discount_amount` is not published: it counts where the sum closes with it. */
const discountOf = (
  { good_list, order_info }: OrderListRow,
  parts: Omit<Parameters<typeof Traced.signedChange>[1], "discount">,
  change: Amount
): Amount => {
  const stated = statedDiscount(good_list, order_info)
  const { freight, goods, payable } = parts
  const whole = (goods.value ?? 0) + (freight.value ?? 0) - (payable.value ?? 0)
  return Traced.combine(
    [stated, order_info.deduct_amount],
    "discount_amount, else Σ discount_amount_total; deduct_amount beside it where the sum of the amounts closes so (inferred)",
    (discount, deducted) => {
      if (discount === null) return deducted
      const both = discount + (deducted ?? 0)
      const closes = (amount: number) => isChange(whole - amount, change)
      return !closes(discount) && closes(both) ? both : discount
    }
  ).considering(goods, freight, payable, change)
}
