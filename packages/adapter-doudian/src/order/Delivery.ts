/** How an order reaches its buyer: parcels, a place to collect it, vouchers. */
import { Traced } from "@huidan/adapter-kit"
import type { DeliveryMethod, VoucherStatus } from "@huidan/core"
import { lineTypes, orderTypes, receiveTypes } from "./Codes.ts"
import { privateTextOf } from "./PrivateText.ts"
import type { ShopOrder, SkuOrder } from "./Wire.ts"

const methodOf = (order: ShopOrder): Traced.Traced<DeliveryMethod> => {
  const lines = order.sku_order_list
  const received = lines.map((line) => Traced.knownCode(line.receive_type, receiveTypes, "receive_type"))
  const goods = lines.map((line) => Traced.knownCode(line.goods_type, lineTypes, "goods_type"))
  const orderType = Traced.knownCode(order.order_type, orderTypes, "order_type")
  if (received.some((code) => code.value === "2"))
    return Traced.combine(received, "receive_type 2", () => "pickup" as const)
  const types =
    orderType.value === null
      ? lines.map((line) => Traced.knownCode(line.order_type, orderTypes, "order_type"))
      : [orderType]
  const digital =
    (goods.length > 0 && goods.every((code) => code.value === "1")) ||
    (types.length > 0 && types.every((code) => Traced.entryOf(orderTypes, code.value) === "digital"))
  return Traced.combine(
    [...received, ...goods, ...types],
    "goods_type 1 of all lines, or order_type 2, 4 or 5: digital, else express",
    () => (digital ? ("digital" as const) : ("express" as const))
  )
}

const toShipments = (order: ShopOrder) =>
  order.logistics_info.map((parcel) => ({
    id: parcel.delivery_id,
    carrierCode: parcel.company,
    carrierName: parcel.company_name,
    trackingNumber: parcel.tracking_no,
    shippedAt: parcel.ship_time,
    lines: parcel.product_info.map((product) => ({ lineId: product.sku_order_id, quantity: product.product_count }))
  }))

/** The shop's own place (`store_info`), or the dealer that the buyer chose; `null` where neither is named. */
const toPickup = (order: ShopOrder) => {
  const store = order.sku_order_list
    .map((line) => line.store_info)
    .find(({ store_name, store_id }) => store_name.value !== null || store_id.value !== null)
  const dealer = order.d_car_shop_biz_data
  if (store === undefined) {
    const place = dealer.poi_name.orElse(dealer.poi_id)
    return place.value === null ? null : { place, placePhone: dealer.poi_tel, address: dealer.poi_addr }
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

export const toDelivery = (order: ShopOrder) => ({
  method: methodOf(order),
  shipBy: order.exp_ship_time,
  shipAt: order.appointment_ship_time,
  shipments: toShipments(order),
  pickup: toPickup(order)
})

type Writeoff = SkuOrder["writeoff_info"][number]

/** The platform publishes no codes of `writeoff_status`, only words; one example shows 3 已使用 *(inferred)*. */
const voucherWords: ReadonlyArray<readonly [RegExp, VoucherStatus]> = [
  [/部分/, "partly_used"],
  [/未使用|待使用|未核销|待核销/, "unused"],
  [/过期|失效|作废|取消|退/, "void"],
  [/已使用|已核销|使用完|核销完/, "used"]
]
const voucherStates: Readonly<Record<string, VoucherStatus>> = { 3: "used" }

const remainingOf = (voucher: Writeoff): Traced.Traced<number | null> =>
  Traced.combine(
    [voucher.writeoff_total_count, voucher.writtenoff_count],
    "writeoff_total_count − writtenoff_count",
    (total, used) => (total === null || used === null ? null : total - used)
  )

/** The platform's words, else its code; a voucher of several uses is used up only when none remains. */
const voucherStatusOf = (
  voucher: Writeoff,
  remaining: Traced.Traced<number | null>
): Traced.Traced<VoucherStatus | null> => {
  const words = voucher.writeoff_status_desc.value
  const byWords = words === null ? undefined : voucherWords.find(([pattern]) => pattern.test(words))?.[1]
  const code =
    byWords === undefined
      ? Traced.knownCode(voucher.writeoff_status, voucherStates, "writeoff_status")
      : voucher.writeoff_status
  return Traced.combine(
    [code, voucher.writeoff_status_desc, remaining],
    "the words of writeoff_status_desc, else writeoff_status (inferred)",
    (value, _words, left) => {
      const stated = byWords ?? (value === null ? null : (Traced.entryOf(voucherStates, value) ?? "unknown"))
      return stated === "used" && left !== null && left > 0 ? "partly_used" : stated
    }
  )
}

/** Codes to be written off at a shop, and the code of another order that this one was had for. */
export const toVouchers = (order: ShopOrder) =>
  order.sku_order_list.flatMap((line) => [
    ...line.writeoff_info.map((voucher) => {
      const remaining = remainingOf(voucher)
      return {
        code: privateTextOf(voucher.writeoff_no, voucher.writeoff_no_mask),
        kind: Traced.fixed("verification", "writeoff_info"),
        status: voucherStatusOf(voucher, remaining),
        lineId: line.order_id,
        total: voucher.writeoff_total_count,
        remaining,
        validFrom: voucher.writeoff_start_time,
        validTo: voucher.writeoff_expire_time
      }
    }),
    ...Traced.present([privateTextOf(line.relation_order.write_off_no)]).map((code) => ({
      code,
      kind: Traced.fixed("redemption", "relation_order: a code of a related order (inferred)"),
      lineId: line.order_id
    }))
  ])
