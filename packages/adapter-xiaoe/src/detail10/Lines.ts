/** The lines of an order detail 1.0: `goods_info[]`, or the order's own fields as its one line. */
import { Traced } from "@huidan/adapter-kit"
import type { AfterSaleState, FulfilmentState, LineType } from "@huidan/core"
import { decodeAfterSale, decodeCode } from "../shared/Code.ts"
import { toLineChannel } from "./Channel.ts"
import * as Codes from "./Codes.ts"
import type { Goods10, OrderInfo10 } from "./Wire.ts"

export const toLines10 = (info: OrderInfo10) =>
  info.goods_info.length === 0 ? [ownLine(info)] : info.goods_info.map((goods) => goodsLine(goods, info))

export type Line10 = ReturnType<typeof toLines10>[number]

export const fulfilment10 = (info: OrderInfo10): Traced.Traced<FulfilmentState | null> =>
  decodeCode(info.ship_state, Codes.fulfilmentStates, "ship_state", "unknown")

/** `sales_state` of a line, and of an order; −1 (as the published answer has it) and 0 are none. */
export const salesState10 = (code: Traced.Traced<string | null>): Traced.Traced<AfterSaleState | null> =>
  decodeAfterSale(code, Codes.lineAfterSaleStates, "sales_state")

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
  role: Traced.fixed("item", "the order's only line"),
  quantity: info.count,
  unitPrice: info.unit_price,
  discount: null,
  total: Traced.product(info.unit_price, info.count, "unit_price × count"),
  paid: null,
  refunded: null,
  fulfilment: fulfilment10(info),
  afterSale: salesState10(info.sales_state),
  channel: null,
  validFrom: info.expire_start,
  validityText: info.expire_desc
})

const goodsLine = (goods: Goods10, info: OrderInfo10) => ({
  lineId: goods.id,
  parentLineId: parentLine(goods, info.goods_info),
  productId: goods.resource_id,
  skuId: goods.sku_id,
  externalProductId: null,
  externalSkuId: null,
  title: goods.purchase_name,
  specs: toSpecs(goods.specs),
  imageUrl: goods.img_url,
  type: goodsType(goods, info),
  role: Traced.combine(
    [decodeCode(goods.single_type, Codes.lineRoles, "single_type", "item"), goods.is_relation_goods],
    "single_type 1 or is_relation_goods is bundled",
    (role, related) => (role === "bundled" || related === true ? "bundled" : "item")
  ),
  quantity: goods.res_count,
  unitPrice: goods.price,
  discount: Traced.sum(
    goods.discount_arr.flatMap((discount) => discount.discount_price),
    "Σ discount_arr[].discount_price of the line"
  ).orElse(Traced.fixed(0, "no discount is listed (inferred)")),
  total: goods.total_price.orElse(Traced.product(goods.price, goods.res_count, "price × res_count")),
  paid: goods.unit_price.by("unit_price (商品实付金额) of the line"),
  refunded: goods.refund_money,
  fulfilment: goodsFulfilment(info),
  afterSale: salesState10(goods.sales_state),
  channel: toLineChannel(goods, info),
  validFrom: null,
  validityText: null
})

const toSpecs = (text: Traced.Traced<string | null>) =>
  Traced.present([text.by("text-only specs, not split")]).map((value) => ({ name: null, value }))

/** `goods_type` is a resource type, as code or word; a sole line may take the order's *(inferred)*. */
const goodsType = (goods: Goods10, info: OrderInfo10): Traced.Traced<LineType | null> => {
  const rule = "goods_type, else of a sole line the order's resource_type (inferred)"
  return decodeCode(
    info.goods_info.length === 1 ? Traced.firstOf(goods.goods_type, info.resource_type) : goods.goods_type,
    Codes.lineTypes,
    rule,
    "unknown"
  )
}

/** Goods state no shipping: only where the order has nothing to ship, nothing of it has. */
const goodsFulfilment = (info: OrderInfo10): Traced.Traced<FulfilmentState | null> =>
  fulfilment10(info).mapAll(
    (state) => (state === "not_required" ? state : null),
    "not_required where ship_state is 0; goods_info states no shipping of a line"
  )

/** `is_relation_id` names the main goods by its product or by its line; the line's id is taken where the answer has it. */
const parentLine = (goods: Goods10, all: ReadonlyArray<Goods10>): Traced.Traced<string | null> => {
  const parent = all.find(
    (other) =>
      other !== goods &&
      goods.is_relation_id.value !== null &&
      (other.id.value === goods.is_relation_id.value || other.resource_id.value === goods.is_relation_id.value)
  )
  return parent === undefined
    ? goods.is_relation_id
    : Traced.combine(
        [goods.is_relation_id, parent.id],
        "the line that is_relation_id names",
        (named, lineId) => lineId ?? named
      )
}
