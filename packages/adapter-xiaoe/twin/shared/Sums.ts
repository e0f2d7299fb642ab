/** Prices of a true order, made to add up in all three answers; what was given back of them. */
import { type TrueOrderContext, trueId } from "@huidan/conformance"
import type { Discount, DiscountKind, Order, OrderLine, PaymentState, Refund, RefundStatus } from "@huidan/core"
import { isPlain } from "./Plain.ts"
import { choiceOf, isOneOf, sum } from "./Spelling.ts"

/** The words of `discount_name` in the documents: 限时折扣、秒杀、某优惠券抵扣、积分抵扣. */
const discountNames: Partial<Record<DiscountKind, readonly [string, ...ReadonlyArray<string>]>> = {
  coupon: ["优惠券抵扣", "新人专享优惠券抵扣"],
  promotion: ["限时折扣", "秒杀"],
  points: ["积分抵扣"]
}

export const withSums = (order: Order, context: TrueOrderContext): Order => {
  const { discounts, ofLines } = placeDiscounts(order, context)
  const freight = order.delivery.method === "express" ? (order.amounts.freight ?? 0) : 0
  const change = changePrices(order, ofLines, freight, context)
  const goods = sum(order.lines.map((line) => line.total))
  const discount = sum(ofLines)
  const adjustment = change.goods + change.freight
  const payable = goods + freight - discount + adjustment
  const lines = order.lines.map((line, index) => {
    const paid = (line.total ?? 0) - (ofLines[index] ?? 0) + (index === 0 ? change.goods : 0)
    return { ...line, discount: ofLines[index] ?? 0, paid, refunded: refundedOf(line, paid, context) }
  })
  const amounts = {
    ...order.amounts,
    goods,
    freight,
    discount,
    adjustment,
    payable,
    charges: null,
    paid: paidOf(order.status.payment, payable),
    refunded: sum(lines.map((line) => line.refunded))
  }
  return { ...order, amounts, discounts, lines }
}

/** Each discount lies on one line, so that the order's list and the lines' lists say the same in the same order. */
const placeDiscounts = (
  order: Order,
  context: TrueOrderContext
): { readonly discounts: ReadonlyArray<Discount>; readonly ofLines: ReadonlyArray<number> } => {
  const { dice } = context
  const ofLines = order.lines.map(() => 0)
  const granted = isPlain(order, context) ? soleCoupon(order, context) : order.discounts
  const placed = granted.flatMap((discount) => {
    const amount = discount.amount ?? 0
    const index = order.lines.findIndex((line, at) => (line.total ?? 0) - (ofLines[at] ?? 0) > amount + 2)
    if (index < 0) return []
    ofLines[index] = (ofLines[index] ?? 0) + amount
    const name = dice.pick(discountNames[discount.kind] ?? ["优惠"])
    const id = discount.kind === "coupon" ? `cu_${discount.id}` : null
    return [{ index, discount: { ...discount, id, name, points: null } }]
  })
  return { discounts: placed.toSorted((left, right) => left.index - right.index).map((each) => each.discount), ofLines }
}

const soleCoupon = ({ lines }: Order, context: TrueOrderContext): ReadonlyArray<Discount> => {
  const half = Number(BigInt(lines[0]?.total ?? 0) / 2n)
  if (half < 1) return []
  const amount = context.dice.between(1, half)
  return [{ kind: "coupon", id: trueId(context, 300), name: null, amount, points: null, bearer: "unknown" }]
}

/** The discounts of one line: each is on one line, and they are in the order of the lines, so they can be assigned again. */
export const discountsOfLine = (order: Order, index: number): ReadonlyArray<Discount> => {
  const before = sum(order.lines.slice(0, index).map((line) => line.discount))
  const after = before + (order.lines[index]?.discount ?? 0)
  return order.discounts.filter((discount, at) => {
    const upTo = sum(order.discounts.slice(0, at + 1).map((each) => each.amount))
    return upTo > before && upTo <= after && (discount.amount ?? 0) > 0
  })
}

/** 改价: the seller changed the price of the first line, or the freight, or both. */
const changePrices = (
  order: Order,
  discounts: ReadonlyArray<number>,
  freight: number,
  { dice }: TrueOrderContext
): { readonly goods: number; readonly freight: number } => {
  const wanted = order.amounts.adjustment ?? 0
  const net = (order.lines[0]?.total ?? 0) - (discounts[0] ?? 0)
  if (wanted === 0 || net < 3) return { goods: 0, freight: 0 }
  return {
    goods: Math.max(wanted, 2 - net),
    freight: freight > 0 && wanted < 0 && dice.chance(0.5) ? -dice.between(1, freight) : 0
  }
}

