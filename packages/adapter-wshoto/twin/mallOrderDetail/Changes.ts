/** What can become of a mall order. */
import { fieldChanges, type TrueChanges, transitionsAmong } from "@huidan/conformance"
import type { Order, Reference } from "@huidan/core"
import { refundsOf } from "./Refunds.ts"
import { states } from "./States.ts"

export const changes: TrueChanges = {
  transitions: transitionsAmong(states),
  fields: fieldChanges,
  refine: (order) => ({ ...order, refunds: refundsOf(order), references: referencesOf(order) })
}

/** The number of the payment comes first, once there is one. */
const referencesOf = ({ payment, references }: Order): ReadonlyArray<Reference> => {
  const others = references.filter(({ kind }) => kind !== "merchant_order")
  const value = payment.merchantOrderId
  return value === null ? others : [{ kind: "merchant_order", value, relation: null, shopId: null }, ...others]
}
