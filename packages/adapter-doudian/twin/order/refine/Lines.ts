/** The lines of a true order: which one has the order's id, what comes with them, how far each one is. */
import { type Dice, type TrueOrderContext, trueId } from "@huidan/conformance"
import {
  type AfterSaleState,
  encryptedText,
  type FulfilmentState,
  type Order,
  type OrderLine,
  plainText,
  type Refund,
  toUnixSeconds
} from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { textCipher } from "../Cipher.ts"
import { goesBack } from "../LineStatus.ts"
import { propertyWords } from "../Words.ts"
import type { OrderForm } from "./Form.ts"

/** Prices stay as they are. */
export const refineLines = (order: Order, context: TrueOrderContext, form: OrderForm): ReadonlyArray<OrderLine> => {
  const { dice } = context
  const items = form.phased ? order.lines.slice(0, 2) : order.lines
  const namesake = dice.between(0, items.length - 1)
  const serials = form.delivery === "express" && dice.chance(0.15) ? dice.between(0, items.length - 1) : -1
  const own = items.map((line, index) => ({
    ...refineLine(line, context, form, index),
    lineId: index === namesake ? order.orderId : line.lineId,
    serialNumbers: index === serials ? ["SN", "IMEI"].map((mark) => `${mark}${dice.digits(15)}`) : []
  }))
  const lines = [...own, ...giftFor(own[0], context, order)]
  return withStates(lines, order, context)
}

const refineLine = (line: OrderLine, context: TrueOrderContext, form: OrderForm, index: number): OrderLine => {
  const { dice, wants } = context
  const digital =
    form.delivery === "digital" ||
    (form.delivery === "express" && index > 0 && !wants("parcel of several lines") && dice.chance(0.1))
  const ends = digital && dice.chance(0.5)
  const from = toUnixSeconds(context.createdAt)
  return {
    ...line,
    type: digital ? "digital" : "physical",
    quantity: form.phased ? Math.min(3, line.quantity ?? 1) : line.quantity,
    components: wants("bundle with components") || dice.chance(0.1) ? componentsOf(context, index) : [],
    validFrom: ends ? DateTime.makeUnsafe(from * 1000) : null,
    validityText: digital && dice.chance(0.2) ? `自领取之日起${dice.between(1, 90)}天有效` : null,
    validTo: ends ? DateTime.makeUnsafe((from + dice.between(1, 365) * 86_400) * 1000) : null,
    warehouseId: !digital && dice.chance(0.4) ? dice.digits(11) : null,
    specs: dice.chance(0.1) ? [...line.specs, ...propertyWords.map((value) => ({ name: null, value }))] : line.specs,
    inputs: form.orderType === 2 ? inputsOf(dice) : form.delivery !== "digital" ? customInputsOf(dice) : []
  }
}

const componentsOf = (context: TrueOrderContext, index: number): OrderLine["components"] =>
  ["组套A", "组套B/赠"].slice(0, context.dice.between(1, 2)).map((title, member) => ({
    productId: trueId(context, 8000 + index * 10 + member),
    skuId: context.dice.digits(16),
    externalSkuId: context.dice.chance(0.7) ? `M-${context.dice.digits(4)}` : null,
    title,
    quantity: context.dice.between(1, 3)
  }))

const inputsOf = (dice: Dice): OrderLine["inputs"] =>
  ["游戏账号", "充值手机号"].slice(0, dice.between(0, 2)).map((name) => ({
    name,
    value: encryptedText(textCipher(dice), dice.chance(0.5) ? `${dice.digits(2)}****${dice.digits(2)}` : null)
  }))

/** Of customised goods: a text, and a picture. */
const customInputsOf = (dice: Dice): OrderLine["inputs"] =>
  dice.chance(0.9)
    ? []
    : [
        { name: "刻字", value: plainText(dice.pick(["生日快乐", "给小*满"])) },
        { name: null, value: plainText(`https://img.example/custom/${dice.digits(8)}.png`) }
      ].slice(dice.between(0, 1))

/** 买赠: the gift is a line of its own, tied to the line that it comes with. */
const giftFor = (first: OrderLine | undefined, context: TrueOrderContext, order: Order): ReadonlyArray<OrderLine> => {
  if (first === undefined || !(context.wants("gift line") || context.dice.chance(0.12))) return []
  const gift: OrderLine = {
    ...first,
    lineId: trueId(context, 90),
    parentLineId: context.dice.chance(0.8) ? (first.lineId ?? order.orderId) : null,
    productId: trueId(context, 91),
    title: "赠品:收纳袋",
    role: "gift",
    components: [],
    quantity: 1,
    unitPrice: 0,
    serialNumbers: [],
    inputs: []
  }
  return [gift]
}

const withStates = (
  lines: ReadonlyArray<OrderLine>,
  order: Order,
  context: TrueOrderContext
): ReadonlyArray<OrderLine> => {
  const { dice } = context
  const items = lines.filter(({ role }) => role !== "gift").length
  const ofItems = afterSalesOf(order, items, context)
  const afterSales = lines.map((_, index) => ofItems[index] ?? afterSaleOfGift(order, dice))
  const fulfilments = fulfilmentsOf(order, afterSales, dice)
  return lines.map((line, index) => {
    const fulfilment = fulfilments[index] ?? null
    const quantity = line.quantity ?? 1
    return {
      ...line,
      fulfilment,
      afterSale: afterSales[index] ?? null,
      // Only a line of more than one piece can be shipped in part.
      quantity: fulfilment === "partially_shipped" ? Math.max(2, quantity) : quantity
    }
  })
}