/** The change of the goods' price, in fen: what the first line cost beyond its total less its discount. */
export const goodsChangeOf = ({ lines }: Order): number => {
  const first = lines[0]
  return first === undefined ? 0 : (first.paid ?? 0) - ((first.total ?? 0) - (first.discount ?? 0))
}

const paidOf = (payment: PaymentState | null, payable: number): number => {
  if (payment === "paid") return payable
  return payment === "partially_paid" ? Number(BigInt(payable) / 10n) : 0
}

const refundedOf = (line: OrderLine, paid: number, { dice }: TrueOrderContext): number => {
  if (line.afterSale === "refunded") return paid
  return line.afterSale === "partially_refunded" ? dice.between(1, Math.max(1, paid - 1)) : 0
}

const refundStatuses: Partial<Record<NonNullable<OrderLine["afterSale"]>, RefundStatus>> = {
  partially_refunded: "refunded",
  refunded: "refunded",
  failed: "failed"
}

/** 售后: a number for each after-sale of a line, whatever its outcome. Both details state it. */
export const afterSaleIds = ({ lines, orderId, refunds }: Order): ReadonlyArray<readonly [OrderLine, string]> =>
  lines.flatMap((line, index) => {
    if (line.afterSale === "none" || line.role !== "item") return []
    const first = `A${orderId}_${index}`
    const later = refunds.flatMap(({ id, lineIds }) =>
      id !== null && id !== first && line.lineId !== null && lineIds.includes(line.lineId) ? [id] : []
    )
    return [first, ...later].map((id) => [line, id] as const)
  })

const doneRefunds = ({ refunds }: Order): ReadonlyArray<Refund> => refunds.filter(({ status }) => status === "refunded")

/** Nothing was written to the amounts of its lines, which are 0 then, but its refunds say what was given back. */
export const leavesOutRefunds = (order: Order): boolean => {
  const given = order.amounts.refunded ?? 0
  return (
    given > 0 && sum(doneRefunds(order).map(({ amount }) => amount)) === given && isOneOf(order, "refunds alone", 0.3)
  )
}

/** The same of one line of several: the refunds that name its product and specs name no other line. */
export const leavesOutRefund = (order: Order, line: OrderLine): boolean => {
  const same = order.lines.filter(({ productId, skuId }) => productId === line.productId && skuId === line.skuId)
  const own = doneRefunds(order).filter(({ lineIds }) => line.lineId !== null && lineIds.includes(line.lineId))
  return (
    same.length === 1 &&
    (line.refunded ?? 0) > 0 &&
    own.every(({ lineIds }) => lineIds.length === 1) &&
    sum(own.map(({ amount }) => amount)) === line.refunded &&
    isOneOf(order, "refunds alone", 0.3)
  )
}

interface Part {
  readonly id: string
  readonly status: RefundStatus
  readonly amount: number | null
}

/** One record for each line that went back or is to; an after-sale that ended without money leaves none. */
export const withRefunds = (order: Order, { wants }: TrueOrderContext): Order => {
  const twice = wants("several refunds") || wants("several refunds of one line")
  return {
    ...order,
    refunds: afterSaleIds({ ...order, refunds: [] }).flatMap(([line, id], index) => {
      const status =
        line.afterSale === "in_progress"
          ? choiceOf(order, "refund status", "requested" as const, "in_progress" as const, "in_progress" as const)
          : refundStatuses[line.afterSale ?? "none"]
      if (status === undefined) return []
      const whole: Part = { id, status, amount: status === "refunded" ? line.refunded : line.paid }
      return (index === 0 && twice ? inTwo(whole) : [whole]).map(
        (part): Refund => ({
          ...part,
          requestedAt: order.times.paid,
          refundedAt: part.status === "refunded" ? order.times.updated : null,
          reason: "不想要了",
          lineIds: line.lineId === null ? [] : [line.lineId]
        })
      )
    })
  }
}

/** What came back in two parts, or was refused by the bank and asked for again. */
const inTwo = (whole: Part): ReadonlyArray<Part> => {
  const id = `${whole.id}_2`
  const amount = whole.amount ?? 0
  if (whole.status !== "refunded" || amount < 2)
    return [
      { ...whole, status: "failed" },
      { ...whole, id }
    ]
  const first = Math.max(1, Number(BigInt(amount) / 3n))
  return [
    { ...whole, amount: first },
    { ...whole, id, amount: amount - first }
  ]
}
