/** Which goods a refund names, by product and, if it states them, specs. An answer can have many of both. */
import { onceEach } from "../shared/onceEach.ts"
import type { Goods, OrderDetail } from "./Wire.ts"

export type Refund = OrderDetail["refund_info"][number]

/** Goods, and the entry of the refund's `resource_ids` that names them. */
export interface RefundedGoods {
  readonly goods: Goods
  readonly id: Refund["resource_ids"][number]
}

/** A refund that states no specs and names a product of more lines than this names none of them: it may be of any. */
const mostLines = 16

/** Finds the goods of a refund, in the order of the answer. */
export const makeGoodsOfRefund = (
  all: ReadonlyArray<Goods>
): ((refund: Pick<Refund, "resource_ids" | "sku_id">) => ReadonlyArray<RefundedGoods>) => {
  const indexes = new Map<string, Array<number>>()
  const note = (key: string, index: number) => {
    const known = indexes.get(key)
    if (known === undefined) indexes.set(key, [index])
    else known.push(index)
  }
  for (const [index, { resource_id, sku_id }] of all.entries()) {
    if (resource_id.value === null) continue
    note(keyOf(resource_id.value, null), index)
    if (sku_id.value !== null) note(keyOf(resource_id.value, sku_id.value), index)
  }
  return ({ resource_ids, sku_id }) =>
    onceEach(resource_ids, ({ value }) => value)
      .flatMap((id) => {
        const found = indexes.get(keyOf(id.value, sku_id.value)) ?? []
        return found.length > mostLines ? [] : found.map((index) => ({ id, index }))
      })
      .toSorted((one, other) => one.index - other.index)
      .flatMap(({ id, index }) => {
        const goods = all[index]
        return goods === undefined ? [] : [{ goods, id }]
      })
}

const keyOf = (product: string | null, specs: string | null): string => JSON.stringify([product, specs])

/** The refunds of goods. */
export interface RefundsOfGoods {
  /** Those that name these goods and no others. */
  readonly own: ReadonlyMap<Goods, ReadonlyArray<Refund>>
  /** Goods that a finished refund names together with others, where none of them states its share. */
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
      const isSilent = named.every(({ goods }) => (goods.refund_money.value ?? 0) === 0)
      if (isSilent && (refund.refund_price.value ?? 0) !== 0) {
        for (const { goods } of named) shared.add(goods)
      }
      continue
    }
    const known = own.get(first.goods)
    if (known === undefined) own.set(first.goods, [refund])
    else known.push(refund)
  }
  return { own, shared }
}
