/** Changes that make a row undecodable, one for each way. */
import { literal, type Poison, removeAt, setAt } from "@huidan/conformance"

export const poisons: ReadonlyArray<Poison> = [
  { name: "an amount below one fen", spoil: (row) => setAt(row, "/pay_amount", literal("1.5")) },
  { name: "no order number", spoil: (row) => removeAt(row, "/order_id") },
  { name: "a time of making that is no time", spoil: (row) => setAt(row, "/create_time", "昨天下午") }
]
