/** What is different in two orders. */
import * as SchemaAST from "effect/SchemaAST"
import type { FieldPattern } from "./FieldPattern.ts"
import { childPointer, isJsonArray, isJsonObject, type Json, type Pointer } from "./Json.ts"
import { Order, type OrderJson } from "./Order.ts"

/** One place at which two orders differ. */
export interface OrderDifference {
  /**
   * The place in the second order; where that has nothing, the place in the first. Entries of lists that are matched by
   * id can have another place in the first order.
   */
  readonly path: Pointer
  /** What the first order has there; `null` if it has nothing. A private text is one value, as it was encoded. */
  readonly first: Json
  /** What the second order has there; `null` if it has nothing. */
  readonly second: Json
}

/**
 * The places at which two orders differ; empty if they say the same. Use it to find out whether an order has changed.
 *
 * - `source` does not count: it says where an order comes from, not what it is. `warnings` count.
 * - Two ciphers are equal where the masked texts beside them are: one text has a new cipher in each answer. Of two
 *   ciphers without masked texts nothing is known, so they count as equal too.
 * - `lines`, shipments, the lines of a shipment and `refunds` are matched by their ids, so that a new entry is one
 *   difference and another sequence none. Entries without an id, and other lists, are matched by their place.
 *
 * Encode both orders alike: a text that only one of them reveals is a difference.
 *
 * ```ts
 * import { differences, encodeOrder, Order, orderKey } from "@huidan/core"
 *
 * const order = Order.make({
 *   key: orderKey("xiaoe", "app1", "o_1"),
 *   platform: "xiaoe",
 *   orderId: "o_1",
 *   shop: { id: "app1" },
 *   amounts: { payable: 1999 },
 *   source: { adapter: "@huidan/adapter-xiaoe", adapterVersion: "0.1.0", operation: "order.detail@2.0" }
 * })
 * const before = encodeOrder(order, { reveal: true, raw: null })
 * const after = { ...before, amounts: { ...before.amounts, payable: 1899 } }
 * differences(before, after) // => [{ path: "/amounts/payable", first: 1999, second: 1899 }]
 * differences(before, before) // => []
 * ```
 */
export const differences = (first: EncodedOrder, second: EncodedOrder): ReadonlyArray<OrderDifference> =>
  inValues(withoutSource(first), withoutSource(second), "")

/** An order as JSON, as an adapter encodes it or as it was stored. */
export type EncodedOrder = OrderJson | { readonly [key: string]: Json }

const withoutSource = ({ source: _source, ...order }: EncodedOrder): Json => order

const inValues = (first: Json, second: Json, path: Pointer): ReadonlyArray<OrderDifference> => {
  if (first === second) return []
  if (isJsonArray(first) && isJsonArray(second)) return inLists(first, second, path)
  if (!isJsonObject(first) || !isJsonObject(second)) return [{ path, first, second }]
  if (privateFields().has(patternOf(path))) return isSameText(first, second) ? [] : [{ path, first, second }]
  const keys = new Set([...Object.keys(second), ...Object.keys(first)])
  return [...keys].flatMap((key) => inValues(member(first, key), member(second, key), childPointer(path, key)))
}

interface Members {
  readonly [key: string]: Json
}

const member = (object: Members, key: string): Json => (Object.hasOwn(object, key) ? (object[key] ?? null) : null)

/** The pattern of a place: `*` for the place of an entry in its list. */
const patternOf = (path: Pointer): FieldPattern => path.replaceAll(/\/\d+(?=\/|$)/g, "/*")

let madeFields: ReadonlySet<FieldPattern> | undefined

/** The fields that are private texts, by the schema: a platform's own codes may look like one. */
const privateFields = (): ReadonlySet<FieldPattern> => {
  madeFields ??= new Set(privateFieldsIn(SchemaAST.toEncoded(Order.ast), ""))
  return madeFields
}

const privateFieldsIn = (ast: SchemaAST.AST, place: FieldPattern): ReadonlyArray<FieldPattern> => {
  if (SchemaAST.isUnion(ast)) return ast.types.flatMap((each) => privateFieldsIn(each, place))
  if (SchemaAST.isArrays(ast)) return ast.rest.flatMap((each) => privateFieldsIn(each, `${place}/*`))
  if (!SchemaAST.isObjects(ast)) return []
  // No other block of an order has a `state`.
  if (ast.propertySignatures.some(({ name }) => name === "state")) return [place]
  return ast.propertySignatures.flatMap(({ name, type }) => privateFieldsIn(type, `${place}/${String(name)}`))
}

/** Whether two private texts are the same, as far as can be known. */
const isSameText = (first: Members, second: Members): boolean => {
  if (first["state"] !== second["state"]) return false
  return first["state"] === "encrypted" ? first["masked"] === second["masked"] : first["value"] === second["value"]
}

/** The member that identifies the entries of a list, by the list's place; `*` is any entry. */
const idsOfLists: ReadonlyMap<Pointer, string> = new Map([
  ["/lines", "lineId"],
  ["/delivery/shipments", "id"],
  ["/delivery/shipments/*/lines", "lineId"],
  ["/refunds", "id"]
])

interface Entry {
  readonly index: number
  readonly value: Json
}

const inLists = (
  first: ReadonlyArray<Json>,
  second: ReadonlyArray<Json>,
  path: Pointer
): ReadonlyArray<OrderDifference> => {
  const idName = idsOfLists.get(patternOf(path))
  const ofFirst = entriesOf(first, idName)
  const ofSecond = entriesOf(second, idName)
  const pairs = new Map<string, { readonly first?: Entry; readonly second?: Entry }>()
  for (const [name, entry] of ofSecond) pairs.set(name, { second: entry })
  for (const [name, entry] of ofFirst) pairs.set(name, { ...pairs.get(name), first: entry })
  return [...pairs.values()].flatMap((pair) =>
    inValues(
      pair.first?.value ?? null,
      pair.second?.value ?? null,
      childPointer(path, (pair.second ?? pair.first)?.index ?? 0)
    )
  )
}

/** The entries of a list by the name that their counterpart has too: their id, else their place among those without one. */
const entriesOf = (list: ReadonlyArray<Json>, idName: string | undefined): ReadonlyMap<string, Entry> => {
  const counts = new Map<string, number>()
  return new Map(
    list.map((value, index) => {
      const id = idName === undefined || !isJsonObject(value) ? null : (value[idName] ?? null)
      const name = id === null ? "place" : `id ${String(id)}`
      const count = counts.get(name) ?? 0
      counts.set(name, count + 1)
      return [`${name} ${count}`, { index, value }]
    })
  )
}
