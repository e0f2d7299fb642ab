/** Compares the store with the simulated platforms, order by order and field by field. */
import type { RunningTwin } from "@huidan/conformance"
import { type AdapterManifest, differences, isJsonArray, isJsonObject, type Json, type OrderJson } from "@huidan/core"
import { doorOf, maskTexts, overlay, type StoreService } from "@huidan/sync"
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
    const shown = first === undefined ? {} : maskTexts({ ...overlay([first, ...others]) })
    const truth = isJsonObject(shown) ? { ...shown, warnings: [] } : {}
    // Each operation has codes of its own: the order shows those of the answer that was asked for last.
    const [difference] = differences(truth, { ...view.order, warnings: [] }).filter(
      ({ path }) => !path.startsWith("/status/raw")
    )
    if (difference !== undefined) wrong.push(`${order.orderId} differs at ${difference.path}`)
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

const valuesIn = (value: Json): number => {
  if (isJsonArray(value)) return value.reduce<number>((sum, entry) => sum + valuesIn(entry), 0)
  if (isJsonObject(value)) return Object.values(value).reduce<number>((sum, member) => sum + valuesIn(member), 0)
  return value === null ? 0 : 1
}
