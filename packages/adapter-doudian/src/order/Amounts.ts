/** The order's amounts, all in fen (分). */
import { Traced } from "@huidan/adapter-kit"
import type { PaymentState } from "@huidan/core"
import { type PricedPhase, paidInPhases } from "./Phases.ts"
import type { ShopOrder, SkuOrder } from "./Wire.ts"

type Amount = Traced.Traced<number | null>

/** `sum_amount` of a line, the price of its goods before discounts; never `order_amount`, which includes freight. */
export const lineTotalOf = (line: SkuOrder): Amount =>
  line.sum_amount.orElse(Traced.product(line.origin_amount, line.item_num, "origin_amount × item_num"))

/** The order's own amount, or what its lines state where the order states none or 0. */
export const ownOrOfLines = (own: Amount, ofLines: Amount): Amount =>
  own.value === 0 && ofLines.value !== null && ofLines.value !== 0 ? ofLines.considering(own) : own.orElse(ofLines)

const sumOfLines = (order: ShopOrder, name: "tax_amount" | "packing_charge_amount"): Amount =>
  Traced.sum(
    order.sku_order_list.map((line) => line[name]),
    `Σ ${name} of the lines`
  )

interface Parts {
  readonly goods: Amount
  readonly freight: Amount
  readonly tax: Amount
  readonly packing: Amount
  readonly discount: Amount
  readonly change: Amount
  readonly payable: Amount
}

/** Whether the tax, and a change of price, count beside the prices, or are in them already. */
interface Counted {
  readonly tax: boolean
  readonly change: boolean
}

/** In the order in which they are tried. */
const ways: ReadonlyArray<Counted> = [
  { tax: true, change: false },
  { tax: true, change: true },
  { tax: false, change: false },
  { tax: false, change: true }
]

/**
 * The first way that closes goods + freight + charges − discount + adjustment = payable; both count if none does. Freight
 * and a discount that are not stated are tried as 0, but a change of price always counts beside them.
 */
const countedOf = ({ goods, freight, tax, packing, discount, change, payable }: Parts): Counted => {
  const whole = { tax: true, change: true }
  if (goods.value === null) return whole
  const without = goods.value + (freight.value ?? 0) + (packing.value ?? 0) - (discount.value ?? 0)
  const closing =
    ways.find(
      (way) => without + (way.tax ? (tax.value ?? 0) : 0) + (way.change ? (change.value ?? 0) : 0) === payable.value
    ) ?? whole
  return freight.value === null || discount.value === null ? { ...closing, change: true } : closing
}

/** Tax and packing. Tax that does not close the equation, while its absence does, is contained in the prices (包税). */
const chargesOf = (parts: Parts, counted: Counted): Amount => {
  const { tax, packing } = parts
  if (counted.tax || tax.value === null || tax.value === 0)
    return Traced.sum([tax, packing], "tax_amount + the amount for packing")
  return Traced.combine([tax, packing], "the amount for packing; the tax is in the prices", (_tax, paid) => paid ?? 0)
}

/** `modify_amount` + `modify_post_amount`; 0 if the equation closes without them: then the prices include them. */
const adjustmentOf = ({ goods, freight, tax, discount, change, payable }: Parts, counted: Counted): Amount =>
  counted.change || change.value === null || change.value === 0
    ? change
    : change
        .mapAll(() => 0, "the equation closes without modify_amount and modify_post_amount")
        .considering(goods, freight, tax, discount, payable)

/** `promotion_amount`, by its definition the sum of what shop, platform and creators gave. */
const discountOf = (order: ShopOrder): Amount =>
  order.promotion_amount.orElse(
    Traced.sum(
      [order.promotion_shop_amount, order.promotion_platform_amount, order.promotion_talent_amount],
      "promotion_shop_amount + promotion_platform_amount + promotion_talent_amount"
    )
  )

export const toAmounts = (
  order: ShopOrder,
  payment: Traced.Traced<PaymentState | null>,
  phases: ReadonlyArray<PricedPhase>
) => {
  const parts: Parts = {
    goods: Traced.sumOfAll(order.sku_order_list.map(lineTotalOf), "Σ sum_amount of the lines"),
    freight: order.post_amount,
    tax: ownOrOfLines(order.tax_amount, sumOfLines(order, "tax_amount")),
    packing: ownOrOfLines(order.packing_amount, sumOfLines(order, "packing_charge_amount")),
    discount: discountOf(order),
    change: Traced.sum([order.modify_amount, order.modify_post_amount], "modify_amount + modify_post_amount"),
    payable: order.pay_amount
  }
  const counted = countedOf(parts)
  const { goods, freight, discount, payable } = parts
  return {
    currency: Traced.fixed("CNY", "抖店 counts in fen"),
    goods,
    freight,
    charges: chargesOf(parts, counted),
    discount,
    adjustment: adjustmentOf(parts, counted),
    payable,
    paid: Traced.paidBy(payment, order.pay_amount, "pay_amount if paid, 0 if not", paidInPhases(phases))
  }
}
