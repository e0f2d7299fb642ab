/** The answer of `/v1/order`. Source: PLATFORM.md, 3. */
import { Wire } from "@huidan/adapter-kit"

const Discount = Wire.object({ id: Wire.id, type: Wire.code, amount: Wire.yuan, from: Wire.code })
export type Discount = typeof Discount.Type

const Item = Wire.object({
  id: Wire.id,
  product: Wire.id,
  variant: Wire.id,
  product_code: Wire.id,
  variant_code: Wire.id,
  title: Wire.text,
  options: Wire.list(Wire.object({ name: Wire.text, value: Wire.text })),
  picture: Wire.text,
  count: Wire.integer,
  price: Wire.yuan,
  sum: Wire.yuan,
  off: Wire.yuan,
  paid: Wire.yuan,
  returned: Wire.yuan,
  parcel: Wire.code,
  refund: Wire.code
})
export type Item = typeof Item.Type

const Parcel = Wire.object({
  id: Wire.id,
  carrier: Wire.id,
  carrier_name: Wire.name,
  number: Wire.id,
  sent: Wire.wallTime,
  received: Wire.wallTime,
  items: Wire.list(Wire.object({ id: Wire.id, count: Wire.integer }))
})
export type Parcel = typeof Parcel.Type

const Refund = Wire.object({
  id: Wire.id,
  status: Wire.code,
  amount: Wire.yuan,
  asked: Wire.wallTime,
  done: Wire.wallTime,
  reason: Wire.text,
  items: Wire.list(Wire.id)
})
export type Refund = typeof Refund.Type

/** `order` of the answer of `/v1/order`. */
export const OrderDetail = Wire.object({
  id: Wire.id,
  shop: Wire.id,
  type: Wire.code,
  status: Wire.code,
  status_text: Wire.text,
  closed_because: Wire.code,
  closed_note: Wire.text,
  refund: Wire.code,
  price: Wire.object({
    goods: Wire.yuan,
    postage: Wire.yuan,
    off: Wire.yuan,
    change: Wire.yuan,
    total: Wire.yuan,
    paid: Wire.yuan,
    returned: Wire.yuan
  }),
  discounts: Wire.list(Discount),
  items: Wire.list(Item),
  payment: Wire.object({ status: Wire.code, method: Wire.code, number: Wire.id, time: Wire.wallTime }),
  buyer: Wire.object({ id: Wire.id, nick: Wire.privateText, phone: Wire.privateText }),
  address: Wire.object({
    name: Wire.privateText,
    phone: Wire.privateText,
    province: Wire.name,
    city: Wire.name,
    district: Wire.name,
    street: Wire.name,
    detail: Wire.privateText
  }),
  parcels: Wire.list(Parcel),
  refunds: Wire.list(Refund),
  notes: Wire.object({ buyer: Wire.privateText, seller: Wire.privateText }),
  created: Wire.wallTime,
  updated: Wire.wallTime,
  sent: Wire.wallTime,
  received: Wire.wallTime,
  closed: Wire.wallTime,
  pay_before: Wire.wallTime,
  received_by_default: Wire.wallTime
})
export type OrderDetail = typeof OrderDetail.Type
