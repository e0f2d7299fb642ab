/** The discounts of a row: what its lines list. */
import { Traced } from "@huidan/adapter-kit"
import { discountKind, unknownBearer } from "../shared/Lines.ts"
import type { Discount, OrderListRow } from "./Wire.ts"

/** One entry for each id, name and type: the same discount is listed at every line that it is shared by. */
export const listedDiscounts = ({ good_list }: OrderListRow) => {
  const groups = new Map<string, Array<Discount>>()
  for (const discount of good_list.flatMap((goods) => goods.discounts_info.discount_detail)) {
    const { discount_id: id, discount_name: name, discount_price: price, discount_type: type } = discount
    if (id.value === null && name.value === null && (price.value ?? 0) === 0) continue
    const identity = JSON.stringify([id.value, name.value, type.value])
    const group = groups.get(identity)
    if (group === undefined) groups.set(identity, [discount])
    else group.push(discount)
  }
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map(({ discount_desc: words, discount_id: id, discount_name: name, discount_type: type }) => ({
      kind: discountKind(
        Traced.combine([type, name], "discount_type and discount_name", (...texts) => texts.join(" ").trim() || null)
      ),
      id,
      name: Traced.firstOf(name, words, type),
      amount: Traced.sum(
        group.map(({ discount_price }) => discount_price),
        "Σ discount_price of the lines"
      ),
      bearer: unknownBearer
    }))
  )
}
