/** A true order as it can be on this platform: what the kit made, brought into the shapes of the documents. */
import type { Dice, TrueOrderContext } from "@huidan/conformance"
import { type Buyer, encryptedText, maskedText, type Order, plainText, toUnixSeconds } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { openId, telephoneCipher } from "../Cipher.ts"
import { flagWords } from "../Words.ts"
import { refineChannels, refineReferences } from "./Channels.ts"
import { refineDelivery, refineVouchers } from "./Delivery.ts"
import { chooseForm } from "./Form.ts"
import { refineLines, refundsOf } from "./Lines.ts"
import { refineMoney } from "./Money.ts"
import { refinePayment } from "./Payment.ts"
import { refinePhases } from "./Phases.ts"
import { refineRecipient } from "./Recipient.ts"

/** The order's number, state, kind and creation and update times stay; the rest is the platform's own. */
export const refineOrder = (order: Order, context: TrueOrderContext): Order => {
  const { dice } = context
  const form = chooseForm(order, context)
  const { lines: priced, amounts, discounts } = refineMoney(order, refineLines(order, context, form), form, context)
  const { lines, channel } = refineChannels(priced, context)
  const phases = refinePhases(order, lines, form, context)
  const payment = refinePayment(order, amounts, phases, context)
  const times = refineTimes(order, payment, context)
  const vouchers = refineVouchers(form, order, lines, context)
  return {
    ...order,
    status: { ...order.status, closeNote: closeNoteOf(order, context) },
    amounts,
    discounts,
    lines,
    buyer: refineBuyer(dice),
    recipient: refineRecipient(form, context),
    delivery: refineDelivery(form, lines, times, context),
    vouchers,
    payment,
    phases,
    refunds: refundsOf(lines, context),
    channel,
    notes: { ...order.notes, flag: context.turn("flag", flagWords) },
    tags: dice.chance(0.5) ? tagWords.filter(() => dice.chance(0.4)) : [],
    times,
    references: refineReferences({ ...order, payment, phases, vouchers }, context)
  }
}

/** Orders of flowers name the telephone number of who pays, orders of samples the creator who asked for them. */
const refineBuyer = (dice: Dice): Buyer => {
  const sample = dice.chance(0.06)
  const digits = dice.digits(2)
  const phone = dice.chance(0.7)
    ? encryptedText(telephoneCipher(dice), `1********${digits}`)
    : maskedText(`*******10${digits}`)
  return {
    id: openId(dice),
    name: sample ? plainText(`样品客${dice.digits(4)}`) : null,
    phones: dice.chance(0.08) ? [phone] : [],
    avatarUrl: sample ? `https://p26.example/aweme-avatar/${dice.digits(8)}.jpeg` : null,
    wechatOpenId: null,
    wechatUnionId: null
  }
}

const tagWords = ["安心购", "7天", "正品保障", "坏损包退", "店铺新客"] as const

const closeNotes: Readonly<Record<string, readonly [string, ...ReadonlyArray<string>]>> = {
  timeout: ["超时未支付系统自动关闭", "订单超时关闭"],
  buyer_cancelled: ["不想要了", "地址信息填写错误", "多拍/拍错"],
  seller_cancelled: ["商家取消:缺货", "与卖家协商一致"],
  system: ["平台关闭订单", "系统取消"]
}

/** Only the note's words say why an unpaid order was closed. */
export const closeNoteOf = ({ status }: Order, { dice }: TrueOrderContext): string | null => {
  const words = closeNotes[status.closeReason ?? ""]
  if (words !== undefined) return dice.pick(words)
  return status.closeReason === "refunded" && dice.chance(0.5) ? "多拍/拍错/不想要" : null
}

const day = 86_400

const refineTimes = (
  { status, times }: Order,
  payment: Order["payment"],
  { dice, createdAt }: TrueOrderContext
): Order["times"] => {
  const waits = dice.pick([1800, 1800, 900, day, 3 * day, 0])
  const created = toUnixSeconds(createdAt)
  const updated = times.updated === null ? created : toUnixSeconds(times.updated)
  const shipped = times.shipped === null ? null : toUnixSeconds(times.shipped)
  // A parcel arrives before the buyer says so.
  const arrived = status.fulfilment === "shipped" && shipped !== null && shipped < updated && dice.chance(0.3)
  return {
    ...times,
    paid: payment.paidAt,
    delivered: arrived ? DateTime.makeUnsafe(dice.between(shipped + 1, updated) * 1000) : times.delivered,
    expires: waits === 0 ? null : DateTime.makeUnsafe((created + waits) * 1000)
  }
}
