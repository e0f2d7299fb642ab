import * as Schema from "effect/Schema"
import type { Json, Pointer } from "./Json.ts"
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
export const encodeOrder = (order: Order, options: EncodeOrderOptions): OrderJson => {
  const json = encode({ ...order, source: { ...order.source, raw: null } })
  const shown = options.reveal ? json : maskPlainText(json)
  return { ...shown, source: { ...shown.source, raw: options.raw, rawNumbers: options.rawNumbers ?? [] } }
}

/** What `encodeOrder` shows. */
export interface EncodeOrderOptions {
  /** Whether plain private text is shown. */
  readonly reveal: boolean
  /** What becomes `source.raw`; `null` leaves the answer out. */
  readonly raw: Json
  /** Pointers of the numbers that are text in `raw`; none if left out. */
  readonly rawNumbers?: ReadonlyArray<Pointer>
}

/** Masks the encoded tree, not the order: an order may consist of objects of any prototype. */
const maskPlainText = (json: OrderJson): OrderJson => maskValue(json) as OrderJson

const maskValue = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(maskValue)
  if (typeof value !== "object" || value === null) return value
  if (isPlainTextJson(value)) return { state: "masked", value: maskCharacters(value.value) }
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, maskValue(child)]))
}
