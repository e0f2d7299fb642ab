/** What an order is tied to. */
import { Traced } from "@huidan/adapter-kit"
import type { Reference } from "@huidan/core"
import { decodeCode } from "./Code.ts"
import { relations } from "./Codes20.ts"
import { onceEach } from "./onceEach.ts"

type Text = Traced.Traced<string | null>
type ReferenceKind = Reference["kind"]

/** A list of one reference, or an empty one where the id is absent. */
export const toReference = (
  kind: ReferenceKind,
  value: Text,
  more: { readonly relation?: Text; readonly shopId?: Text } = {}
) => Traced.present([value]).map((id) => ({ kind: Traced.fixed(kind, "the field's meaning"), value: id, ...more }))

/** The related order of version 2.0, by `relation_order_type`; in a list, which is empty where there is none. */
export const toRelatedOrder = (type: Text, id: Text, shopId: Text) => {
  const relation = decodeCode(type, relations, "relation_order_type", { kind: "related_order", relation: null })
  return toReference(relation.value?.kind ?? "related_order", id, {
    relation: relation.map((found) => found.relation),
    shopId
  })
}

/** What an order's reference to an after-sale without a refund is called. */
export const afterSaleRelation = "售后"

/** References to these after-sales, each once. */
export const toAfterSaleReferences = (ids: ReadonlyArray<Text>, rule: string) =>
  onceEach(Traced.present(ids), ({ value }) => value).flatMap((id) =>
    toReference("other", id, { relation: Traced.fixed(afterSaleRelation, rule) })
  )
