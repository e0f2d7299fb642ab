/** How an order of detail 2.0 reaches its buyer, and who gets it. */
import { Traced } from "@huidan/adapter-kit"
import type { DeliveryMethod, PrivateText } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Redacted from "effect/Redacted"
import { decodeCode } from "../shared/Code.ts"
import { statesAny, toCountry } from "../shared/People.ts"
import * as Codes from "./Codes.ts"
import type { OrderDetail20 } from "./Wire.ts"

export const toDelivery20 = (answer: OrderDetail20) => ({
  method: methodOf(answer),
  shipments: toShipments(answer),
  pickup: toPickup(answer)
})

type Consignee = OrderDetail20["internal_extra_info"]["consignee_info"]

const picksUp = ({ express_type }: Consignee): boolean => express_type.value === Codes.pickup

const contactOf = ({ contact, full_contact }: Consignee) => contact.orElse(full_contact)

/** Who picks up, and where: nothing is sent, so nobody is a recipient. */
const toPickup = ({ internal_extra_info: { consignee_info: consignee } }: OrderDetail20) => {
  const { address, address_detail, name } = consignee
  const place = address.orElse(address_detail)
  return picksUp(consignee) && statesAny([name, contactOf(consignee), place])
    ? {
        contactName: name,
        contactPhone: contactOf(consignee),
        address: place.map(revealed, "address of a pick-up: the place's")
      }
    : null
}

/** A place's address is nobody's. */
const revealed = (text: PrivateText): string | null => (text.state === "plain" ? Redacted.value(text.value) : null)

export const toRecipient20 = ({ internal_extra_info: { consignee_info: consignee } }: OrderDetail20) => {
  const { address_city, address_county, address_province, name } = consignee
  const phone = contactOf(consignee)
  const detail = consignee.address_detail.orElse(consignee.address)
  const states = statesAny([name, phone, address_province, address_city, address_county, detail])
  if (picksUp(consignee) || !states) return null
  return {
    name,
    phone,
    country: toCountry(address_province),
    province: address_province,
    city: address_city,
    district: address_county,
    detail
  }
}

/** Without a consignee, an order of which no line is spu_type 1 or 5 is digital *(inferred)*. */
const methodOf = ({
  goods_info: { goods_list },
  internal_extra_info: { consignee_info }
}: OrderDetail20): Traced.Traced<DeliveryMethod | null> =>
  Traced.combine(
    [
      decodeCode(consignee_info.express_type, Codes.deliveryMethods, "express_type", "unknown"),
      ...goods_list.map((goods) => decodeCode(goods.spu_type, Codes.lineTypes, "spu_type", "unknown"))
    ],
    "express_type; without one digital if no line is spu_type 1 or 5 (inferred)",
    (method, ...types) =>
      method ??
      (types.length > 0 && types.every((type) => type !== null && type !== "physical" && type !== "unknown")
        ? "digital"
        : null)
  )

/** The goods of a package are told by quantity alone: lines have no id. */
const toShipments = ({ internal_extra_info: { logistics_info } }: OrderDetail20) =>
  logistics_info.packages_info
    .filter(({ package_goods_info, ...parcel }) => package_goods_info.length > 0 || statesAny(Object.values(parcel)))
    .map((parcel) => ({
      id: parcel.parcel_id,
      carrierName: parcel.logistics_company_name,
      trackingNumber: parcel.express_id,
      shippedAt: parcel.departure_time,
      lines: parcel.package_goods_info.map(({ quantity }) => ({ lineId: null, quantity }))
    }))

/** An order left when its first package did. */
export const shippedAt20 = (answer: OrderDetail20): Traced.Traced<DateTime.Utc | null> =>
  Traced.combine(
    answer.internal_extra_info.logistics_info.packages_info.map((parcel) => parcel.departure_time),
    "the earliest departure_time of the packages",
    (...departures) => {
      const [first = null] = departures.filter((time) => time !== null).toSorted(DateTime.Order)
      return first
    }
  )
