/** Who gets a true order. Private text is encrypted with a masked twin beside it, sometimes only one of them. */
import type { Dice, TrueOrderContext } from "@huidan/conformance"
import { encryptedText, maskedText, type PrivateText, plainText, type Recipient } from "@huidan/core"
import { addressId, telephoneCipher, textCipher } from "../Cipher.ts"
import type { OrderForm } from "./Form.ts"

type Place = Pick<Recipient, "province" | "city" | "district" | "street" | "areaCode">

const places: readonly [Place, ...ReadonlyArray<Place>] = [
  { province: "山西省", city: "晋城市", district: "城区", street: "开发区街道", areaCode: "140502" },
  { province: "北京市", city: "北京市", district: "海淀区", street: "中关村街道", areaCode: "110108" },
  { province: "上海市", city: "上海市", district: "浦东新区", street: null, areaCode: "310115" },
  { province: "新疆维吾尔自治区", city: "乌鲁木齐市", district: "天山区", street: null, areaCode: "650102" }
]

/** What is encrypted, and what the platform shows of it. Invented, telephone numbers included. */
interface Hidden {
  readonly plain: string
  readonly masked: string
}

type HiddenList = readonly [Hidden, ...ReadonlyArray<Hidden>]

const names: HiddenList = [
  { plain: "赵某生", masked: "赵*生" },
  { plain: "O'Neill & 王", masked: "O*******王" },
  { plain: "小🐟", masked: "小*" }
]

const phones: HiddenList = [
  { plain: "13800001234", masked: "13*******34" },
  { plain: "18400000000-7576", masked: "18*******00-7576" }
]

const doors: HiddenList = [
  { plain: "示例路88号7栋", masked: "示例路**号*栋" },
  { plain: "测试花园#3/2-501", masked: "测试花园*号楼" }
]

/** As the platform's gateway masks a number that was entered with its country code. */
const phoneAbroad: Hidden = { plain: "+8613800001234", masked: "+86 13*******34" }

/** The forms of the parts of one order that shows several. */
const mixed = { name: "encrypted", phone: "masked", detail: "plain" } as const

export const refineRecipient = (form: OrderForm, { dice, wants }: TrueOrderContext): Recipient | null => {
  const several = wants("private text in several forms")
  const phone = wants("telephone with +86")
    ? plainText(phoneAbroad.plain)
    : hide(phones, telephoneCipher, dice, several ? mixed.phone : null)
  if (form.delivery === "digital") return dice.chance(0.5) ? { ...unknown, phone } : null
  return {
    ...unknown,
    ...dice.pick(places),
    country,
    name: hide(namesOf(wants), textCipher, dice, several ? mixed.name : null),
    phone,
    detail: detailOf(wants, dice, several ? mixed.detail : null),
    mergeKey: dice.chance(0.9) ? addressId(dice) : null
  }
}

/** 抖店 delivers within China: who has an address has it there. */
const country = "CN"

const unknown: Recipient = {
  name: null,
  phone: null,
  country: null,
  province: null,
  city: null,
  district: null,
  street: null,
  areaCode: null,
  detail: null,
  mergeKey: null
}

/** Fields named for ciphers hold plain text in the platform's own samples. */
const hide = (
  choices: HiddenList,
  cipher: (dice: Dice) => string,
  dice: Dice,
  asked: PrivateText["state"] | null
): PrivateText => {
  const { plain, masked } = dice.pick(choices)
  const form = dice.between(1, 20)
  const state = asked ?? (form === 1 ? "plain" : form === 2 ? "masked" : "encrypted")
  if (state === "plain") return plainText(plain)
  if (state === "masked") return maskedText(masked)
  return encryptedText(cipher(dice), form === 3 ? null : masked)
}

const rareDoor: HiddenList = [{ plain: "𠮷祥苑🏠7栋", masked: "𠮷祥苑🏠*栋" }]

/** What is shown of rare characters is the same in every form. */
const detailOf = (wants: TrueOrderContext["wants"], dice: Dice, asked: PrivateText["state"] | null): PrivateText =>
  wants("rare characters in an address")
    ? hide(rareDoor, textCipher, dice, "masked")
    : hide(doors, textCipher, dice, asked)

const namesOf = (wants: TrueOrderContext["wants"]): HiddenList =>
  wants("rare ideograph") ? [{ plain: "𠮷田𣲷", masked: "𠮷*𣲷" }] : names
