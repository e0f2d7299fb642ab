import * as Schema from "effect/Schema"
import type { Json } from "./Json.ts"
import { Order, type OrderJson } from "./Order.ts"
import { maskCharacters, PlainText } from "./PrivateText.ts"

const encode = Schema.encodeSync(Order)
const isPlainTextJson = Schema.is(Schema.toEncoded(PlainText))

/**
 * An order as JSON. Without `reveal`, plain private text is masked by `•` of the same length.
 *
 * `raw` becomes `source.raw`; `null` leaves the answer out. To show the answer, use `OrderAdapter.encode`: the adapter
 * knows which parts of it are private.
 */
export const encodeOrder = (order: Order, options: { readonly reveal: boolean; readonly raw: Json }): OrderJson => {
  const json = encode({ ...order, source: { ...order.source, raw: null } })
  const shown = options.reveal ? json : maskPlainText(json)
  const rawNumbers = options.raw === null ? [] : order.source.rawNumbers
  return { ...shown, source: { ...shown.source, raw: options.raw, rawNumbers } }
}

/** Masks the encoded tree, not the order: an order may consist of objects of any prototype. */
const maskPlainText = (json: OrderJson): OrderJson => maskValue(json) as OrderJson

const maskValue = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(maskValue)
  if (typeof value !== "object" || value === null) return value
  if (isPlainTextJson(value)) return { state: "masked", value: maskCharacters(value.value) }
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, maskValue(child)]))
}
