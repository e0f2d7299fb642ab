/** How an order of detail 2.0 reaches its buyer, and who gets it. */
import { combine, type Traced } from "@huidan/adapter-kit"
import type { DeliveryMethod } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { decodeCode } from "./XiaoeCode.ts"
import * as Codes from "./XiaoeCodesDetail20.ts"
import { fulfilment20 } from "./XiaoeOrderDetail20Status.ts"
import { statesAny, toCountry } from "./XiaoePeople.ts"
import type { OrderDetail20 } from "./XiaoeWireDetail20.ts"

export const toDelivery20 = (answer: OrderDetail20) => ({
  method: methodOf(answer),
  shipments: toShipments(answer),
  pickup: toPickup(answer)
})

export const toRecipient20 = ({ internal_extra_info: { consignee_info: consignee } }: OrderDetail20) => {
  const { address_city, address_county, address_province, name } = consignee
  const phone = consignee.contact.orElse(consignee.full_contact)
  const detail = consignee.address_detail.orElse(consignee.address)
  if (!statesAny([name, phone, address_province, address_city, address_county, detail])) return null
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

/** Without a consignee, an order of which nothing is physical is digital *(inferred)*. */
const methodOf = ({
  goods_info: { goods_list },
  internal_extra_info: { consignee_info }
}: OrderDetail20): Traced<DeliveryMethod | null> =>
  combine(
    [
      decodeCode(consignee_info.express_type, Codes.deliveryMethods, "express_type", "unknown"),
      ...goods_list.map((goods) => decodeCode(goods.spu_type, Codes.lineTypes, "spu_type", "unknown"))
    ],
    "express_type; without one digital if no line is physical (inferred)",
    (method, ...types) =>
      method ??
      (types.length > 0 && types.every((type) => type !== null && type !== "physical" && type !== "unknown")
        ? "digital"
        : null)
  )

const toShipments = ({ internal_extra_info: { logistics_info } }: OrderDetail20) =>
  logistics_info.packages_info
    .filter((parcel) => statesAny(Object.values(parcel)))
    .map((parcel) => ({
      id: parcel.parcel_id,
      carrierName: parcel.logistics_company_name,
      trackingNumber: parcel.express_id,
      shippedAt: parcel.departure_time
    }))

/** The address may be the buyer's own: it stays with the recipient, as private text. */
const toPickup = ({ internal_extra_info: { consignee_info: consignee } }: OrderDetail20) =>
  consignee.express_type.value === Codes.pickup && statesAny([consignee.name, consignee.contact])
    ? { contactName: consignee.name, contactPhone: consignee.contact }
    : null

/** The last package's departure, once all is on its way *(inferred)*. */
export const shippedAt20 = (answer: OrderDetail20): Traced<DateTime.Utc | null> => {
  const departures = answer.internal_extra_info.logistics_info.packages_info.map((parcel) => parcel.departure_time)
  const last = combine(departures, "the last departure_time", (...times) =>
    times.reduce<DateTime.Utc | null>(
      (latest, time) => (time !== null && (latest === null || DateTime.Order(latest, time) < 0) ? time : latest),
      null
    )
  )
  return combine(
    [last, fulfilment20(answer)],
    "the last departure_time, once all is shipped (inferred)",
    (time, fulfilment) => (fulfilment === "shipped" || fulfilment === "delivered" ? time : null)
  )
}
