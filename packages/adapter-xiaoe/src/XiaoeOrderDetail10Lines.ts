/** The lines of an order detail 1.0: `goods_info[]`, or the order's own fields as its one line. */
import { combine, firstOf, fixed, lookup, present, sum, type Traced } from "@huidan/adapter-kit"
import type { AfterSaleState, FulfilmentState, LineType } from "@huidan/core"
import { decodeCode } from "./XiaoeCode.ts"
import * as Codes from "./XiaoeCodesDetail10.ts"
import { toLineChannel } from "./XiaoeOrderDetail10Channel.ts"
import type { Goods10, OrderInfo10 } from "./XiaoeWireDetail10.ts"

export const toLines10 = (info: OrderInfo10) => {
  const goodsTypes = info.goods_info.map((goods) => goodsType(goods, info))
  const travelling = goodsTypes.filter((type) => type.value === "physical").length
  return info.goods_info.length === 0
    ? [ownLine(info)]
    : info.goods_info.map((goods, index) =>
        goodsLine(goods, goodsTypes[index] ?? goodsType(goods, info), travelling, info)
      )
}

export type Line10 = ReturnType<typeof toLines10>[number]

export const fulfilment10 = (info: OrderInfo10): Traced<FulfilmentState | null> =>
  decodeCode(info.ship_state, Codes.fulfilmentStates, "ship_state", "unknown")

/** An order without `goods_info` is one line made of its own fields. */
const ownLine = (info: OrderInfo10) => ({
  lineId: null,
  parentLineId: null,
  productId: info.resource_id,
  skuId: null,
  externalProductId: info.goods_sn,
  externalSkuId: info.sku_spec_code,
  title: info.purchase_name,
  specs: toSpecs(info.sku_desc_str),
  imageUrl: info.img_url,
  type: decodeCode(info.resource_type, Codes.lineTypes, "resource_type", "unknown"),
  role: fixed("item", "the order's only line"),
  quantity: info.count,
  unitPrice: info.unit_price,
  discount: null,
  total: product(info.unit_price, info.count, "unit_price × count"),
  paid: null,
  refunded: null,
  fulfilment: fulfilment10(info),
  afterSale: afterSaleOf(info.sales_state),
  channel: null,
  validFrom: info.expire_start,
  validityText: info.expire_desc
})

const goodsLine = (goods: Goods10, type: Traced<LineType | null>, travelling: number, info: OrderInfo10) => ({
  lineId: goods.id,
  parentLineId: parentLine(goods, info.goods_info),
  productId: goods.resource_id,
  skuId: goods.sku_id,
  externalProductId: null,
  externalSkuId: null,
  title: goods.purchase_name,
  specs: toSpecs(goods.specs),
  imageUrl: goods.img_url,
  type,
  role: combine(
    [decodeCode(goods.single_type, Codes.lineRoles, "single_type", "item"), goods.is_relation_goods],
    "single_type 1 or is_relation_goods is bundled",
    (role, related) => (role === "bundled" || related === true ? "bundled" : "item")
  ),
  quantity: goods.res_count,
  unitPrice: goods.price,
  discount: sum(
    goods.discount_arr.flatMap((discount) => discount.discount_price),
    "Σ discount_arr[].discount_price of the line"
  ).orElse(fixed(0, "no discount is listed (inferred)")),
  total: goods.total_price.orElse(product(goods.price, goods.res_count, "price × res_count")),
  paid: goods.unit_price.by("unit_price (商品实付金额) of the line"),
  refunded: goods.refund_money,
  fulfilment: goodsFulfilment(goods, type, travelling, info),
  afterSale: afterSaleOf(goods.sales_state),
  channel: toLineChannel(goods, info),
  validFrom: null,
  validityText: null
})

const toSpecs = (text: Traced<string | null>) =>
  present([text.by("text-only specs, not split")]).map((value) => ({ name: null, value }))

const product = (price: Traced<number | null>, quantity: Traced<number | null>, rule: string): Traced<number | null> =>
  combine([price, quantity], rule, (each, count) => (each === null || count === null ? null : each * count))

const afterSaleOf = (code: Traced<string | null>): Traced<AfterSaleState | null> =>
  lookup(code, Codes.lineAfterSaleStates, "sales_state", { unknown: "unknown" })

/** `goods_type` is a resource type, as code or word; a sole line may take the order's *(inferred)*. */
const goodsType = (goods: Goods10, info: OrderInfo10): Traced<LineType | null> => {
  const rule = "goods_type, else of a sole line the order's resource_type (inferred)"
  return decodeCode(
    info.goods_info.length === 1 ? firstOf(goods.goods_type, info.resource_type) : goods.goods_type,
    Codes.lineTypes,
    rule,
    "unknown"
  )
}

/** Only the order has a shipping state: physical lines share it, and where it is "partly" their parcels tell *(inferred)*. */
const goodsFulfilment = (
  goods: Goods10,
  type: Traced<LineType | null>,
  travelling: number,
  info: OrderInfo10
): Traced<FulfilmentState | null> =>
  combine(
    [fulfilment10(info), type, goods.parcel_id],
    "ship_state for what travels; in a partly shipped order a line with a parcel_id is shipped (inferred)",
    (state, lineType, parcel) => {
      if (state === null || state === "not_required") return state
      if (lineType === null || lineType === "unknown") return null
      if (lineType !== "physical") return "not_required"
      if (state !== "partially_shipped" || travelling === 1) return state
      return parcel === null ? "unfulfilled" : "shipped"
    }
  )

/** `is_relation_id` names the main goods by its product or by its line; the line's id is taken where the answer has it. */
const parentLine = (goods: Goods10, all: ReadonlyArray<Goods10>): Traced<string | null> => {
  const parent = all.find(
    (other) =>
      other !== goods &&
      goods.is_relation_id.value !== null &&
      (other.id.value === goods.is_relation_id.value || other.resource_id.value === goods.is_relation_id.value)
  )
  return parent === undefined
    ? goods.is_relation_id
    : combine(
        [goods.is_relation_id, parent.id],
        "the line that is_relation_id names",
        (named, lineId) => lineId ?? named
      )
}
