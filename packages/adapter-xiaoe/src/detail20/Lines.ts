/** The lines and discounts of an order detail 2.0: `goods_info.goods_list[]`. The platform gives lines no id. */
import { Traced } from "@huidan/adapter-kit"
import type { AfterSaleState, DiscountKind, FulfilmentState } from "@huidan/core"
import { decodeAfterSale, decodeCode } from "../shared/Code.ts"
import { discountKind, unknownBearer } from "../shared/Discounts.ts"
import * as Codes from "./Codes.ts"
import type { Goods20 } from "./Wire.ts"

export const toLine20 = (goods: Goods20) => ({
  parentLineId: goods.relation_goods_id,
  productId: goods.spu_id,
  skuId: goods.sku_id,
  externalProductId: goods.goods_sn,
  externalSkuId: goods.sku_spec_code,
  title: goods.goods_name,
  specs: Traced.present([goods.goods_spec_description, goods.spec_value]).map((value) => ({
    name: null,
    value: value.by("text-only specs, not split")
  })),
  imageUrl: goods.goods_image,
  type: decodeCode(goods.spu_type, Codes.lineTypes, "spu_type", "unknown"),
  role: decodeCode(
    goods.relation_goods_type,
    Codes.lineRoles,
    "relation_goods_type; 1 and 2 are bundled",
    "item"
  ).orElse(Traced.fixed("item", "no relation to another line is stated")),
  quantity: goods.quantity,
  unitPrice: goods.unit_price,
  discount: lineDiscount20(goods),
  total: Traced.product(goods.unit_price, goods.quantity, "unit_price × quantity"),
  paid: goods.actual_fee,
  refunded: goods.refund_amount,
  fulfilment: lineFulfilment20(goods),
  afterSale: lineAfterSale20(goods),
  validFrom: goods.expire_start,
  validTo: goods.expire_end,
  validityText: goods.expire_desc
})

export const lineAfterSale20 = (goods: Goods20): Traced.Traced<AfterSaleState | null> =>
  decodeAfterSale(goods.refund_state, Codes.afterSaleStates, "refund_state of a line")

/** Only the description is documented; words that it does not know are `null` without a warning. */
export const lineFulfilment20 = (goods: Goods20): Traced.Traced<FulfilmentState | null> =>
  goods.ship_state_description.mapAll(
    (words) => Traced.entryOf(Codes.lineFulfilmentStates, words) ?? null,
    "ship_state_description"
  )

type Discount = Goods20["discounts_info"]["discounts_list"][number]

const amountsOf = (discounts: ReadonlyArray<Discount>, rule: string) =>
  Traced.sum(
    discounts.map((discount) => discount.discount_amount),
    rule
  )

/** `coupons_list` and `no_coupon_list` are parts of `discounts_list`: they count where it is empty. */
export const lineDiscount20 = ({ discounts_info: info }: Goods20): Traced.Traced<number | null> =>
  amountsOf(info.discounts_list, "Σ discounts_list[].discount_amount")
    .orElse(
      amountsOf(
        [...info.coupons_list, ...info.no_coupon_list],
        "Σ coupons_list[] + no_coupon_list[], since discounts_list is empty"
      )
    )
    .orElse(info.total_coupons_discount_amount)
    .orElse(Traced.fixed(0, "no discount is listed (inferred)"))

interface NamedDiscount {
  readonly kind: Traced.Traced<DiscountKind>
  readonly discount: Discount
}

const isSame = (left: Discount, right: Discount): boolean =>
  left.discount_name.value === right.discount_name.value &&
  left.discount_sub_type.value === right.discount_sub_type.value &&
  left.discount_amount.value === right.discount_amount.value

const namedDiscounts = ({ discounts_info: info }: Goods20): ReadonlyArray<NamedDiscount> => {
  const coupon = Traced.fixed<DiscountKind>("coupon", "coupons_list")
  const byWords = (discount: Discount): NamedDiscount => ({
    kind: discountKind(discount.discount_name.orElse(discount.discount_sub_type_description)),
    discount
  })
  return info.discounts_list.length > 0
    ? info.discounts_list.map((discount) =>
        info.coupons_list.some((other) => isSame(other, discount)) ? { kind: coupon, discount } : byWords(discount)
      )
    : [...info.coupons_list.map((discount) => ({ kind: coupon, discount })), ...info.no_coupon_list.map(byWords)]
}

/** The order's discounts: what the lines list, one entry for each name and sub-type. */
export const toDiscounts20 = (goodsList: ReadonlyArray<Goods20>) => {
  const groups = new Map<string, Array<NamedDiscount>>()
  for (const named of goodsList.flatMap(namedDiscounts)) {
    const { discount_amount, discount_name, discount_sub_type } = named.discount
    if (discount_name.value === null && (discount_amount.value ?? 0) === 0) continue
    const identity = JSON.stringify([named.kind.value, discount_name.value, discount_sub_type.value])
    groups.set(identity, [...(groups.get(identity) ?? []), named])
  }
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map(({ discount, kind }) => ({
      kind,
      name: discount.discount_name.orElse(discount.discount_sub_type_description),
      amount: amountsOf(
        group.map((named) => named.discount),
        "Σ discount_amount of the lines"
      ),
      bearer: unknownBearer
    }))
  )
}
