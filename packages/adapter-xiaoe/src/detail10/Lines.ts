/** The lines: `goods_info[]`, or the order's own fields as its one line. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { AfterSaleState, FulfilmentState, LineType, PaymentState } from "@huidan/core"
import { decodeAfterSale, decodeCode } from "../shared/Code.ts"
import * as Codes10 from "../shared/Codes10.ts"
import { paidOfLine, toSpecs } from "../shared/Lines.ts"
import { orderState10, payment10 } from "../shared/State10.ts"
import { linesDiffer, toLineChannel } from "./Channel.ts"
import * as Codes from "./Codes.ts"
import { type Refund, type RefundsOfGoods, refundsOfGoods } from "./RefundedGoods.ts"
import type { Goods, OrderDetail, OrderInfo } from "./Wire.ts"

/** A line, and what the order's own fields are computed from. */
export interface Item {
  readonly line: Draft.Block<"line">
  readonly type: Traced.Traced<LineType | null>
  /** Fen. */
  readonly total: Traced.Traced<number | null>
  readonly afterSale: Traced.Traced<AfterSaleState | null>
}

export const toItems = ({ order_info: info, refund_info }: OrderDetail): ReadonlyArray<Item> => {
  const payment = payment10(orderState10(info.order_state))
  if (info.goods_info.length === 0) return [ownItem(info, payment)]
  const done = refund_info.filter(({ state }) => state.value === Codes.refundDone)
  const refunds = refundsOfGoods(info.goods_info, done)
  const among = { info, payment, refunds, differ: linesDiffer(info), named: namedGoods(info.goods_info) }
  return info.goods_info.map((goods) => goodsItem(goods, among))
}

/** What the refunds that are done gave back, in fen; `null` if none is. */
export const refundedBy = (refunds: ReadonlyArray<Refund>, rule: string): Traced.Traced<number | null> =>
  Traced.sum(
    refunds
      .filter(({ state }) => state.value === Codes.refundDone)
      .map((refund) => refund.refund_price.considering(refund.state)),
    rule
  )

/** As for the order, a finished refund counts before a 0. If a refund names several lines, their shares are unknown. */
const refundedOfLine = (goods: Goods, { refunds }: Among): Traced.Traced<number | null> => {
  if ((goods.refund_money.value ?? 0) !== 0) return goods.refund_money
  if (refunds.shared.has(goods)) return goods.refund_money.asNull("a refund of several lines is done")
  return refundedBy(
    refunds.own.get(goods) ?? [],
    "Σ refund_price of the refunds of the line that are done, since refund_money is 0"
  ).orElse(goods.refund_money)
}

/** What a line is read with besides its own goods. */
interface Among {
  readonly info: OrderInfo
  readonly payment: Traced.Traced<PaymentState | null>
  /** The refunds that are done. */
  readonly refunds: RefundsOfGoods
  /** Whether the lines were sold in different places. */
  readonly differ: boolean
  readonly named: NamedGoods
}

export const orderFulfilment = (info: OrderInfo): Traced.Traced<FulfilmentState | null> =>
  decodeCode(info.ship_state, Codes10.fulfilmentStates, "ship_state", "unknown")

/** `sales_state` of a line, and of an order; −1 (as the published answer has it) and 0 are none. */
export const toAfterSale = (code: Traced.Traced<string | null>): Traced.Traced<AfterSaleState | null> =>
  decodeAfterSale(code, Codes10.lineAfterSaleStates, "sales_state")

/** An order without `goods_info` is one line made of its own fields. */
const ownItem = (info: OrderInfo, payment: Among["payment"]): Item => {
  const type = decodeCode(info.resource_type, Codes10.lineTypes, "resource_type", "unknown")
  const total = Traced.product(info.unit_price, info.count, "unit_price × count")
  const afterSale = toAfterSale(info.sales_state)
  const line = Draft.line({
    lineId: null,
    parentLineId: null,
    productId: info.resource_id,
    skuId: null,
    externalProductId: info.goods_sn,
    externalSkuId: info.sku_spec_code,
    title: info.purchase_name,
    specs: toSpecs(info.sku_desc_str),
    imageUrl: info.img_url,
    type,
    role: Traced.fixed("item", "the order's only line"),
    quantity: info.count,
    unitPrice: info.unit_price,
    discount: null,
    total,
    paid: paidOfLine(payment),
    refunded: null,
    fulfilment: orderFulfilment(info),
    afterSale,
    channel: null,
    validFrom: info.expire_start,
    validityText: info.expire_desc
  })
  return { line, type, total, afterSale }
}

const goodsItem = (goods: Goods, among: Among): Item => {
  const { differ, info, named, payment } = among
  const type = goodsType(goods, info)
  const total = goods.total_price.orElse(Traced.product(goods.price, goods.res_count, "price × res_count"))
  const afterSale = toAfterSale(goods.sales_state)
  const line = Draft.line({
    lineId: goods.id,
    parentLineId: parentLine(goods, named),
    productId: goods.resource_id,
    skuId: goods.sku_id,
    externalProductId: null,
    externalSkuId: null,
    title: goods.purchase_name,
    specs: toSpecs(goods.specs),
    imageUrl: goods.img_url,
    type,
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
    total,
    paid: Traced.paidBy(
      payment,
      goods.unit_price,
      "unit_price (商品实付金额) of the line if the order is paid, 0 if not"
    ),
    refunded: refundedOfLine(goods, among),
    fulfilment: goodsFulfilment(info),
    afterSale,
    channel: toLineChannel(goods, differ),
    validFrom: null,
    validityText: null
  })
  return { line, type, total, afterSale }
}

/** `goods_type` is a resource type, as code or word; a sole line may take the order's *(inferred)*. */
const goodsType = (goods: Goods, info: OrderInfo): Traced.Traced<LineType | null> => {
  const rule = "goods_type, else of a sole line the order's resource_type (inferred)"
  return decodeCode(
    info.goods_info.length === 1 ? Traced.firstOf(goods.goods_type, info.resource_type) : goods.goods_type,
    Codes10.lineTypes,
    rule,
    "unknown"
  )
}

/** `goods_info` states no shipping: a line needs none only where the whole order needs none. */
const goodsFulfilment = (info: OrderInfo): Traced.Traced<FulfilmentState | null> =>
  orderFulfilment(info).mapAll(
    (state) => (state === "not_required" ? state : null),
    "not_required where ship_state is 0; goods_info states no shipping of a line"
  )

/** The goods that an id names, by their line or by their product. */
type NamedGoods = ReadonlyMap<string | null, ReadonlyArray<Goods>>

const namedGoods = (all: ReadonlyArray<Goods>): NamedGoods => {
  const named = new Map<string, Array<Goods>>()
  for (const goods of all) {
    for (const id of [goods.id.value, goods.resource_id.value]) {
      if (id === null) continue
      const known = named.get(id)
      if (known === undefined) named.set(id, [goods])
      else known.push(goods)
    }
  }
  return named
}

/** `is_relation_id` names the main goods by its product or by its line; the line's id is taken where the answer has it. */
const parentLine = (goods: Goods, named: NamedGoods): Traced.Traced<string | null> => {
  const parent = named.get(goods.is_relation_id.value)?.find((other) => other !== goods)
  return parent === undefined
    ? goods.is_relation_id
    : Traced.combine(
        [goods.is_relation_id, parent.id],
        "the line that is_relation_id names",
        (named, lineId) => lineId ?? named
      )
}
