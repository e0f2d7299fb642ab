/** How an order reaches its recipient. */
import { Draft, Traced } from "@huidan/adapter-kit"
import { type DeliveryMethod, plainValue } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { decodeCode } from "../shared/Code.ts"
import * as People from "../shared/People.ts"
import * as Codes from "./Codes.ts"
import type { OrderDetail } from "./Wire.ts"

export const toDelivery = (answer: OrderDetail): Draft.Block<"delivery"> =>
  Draft.delivery({
    method: methodOf(answer),
    shipments: toShipments(answer),
    pickup: toPickup(answer)
  })

type Consignee = OrderDetail["internal_extra_info"]["consignee_info"]

const picksUp = ({ express_type }: Consignee): boolean => express_type.value === Codes.pickup

const contactOf = ({ contact, full_contact }: Consignee) => contact.orElse(full_contact)

/** Who picks the goods up, and where. Nothing is shipped, so the order has no recipient. */
const toPickup = ({ internal_extra_info: { consignee_info: consignee } }: OrderDetail) => {
  const { address, address_detail, name } = consignee
  const place = address.orElse(address_detail)
  return picksUp(consignee) && People.statesAny([name, contactOf(consignee), place])
    ? {
        contactName: name,
        contactPhone: contactOf(consignee),
        // The address of a place is not private.
        address: place.map(plainValue, "address of a pick-up: the place's")
      }
    : null
}

export const toRecipient = ({
  internal_extra_info: { consignee_info: consignee }
}: OrderDetail): Draft.Block<"recipient"> | null =>
  picksUp(consignee)
    ? null
    : People.toRecipient({
        name: consignee.name,
        phone: contactOf(consignee),
        province: consignee.address_province,
        city: consignee.address_city,
        district: consignee.address_county,
        detail: consignee.address_detail.orElse(consignee.address)
      })

/** Without a consignee, an order without lines of spu_type 1 or 5 is digital *(inferred)*. */
const methodOf = ({
  goods_info: { goods_list },
  internal_extra_info: { consignee_info }
}: OrderDetail): Traced.Traced<DeliveryMethod | null> =>
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

/** A package states only quantities of its goods: lines have no id. */
const toShipments = ({ internal_extra_info: { logistics_info } }: OrderDetail) =>
  logistics_info.packages_info
    .filter(
      ({ package_goods_info, ...parcel }) => package_goods_info.length > 0 || People.statesAny(Object.values(parcel))
    )
    .map((parcel) =>
      Draft.shipment({
        id: parcel.parcel_id,
        carrierName: parcel.logistics_company_name,
        trackingNumber: parcel.express_id,
        shippedAt: parcel.departure_time,
        lines: parcel.package_goods_info.map(({ quantity }) => ({ lineId: null, quantity }))
      })
    )

/** An order left when its first package did. */
export const shippedAt = (answer: OrderDetail): Traced.Traced<DateTime.Utc | null> =>
  Traced.combine(
    answer.internal_extra_info.logistics_info.packages_info.map((parcel) => parcel.departure_time),
    "the earliest departure_time of the packages",
    (...departures) => {
      const [first = null] = departures.filter((time) => time !== null).toSorted(DateTime.Order)
      return first
    }
  )
