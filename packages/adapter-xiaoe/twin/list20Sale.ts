import type { Order, Reference } from "@huidan/core"

/** The order that this one belongs to or stands beside. */
export const relatedOrder = ({ references }: Order): Reference | undefined =>
  references.find(({ kind }) => kind === "related_order" || kind === "parent_order")
