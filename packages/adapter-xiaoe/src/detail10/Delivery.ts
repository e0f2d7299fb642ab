/** How an order reaches its buyer. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { DeliveryMethod } from "@huidan/core"
import { decodeCode } from "../shared/Code.ts"
import { statesAny } from "../shared/People.ts"
import * as Codes from "./Codes.ts"
import type { Item } from "./Lines.ts"
import type { Goods, OrderInfo } from "./Wire.ts"

export const toDelivery = (info: OrderInfo, items: ReadonlyArray<Item>): Draft.Block<"delivery"> =>
  Draft.delivery({
    method: methodOf(info, items),
    shipments: toShipments(info),
    pickup: toPickup(info)
  })

const methodOf = (info: OrderInfo, items: ReadonlyArray<Item>): Traced.Traced<DeliveryMethod | null> =>
  Traced.combine(
    [
      decodeCode(info.express_type, Codes.deliveryMethods, "express_type", "unknown"),
      ...items.map((item) => item.type)
    ],
    "express_type; 0 is digital if no line is physical",
    (method, ...types) => (method === "none" && !types.includes("physical") ? "digital" : method)
  )

type Parcel = OrderInfo["parcel_data"][number]

/** How many of a line are in a parcel is not stated. */
interface ParcelLine {
  readonly lineId: Traced.Traced<string | null> | null
  readonly quantity: null
}

/** `parcel_data` has one row for each goods of a parcel; without it the order's own waybill is the one shipment. */
const toShipments = (info: OrderInfo) => {
  const lineIds = lineIdsOf(info)
  const parcels = new Map<string, { readonly parcel: Parcel; readonly lines: Array<ParcelLine> }>()
  info.parcel_data.forEach((parcel, index) => {
    const identity = parcel.parcel_id.value ?? parcel.express_id.value ?? `#${index}`
    const known = parcels.get(identity) ?? { parcel, lines: [] }
    known.lines.push({ lineId: lineIds[index] ?? null, quantity: null })
    parcels.set(identity, known)
  })
  if (parcels.size === 0) {
    return statesAny([info.ship_company, info.ship_express_id])
      ? [Draft.shipment({ id: null, carrierName: info.ship_company, trackingNumber: info.ship_express_id, lines: [] })]
      : []
  }
  return [...parcels.values()].map(({ lines, parcel }) =>
    Draft.shipment({
      id: parcel.parcel_id,
      carrierName: parcel.company,
      trackingNumber: parcel.express_id,
      lines
    })
  )
}

/** The goods of each row: in the row's parcel, with its name, and with its specs or the only one with that name. */
const lineIdsOf = (info: OrderInfo): ReadonlyArray<Traced.Traced<string | null> | null> => {
  // An answer can have many of both, so the goods that are left are found by what a row states of them.
  const left = new Map<string, Set<Goods>>()
  for (const goods of info.goods_info)
    for (const key of keysOf(goods)) left.set(key, (left.get(key) ?? new Set()).add(goods))
  const find = (...stated: ReadonlyArray<string | null>): ReadonlySet<Goods> =>
    left.get(JSON.stringify(stated)) ?? noGoods
  return info.parcel_data.map((row) => {
    const [parcel, name, specs] = [row.parcel_id.value, row.purchase_name.value, row.goods_sku_info.value]
    if (parcel === null) return null
    const stated = name === null ? [parcel] : [parcel, name]
    const [goods = soleOf(find("any specs", ...stated))] = find("specs", specs, ...stated)
    if (goods === undefined) return null
    for (const key of keysOf(goods)) left.get(key)?.delete(goods)
    return goods.id
      .considering(goods.parcel_id, row.purchase_name, row.goods_sku_info)
      .by("the goods with the row's parcel_id, purchase_name and goods_sku_info (inferred)")
  })
}

const noGoods: ReadonlySet<Goods> = new Set()

/** What a row can state of goods: their parcel, perhaps their name, perhaps their specs. */
const keysOf = ({ parcel_id: parcel, purchase_name: name, specs }: Goods): ReadonlyArray<string> =>
  [[parcel.value], [parcel.value, name.value]].flatMap((stated) => [
    JSON.stringify(["any specs", ...stated]),
    JSON.stringify(["specs", specs.value, ...stated])
  ])

const soleOf = <A>(items: ReadonlySet<A>): A | undefined => (items.size === 1 ? [...items][0] : undefined)

const toPickup = (info: OrderInfo) => {
  const [pickup] = info.express_detail
  if (pickup === undefined || !statesAny(Object.values(pickup))) return null
  return {
    place: pickup.place_name.orElse(pickup.place_id),
    placePhone: pickup.place_phone,
    address: pickup.address,
    code: pickup.pick_id,
    contactName: pickup.picker,
    contactPhone: pickup.picker_contact,
    verified: pickupVerified(pickup.state)
  }
}

const pickupVerified = (state: Traced.Traced<string | null>): Traced.Traced<boolean | null> =>
  decodeCode<boolean | null>(state, Codes.pickupVerified, "express_detail[].state", null)
