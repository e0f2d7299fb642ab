/** Buyer, receiver, dealers, students: as far as Xiaoe knows them. */
import { type TrueOrderContext, trueId } from "@huidan/conformance"
import { type Buyer, type Order, type Party, plainText, type Recipient } from "@huidan/core"
import { isChannelsSale } from "./trueStates.ts"

export const withPeople = (order: Order, context: TrueOrderContext): Order => ({
  ...order,
  buyer: buyerOf(order, context),
  recipient: recipientOf(order),
  parties: dealersOf(context),
  participants: participantsOf(order, context),
  // Buyers write to the shop where there is something to send; sellers' notes and flags are in no answer.
  notes: { buyer: order.delivery.method === "express" ? order.notes.buyer : null, seller: null, flag: null }
})

const buyerOf = (order: Order, { dice }: TrueOrderContext): Buyer => ({
  ...order.buyer,
  id: `u_${dice.digits(13)}_NrK9wAvMfy`,
  // 买家信息采集手机号: what a form asked for, beside the number of the account.
  phones: dice.chance(0.2) ? [...order.buyer.phones, plainText(`1380001${dice.digits(4)}`)] : order.buyer.phones,
  wechatOpenId: isChannelsSale(order) ? order.buyer.wechatOpenId : null,
  wechatUnionId: null
})

const recipientOf = ({ delivery, recipient }: Order): Recipient | null => {
  const unknown = { country: null, street: null, areaCode: null, mergeKey: null }
  if (delivery.method === "express" && recipient !== null) return { ...recipient, ...unknown }
  if (delivery.pickup === null) return null
  // Who picks up has a name and a number, and no address.
  const { contactName: name, contactPhone: phone } = delivery.pickup
  return { ...unknown, name, phone, province: null, city: null, district: null, detail: null }
}

const dealersOf = ({ dice }: TrueOrderContext): ReadonlyArray<Party> => {
  if (!dice.chance(0.12)) return []
  const person = (role: Party["role"], name: string): Party => ({
    role,
    id: `u_${dice.digits(13)}`,
    name: plainText(name),
    phone: plainText(`1380002${dice.digits(4)}`)
  })
  const dealer = person("dealer", "华东经销商")
  return dice.chance(0.5) ? [dealer, person("dealer_staff", "小赵")] : [dealer]
}

const participantsOf = (order: Order, context: TrueOrderContext): Order["participants"] =>
  order.delivery.method === "digital"
    ? order.participants.map((student) => ({ ...student, id: `u_${trueId(context, 420)}` }))
    : []
