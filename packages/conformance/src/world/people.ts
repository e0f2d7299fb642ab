/** Buyers, recipients and other people of an order: invented, with phone numbers that nobody has. */
import {
  type Buyer,
  encryptedText,
  type Invoice,
  maskedText,
  type Participant,
  type Party,
  type PrivateText,
  plainText,
  type Recipient
} from "@huidan/core"
import { makeDice } from "./Dice.ts"
import { type PrivateKind, type TrueOrderContext, type TrueOrderLimits, trueId } from "./TrueOrderLimits.ts"
import { personNames, places, questions, rareHouse, rareNames, streets } from "./words.ts"

/** Makes private text in the form in which the platform shows it. */
export const privately =
  (limits: TrueOrderLimits, context: TrueOrderContext) =>
  (plain: string, what: PrivateKind): PrivateText => {
    const { privacy } = limits
    const form = formOf(privacy, what, context)
    if (form === "plain") return plainText(plain)
    if (form === "masked" || privacy.form !== "encrypted") return maskedText(starred(plain))
    return encryptedText(privacy.cipher(plain, what, context.dice), starred(plain))
  }

const kinds: ReadonlyArray<PrivateKind> = ["name", "phone", "address", "code"]

/** Mostly the platform's own form. */
const formOf = (
  { form, others = [] }: TrueOrderLimits["privacy"],
  what: PrivateKind,
  { dice, wants }: TrueOrderContext
): TrueOrderLimits["privacy"]["form"] => {
  const forms = [form, ...others]
  if (wants("private text in several forms")) return forms[kinds.indexOf(what) % forms.length] ?? form
  return others.length > 0 && dice.chance(0.15) ? (dice.pickFrom(others) ?? form) : form
}

/** Masks text as platforms do: the first character stays, and the last two of a longer text. */
const starred = (plain: string): string => {
  const characters = [...plain]
  const tail = characters.length > 6 ? characters.slice(-2).join("") : ""
  return `${characters[0] ?? ""}${"*".repeat(Math.max(1, characters.length - 1 - tail.length))}${tail}`
}

/** Digits that no id has: those of ids come from the dice of the order. */
export const privateDigits = (context: TrueOrderContext, what: string, count: number): string =>
  makeDice("private", trueId(context), what).digits(count)

const phone = ({ dice, wants }: TrueOrderContext): string =>
  `${wants("telephone with +86") ? "+86" : ""}1380000${dice.digits(4)}`

const personName = ({ dice, wants }: TrueOrderContext): string => {
  if (wants("emoji")) return rareNames.emoji
  return wants("rare ideograph") ? rareNames.ideograph : dice.pick(personNames)
}

export const makeBuyer = (limits: TrueOrderLimits, context: TrueOrderContext): Buyer => {
  const hide = privately(limits, context)
  const { dice } = context
  return {
    id: `u_${dice.digits(10)}`,
    name: hide(personName(context), "name"),
    phones: context.wants("telephone with +86") || dice.chance(0.9) ? [hide(phone(context), "phone")] : [],
    avatarUrl: dice.chance(0.5) ? `https://avatar.example/${dice.digits(8)}.png` : null,
    wechatOpenId: plainText(`oOpen${dice.digits(23)}`),
    wechatUnionId: plainText(`oUnion${dice.digits(22)}`)
  }
}

export const makeRecipient = (limits: TrueOrderLimits, context: TrueOrderContext): Recipient => {
  const hide = privately(limits, context)
  const { dice } = context
  const place = dice.pick(places)
  return {
    name: hide(personName(context), "name"),
    phone: hide(phone(context), "phone"),
    country: "CN",
    ...place,
    street: dice.pick(streets),
    detail: hide(
      `${dice.pick(streets)}${dice.between(1, 999)}号 ${dice.between(1, 30)}-${dice.between(101, 2999)}${
        context.wants("rare characters in an address") ? rareHouse : ""
      }`,
      "address"
    ),
    mergeKey: trueId(context, 400)
  }
}

export const makeParties = (limits: TrueOrderLimits, context: TrueOrderContext): ReadonlyArray<Party> =>
  limits.has.parties && context.dice.chance(0.4)
    ? [{ role: "employee", id: `staff_${context.dice.digits(6)}`, name: null, phone: null }]
    : []

export const makeParticipants = (limits: TrueOrderLimits, context: TrueOrderContext): ReadonlyArray<Participant> => {
  if (!limits.has.participants || !context.dice.chance(0.2)) return []
  const hide = privately(limits, context)
  return [
    {
      role: "student",
      id: trueId(context, 410),
      name: hide(context.dice.pick(personNames), "name"),
      phone: hide(phone(context), "phone"),
      answers: questions.map((question) => ({ question, answer: hide(context.dice.digits(2), "name") }))
    }
  ]
}

export const makeInvoice = (limits: TrueOrderLimits, context: TrueOrderContext): Invoice | null => {
  if (!limits.has.invoice || !context.dice.chance(0.2)) return null
  const hide = privately(limits, context)
  return {
    title: plainText("某某科技有限公司"),
    taxNumber: plainText(`91${privateDigits(context, "tax number", 16)}`),
    email: hide(`invoice${context.dice.digits(4)}@mail.example`, "name"),
    phone: hide(phone(context), "phone"),
    bank: "某某银行",
    bankAccount: hide(privateDigits(context, "bank account", 19), "code"),
    address: plainText("某某路1号"),
    content: "商品明细"
  }
}
