/** Compares the store with the simulated platforms, order by order and field by field. */
import { compare, type RunningTwin } from "@huidan/conformance"
import {
  type AdapterManifest,
  isJsonArray,
  isJsonObject,
  type Json,
  maskCharacters,
  type OrderJson
} from "@huidan/core"
import { doorOf, overlay, type StoreService } from "@huidan/sync"
import * as Effect from "effect/Effect"
import { type DemoShop, nameOf } from "./shopsOfDemo.ts"

export interface Agreement {
  readonly platform: string
  /** How the orders were found: by `list`, or by `number`. */
  readonly found: "list" | "number"
  /** The orders as the store has them, private texts masked. */
  readonly orders: ReadonlyArray<OrderJson>
  /** How many fields with a value were compared. */
  readonly fields: number
  /** Orders that differ from the platform's, with the first place. */
  readonly wrong: ReadonlyArray<string>
}

/** `calls`: the operations that the adapter calls, whose fields the store must have. */
export const agreementOf = Effect.fnUntraced(function* (
  store: StoreService,
  shop: DemoShop,
  twin: RunningTwin,
  manifest: AdapterManifest
) {
  const door = doorOf(manifest)
  const calls = Object.entries(manifest.operations).flatMap(([operation, { answers, use }]) =>
    use === "call" && (answers === "order" || (answers === "orders" && door.listsBy !== null))
      ? [{ operation, carries: door.carries(operation) }]
      : []
  )
  const orders: Array<OrderJson> = []
  const wrong: Array<string> = []
  let fields = 0
  for (const order of twin.orders()) {
    const view = yield* store.order(nameOf(shop), order.orderId)
    if (view === null) {
      wrong.push(`${order.orderId} is missing`)
      continue
    }
    const facets = calls.flatMap(({ carries, operation }) => {
      const expected = twin.expected(operation, order)
      return isJsonObject(expected ?? null)
        ? [{ operation, carries, order: expected as OrderJson, updated: null, askedAt: door.isList(operation) ? 0 : 1 }]
        : []
    })
    const [first, ...others] = facets
    const truth = first === undefined ? {} : masked({ ...overlay([first, ...others]) })
    const [difference] = compare(view.order, truth, ["/source", "/warnings"])
    if (difference !== undefined) wrong.push(`${order.orderId} differs at ${difference.pointer}`)
    fields += valuesIn(view.order)
    orders.push(view.order as OrderJson)
  }
  const agreement: Agreement = {
    platform: shop.platform,
    found: door.listsBy === null ? "number" : "list",
    orders,
    fields,
    wrong
  }
  return agreement
})

/** As the store shows it without a master key: plain private texts masked. */
const masked = (value: Json): Json => {
  if (isJsonArray(value)) return value.map(masked)
  if (!isJsonObject(value)) return value
  if (value["state"] === "plain" && typeof value["value"] === "string") {
    return { state: "masked", value: maskCharacters(value["value"]) }
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, masked(member)]))
}

const valuesIn = (value: Json): number => {
  if (isJsonArray(value)) return value.reduce<number>((sum, entry) => sum + valuesIn(entry), 0)
  if (isJsonObject(value)) return Object.values(value).reduce<number>((sum, member) => sum + valuesIn(member), 0)
  return value === null ? 0 : 1
}
