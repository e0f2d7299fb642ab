/** Payments, campaigns and other orders that an order refers to, by their ids. */
import { Traced } from "@huidan/adapter-kit"
import type { ReferenceKind } from "@huidan/core"
import { distinct } from "./Ids.ts"
import type { ShopOrder } from "./Wire.ts"

interface Reference {
  readonly kind: ReferenceKind
  readonly relation: Traced.Traced<string | null>
  readonly ids: ReadonlyArray<Traced.Traced<string | null>>
}

const noRelation = Traced.fixed(null, "no relation is named")

/** Same ids are one reference. A campaign's amount is already in the price, so it is a reference, not a discount. */
export const toReferences = (order: ShopOrder, unassignedSerialNumbers: ReadonlyArray<Traced.Traced<string>>) => {
  const lines = order.sku_order_list
  const references: ReadonlyArray<Reference> = [
    {
      kind: "payment_transaction",
      relation: noRelation,
      ids: [
        order.channel_payment_no,
        ...order.order_phase_list.map((phase) => phase.channel_payment_no),
        ...lines.map((line) => line.channel_payment_no)
      ]
    },
    ...lines.flatMap((line) =>
      line.campaign_info.map((campaign) => ({
        kind: "campaign" as const,
        relation: campaign.campaign_name,
        ids: [campaign.campaign_id]
      }))
    ),
    { kind: "campaign", relation: noRelation, ids: order.order_phase_list.map((phase) => phase.campaign_id) },
    {
      kind: "related_order",
      relation: Traced.fixed("关联订单", "relation_order_id"),
      ids: lines.map((line) => line.relation_order.relation_order_id)
    },
    {
      kind: "related_order",
      relation: Traced.fixed("核销订单", "verify_order_id"),
      ids: lines.flatMap((line) => line.writeoff_info.map((voucher) => voucher.verify_order_id))
    },
    {
      kind: "other",
      relation: Traced.fixed("商品序列号", "no line can be named for it (inferred)"),
      ids: unassignedSerialNumbers
    }
  ]
  const seen = new Set<string>()
  return references.flatMap(({ kind, relation, ids }) =>
    distinct(Traced.present(ids)).flatMap((value) => {
      const identity = `${kind} ${value.value}`
      if (seen.has(identity)) return []
      seen.add(identity)
      return [{ kind: Traced.fixed(kind, "the field's name"), relation, value }]
    })
  )
}
