/** Orders that nobody can decode. Each is spoilt in the same sense in every answer that it stands in. */
import { type JsonNode, literal, type Poison, removeAt, setAt } from "@huidan/conformance"

interface Spot {
  readonly pointer: string
  /** Left out: the key is taken away. */
  readonly value?: JsonNode
}

const poison = (name: string, spots: Readonly<Record<string, Spot>>): Poison => ({
  name,
  spoil: (row, operation) => {
    const spot = spots[operation]
    if (spot === undefined) return row
    return spot.value === undefined ? removeAt(row, spot.pointer) : setAt(row, spot.pointer, spot.value)
  }
})

const halfAFen = literal("1.5")
const noSuchTime = "2024-02-30 25:61:61"

export const poisons: ReadonlyArray<Poison> = [
  poison("an amount of one fen and a half", {
    "order.list@1.0": { pointer: "/price", value: halfAFen },
    "order.detail@1.0": { pointer: "/order_info/price", value: "0.015" },
    "order.detail@2.0": { pointer: "/price_info/collectibles", value: halfAFen },
    "order.list@2.0": { pointer: "/price_info/actual_price", value: halfAFen }
  }),
  poison("no order id", {
    "order.list@1.0": { pointer: "/order_id" },
    "order.detail@1.0": { pointer: "/order_info/order_id" },
    "order.detail@2.0": { pointer: "/order_info/order_id" },
    "order.list@2.0": { pointer: "/order_info/order_id" }
  }),
  poison("a time that does not exist", {
    "order.list@1.0": { pointer: "/settle_time", value: noSuchTime },
    "order.detail@1.0": { pointer: "/order_info/settle_time", value: noSuchTime },
    // The settlement time of 2.0 need not be read while the order is not settled.
    "order.detail@2.0": { pointer: "/order_info/order_create_time", value: noSuchTime },
    "order.list@2.0": { pointer: "/order_info/settle_state_time", value: noSuchTime }
  })
]
