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

/** The refunds of goods. */
export interface RefundsOfGoods {
  /** Those that name these goods and no others. */
  readonly own: ReadonlyMap<Goods, ReadonlyArray<Refund>>
  /** The goods that a refund names together with others. */
  readonly shared: ReadonlySet<Goods>
}

export const refundsOfGoods = (all: ReadonlyArray<Goods>, refunds: ReadonlyArray<Refund>): RefundsOfGoods => {
  const goodsOf = makeGoodsOfRefund(all)
  const own = new Map<Goods, Array<Refund>>()
  const shared = new Set<Goods>()
  for (const refund of refunds) {
    const named = goodsOf(refund)
    const [first] = named
    if (first === undefined) continue
    if (named.length > 1) {
      for (const { goods } of named) shared.add(goods)
      continue
    }
    const known = own.get(first.goods)
    if (known === undefined) own.set(first.goods, [refund])
    else known.push(refund)
  }
  return { own, shared }
}