type Choice = readonly [AfterSaleState, ...ReadonlyArray<AfterSaleState>]

/** Which states the lines may have beside the one that gives the order its own. */
const companions: Readonly<Record<AfterSaleState, Choice>> = {
  none: ["none"],
  in_progress: ["none", "none", "in_progress", "refunded", "partially_refunded", "failed", "ended"],
  refunded: ["refunded"],
  partially_refunded: ["none", "none", "refunded", "partially_refunded", "failed", "ended"],
  failed: ["none", "failed", "ended"],
  ended: ["none", "ended"],
  unknown: ["none"]
}

/** The order's state is: in_progress if any, refunded if all, partial if some, else the first of failed, ended, none. */
const afterSalesOf = (
  { status }: Order,
  count: number,
  { dice, wants }: TrueOrderContext
): ReadonlyArray<AfterSaleState> => {
  const ofOrder = status.afterSale ?? "none"
  const closed = status.trade === "closed"
  const partly = ofOrder === "partially_refunded"
  if (wants("many lines") && ofOrder === "in_progress")
    return Array.from({ length: count }, (_, index) => afterSaleAt(index))
  if (partly && dice.chance(0.3)) return Array.from({ length: count }, () => ofOrder)
  const decider = dice.between(0, count - 1)
  const untouched = (decider + 1) % count
  return Array.from({ length: count }, (_, index) => {
    if (index === decider) return partly && count > 1 ? dice.pick(["refunded", "partially_refunded"]) : ofOrder
    const none = wants("several refunds") ? "failed" : "none"
    if (partly && index === untouched) return dice.pick([none, "failed", "ended"])
    const picked = dice.pick(companions[ofOrder])
    const choice = picked === "none" ? none : picked
    // A refund of a closed order is a full one: its codes cannot say otherwise.
    return closed && choice === "partially_refunded" ? "refunded" : choice
  })
}

/** A gift comes last. Its own after-sale decides nothing, unless it is in progress or the only one. */
const afterSaleOfGift = ({ status }: Order, dice: Dice): AfterSaleState => {
  if (status.afterSale === "in_progress") return dice.pick(["none", "in_progress", "failed"])
  return status.afterSale === "none" ? "none" : dice.pick(["none", "none", "failed", status.afterSale ?? "none"])
}

const fulfilmentsOf = (
  { status }: Order,
  afterSales: ReadonlyArray<AfterSaleState>,
  dice: Dice
): ReadonlyArray<FulfilmentState> => {
  const ofOrder = status.fulfilment ?? "unfulfilled"
  const count = afterSales.length
  if (ofOrder === "partially_shipped" && count > 1) {
    return afterSales.map((_, index) => {
      if (index === 0) return dice.pick(["shipped", "partially_shipped"])
      return index === count - 1 ? "unfulfilled" : dice.pick(["shipped", "unfulfilled"])
    })
  }
  const mayHaveStayed = ofOrder === "shipped" && status.trade === "active" && count > 1
  return afterSales.map((afterSale, index) =>
    mayHaveStayed && index > 0 && afterSale === "refunded" && dice.chance(0.4) ? "unfulfilled" : ofOrder
  )
}

/** Every after-sale that a line can have, one line after the other. */
const afterSaleAt = (index: number): AfterSaleState => everyAfterSale[index % everyAfterSale.length] ?? "none"

const everyAfterSale: ReadonlyArray<AfterSaleState> = [
  "in_progress",
  "failed",
  "in_progress",
  "ended",
  "in_progress",
  "refunded",
  "in_progress",
  "partially_refunded",
  "none"
]

type RefundStatus = Refund["status"]
type RefundStatuses = readonly [RefundStatus, ...ReadonlyArray<RefundStatus>]

/** A pending refund is asked for, refused after the goods came back, or under way; a failed one may have been refused. */
const refundStatusesOf = (line: OrderLine): RefundStatuses | undefined => {
  switch (line.afterSale) {
    case "in_progress":
      return goesBack(line)
        ? ["in_progress", "requested", "rejected", "in_progress"]
        : ["in_progress", "requested", "in_progress"]
    case "partially_refunded":
    case "refunded":
      return ["refunded"]
    case "failed":
      return ["failed", "rejected"]
    case "ended":
      return ["ended"]
    default:
      return undefined
  }
}

const withoutMoney: ReadonlySet<string | null> = new Set(["in_progress", "failed", "ended"])

/**
 * One record for each line with an after-sale that is about money; another interface has its number and amount. Goods may
 * be exchanged, sent again or repaired instead: after-sales without a record.
 */
export const refundsOf = (lines: ReadonlyArray<OrderLine>, { dice, wants }: TrueOrderContext): ReadonlyArray<Refund> =>
  lines.flatMap((line, index) => {
    const choices = refundStatusesOf(line)
    if (choices === undefined || line.lineId === null) return []
    if (!wants("many lines") && goesBack(line) && withoutMoney.has(line.afterSale) && dice.chance(0.4)) return []
    const before = lines.slice(0, index).filter(({ afterSale }) => afterSale === line.afterSale).length
    const status = wants("many lines") ? (choices[before % choices.length] ?? choices[0]) : dice.pick(choices)
    const lineIds = [line.lineId]
    return [{ id: null, status, amount: null, requestedAt: null, refundedAt: null, reason: null, lineIds }]
  })
