import * as Schema from "effect/Schema"
import type { Json } from "./Json.ts"
import { Order, type OrderJson } from "./Order.ts"
import { isPrivateText, maskPrivateText } from "./PrivateText.ts"

const encode = Schema.encodeSync(Order)

/**
 * An order as JSON. Without `reveal`, plain private text is masked by `•` of the same length.
 *
 * `raw` is what stands at `source.raw`: an adapter knows what of it may be shown, so it hands over the finished tree
 * (`null` to leave it out).
 */
export const encodeOrder = (order: Order, options: { readonly reveal: boolean; readonly raw: Json }): OrderJson => {
  const json = encode({ ...(options.reveal ? order : maskPrivate(order)), source: { ...order.source, raw: null } })
  const rawNumbers = options.raw === null ? [] : order.source.rawNumbers
  return { ...json, source: { ...json.source, raw: options.raw, rawNumbers } }
}

/** The same order, every plain private text masked. */
export const maskPrivate = (order: Order): Order => ({ ...order, ...mapPrivate({ ...order, source: null }), source: order.source })

const mapPrivate = <A>(value: A): A => mapValue(value) as A

const mapValue = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(mapValue)
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  if (isPrivateText(value)) return maskPrivateText(value)
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, mapValue(child)]))
}
