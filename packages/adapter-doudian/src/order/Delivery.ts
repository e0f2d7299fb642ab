/** How an order reaches its buyer: parcels, or a place to collect it. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { DeliveryMethod } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { lineTypes, orderTypes, receiveTypes } from "./Codes.ts"
import type { ShopOrder, SkuOrder } from "./Wire.ts"

/** Whether the buyer collects the line at its shop. */
const isCollected = (line: SkuOrder): boolean => Traced.entryOf(receiveTypes, line.receive_type.value) === "pickup"

/** The dealer that the buyer chose. */
const dealerOf = ({ d_car_shop_biz_data: dealer }: ShopOrder) => dealer.poi_name.orElse(dealer.poi_id)

const methodOf = (order: ShopOrder): Traced.Traced<DeliveryMethod> => {
  const lines = order.sku_order_list
  const received = lines.map((line) => Traced.knownCode(line.receive_type, receiveTypes, "receive_type"))
  const goods = lines.map((line) => Traced.knownCode(line.goods_type, lineTypes, "goods_type"))
  const orderType = Traced.knownCode(order.order_type, orderTypes, "order_type")
  const dealer = dealerOf(order)
  if (lines.some(isCollected) || dealer.value !== null)
    return Traced.combine(
      [...received, dealer],
      "receive_type 2, or a dealer that the buyer chose (inferred)",
      () => "pickup" as const
    )
  const types =
    orderType.value === null
      ? lines.map((line) => Traced.knownCode(line.order_type, orderTypes, "order_type"))
      : [orderType]
  const digital =
    (goods.length > 0 && goods.every((code) => code.value === "1")) ||
    (types.length > 0 && types.every((code) => Traced.entryOf(orderTypes, code.value) === "digital"))
  return Traced.combine(
    [...received, ...goods, ...types],
    "goods_type 1 of all lines, or order_type 2, 4, 5 or 6: digital, else express",
    () => (digital ? ("digital" as const) : ("express" as const))
  ).considering(dealer)
}

const toShipments = (order: ShopOrder) =>
  order.logistics_info.map((parcel) =>
    Draft.shipment({
      id: parcel.delivery_id,
      carrierCode: parcel.company,
      carrierName: parcel.company_name,
      trackingNumber: parcel.tracking_no,
      shippedAt: parcel.ship_time,
      lines: parcel.product_info.map((product) => ({ lineId: product.sku_order_id, quantity: product.product_count }))
    })
  )

/**
 * The shop's own place (`store_info`) of a line that the buyer collects, else the dealer that the buyer chose; `null` if
 * the buyer collects nothing, or no place is named. The shop of any other line only sends.
 */
const toPickup = (order: ShopOrder, method: DeliveryMethod) => {
  if (method !== "pickup") return null
  const store = order.sku_order_list
    .filter(isCollected)
    .map((line) => line.store_info)
    .find(({ store_name, store_id }) => store_name.value !== null || store_id.value !== null)
  if (store === undefined) {
    const { poi_tel, poi_addr } = order.d_car_shop_biz_data
    const place = dealerOf(order)
    return place.value === null ? null : { place, placePhone: poi_tel, address: poi_addr }
  }
  const { province, city, town, street, detail } = store.store_address
  return {
    place: store.store_name.orElse(store.store_id),
    placePhone: store.store_tel,
    address: Traced.combine(
      [province.name, city.name, town.name, street.name, detail],
      "the parts of store_address",
      (...parts) => {
        const stated = parts.filter((part) => part !== null)
        return stated.length === 0 ? null : stated.join("")
      }
    )
  }
}

/** The day that the buyer chose; of a period purchase (周期购) the next one of its lines. */
const shipAtOf = (order: ShopOrder): Traced.Traced<DateTime.Utc | null> =>
  order.appointment_ship_time.orElse(
    Traced.combine(
      order.sku_order_list.flatMap((line) => [line.appointment_ship_time, line.sku_period_purchase_info.deliver_time]),
      "the first appointment_ship_time or deliver_time of the lines",
      (...times) =>
        times
          .filter((time) => time !== null)
          .reduce<DateTime.Utc | null>((first, time) => (first === null ? time : DateTime.min(first, time)), null)
    )
  )

export const toDelivery = (order: ShopOrder): Draft.Block<"delivery"> => {
  const method = methodOf(order)
  return Draft.delivery({
    method,
    shipBy: order.exp_ship_time,
    shipAt: shipAtOf(order),
    shipments: toShipments(order),
    pickup: toPickup(order, method.value)
  })
}
