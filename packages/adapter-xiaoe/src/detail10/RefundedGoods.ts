/** Which goods a refund names, by product and, if it states them, specs. An answer can have many of both. */
import { onceEach } from "../shared/onceEach.ts"
import type { Goods, OrderDetail } from "./Wire.ts"

export type Refund = OrderDetail["refund_info"][number]

/** Goods, and the entry of the refund's `resource_ids` that names them. */
export interface RefundedGoods {
  readonly goods: Goods
  readonly id: Refund["resource_ids"][number]
}

/** Finds the goods of a refund, in the order of the answer. */
export const makeGoodsOfRefund = (
  all: ReadonlyArray<Goods>
): ((refund: Pick<Refund, "resource_ids" | "sku_id">) => ReadonlyArray<RefundedGoods>) => {
  const ofProduct = new Map<string, Array<number>>()
  for (const [index, { resource_id }] of all.entries()) {
    if (resource_id.value === null) continue
    const known = ofProduct.get(resource_id.value)
    if (known === undefined) ofProduct.set(resource_id.value, [index])
    else known.push(index)
  }
  return ({ resource_ids, sku_id }) =>
    onceEach(resource_ids, ({ value }) => value)
      .flatMap((id) => (ofProduct.get(id.value ?? "") ?? []).map((index) => ({ id, index })))
      .toSorted((one, other) => one.index - other.index)
      .flatMap(({ id, index }) => {
        const goods = all[index]
        return goods === undefined || (sku_id.value !== null && sku_id.value !== goods.sku_id.value)
          ? []
          : [{ goods, id }]
      })
}

/** The refunds that name these goods and no others, by the goods. */
export const refundsOfOneLine = (
  all: ReadonlyArray<Goods>,
  refunds: ReadonlyArray<Refund>
): ReadonlyMap<Goods, ReadonlyArray<Refund>> => {
  const goodsOf = makeGoodsOfRefund(all)
  const found = new Map<Goods, Array<Refund>>()
  for (const refund of refunds) {
    const [first, ...others] = goodsOf(refund)
    if (first === undefined || others.length > 0) continue
    const known = found.get(first.goods)
    if (known === undefined) found.set(first.goods, [refund])
    else known.push(refund)
  }
  return found
}
