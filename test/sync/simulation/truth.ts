/** Whether the store of a simulation is as its platform is, and has been so all the time. */
import { compare } from "@huidan/conformance"
import { type FieldPattern, isJsonObject, type Json, type Order, type Pointer } from "@huidan/core"
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"
import { doorOf, maskTexts, overlay, Store } from "../../../packages/sync/src/index.ts"
import { readStoredText } from "../../../packages/sync/src/privacy/StoredText.ts"
import type { Facet } from "../../../packages/sync/src/rules/Facet.ts"
import type { OverlaidOrder } from "../../../packages/sync/src/rules/overlay.ts"
import { compact, complete } from "../../../packages/sync/src/store/compact.ts"
import { type PatchEntry, patched } from "../../../packages/sync/src/store/patch.ts"
import { readOrders } from "../../../packages/sync/src/store/readOrders.ts"
import { keyOf, patchPlace, type StoredOrder } from "../../../packages/sync/src/store/StoredOrder.ts"
import { forgottenProblems } from "./forgotten.ts"
import { type Machine, testKey } from "./Process.ts"
import type { History } from "./Traffic.ts"

/** What is wrong with the store now that traffic has settled; empty if nothing is. */
export const problemsOf = Effect.fnUntraced(function* (machine: Machine, history: History) {
  const sql = yield* SqlClient.SqlClient
  const { name, twin } = machine
  const [shop] = yield* sql<{ id: number }>`SELECT id FROM shops WHERE shop_id = ${name.shopId}`
  const inStore = yield* sql<{ order_id: string }>`SELECT order_id FROM orders ORDER BY order_id`
  const known = inStore.map(({ order_id }) => order_id)
  const truth = new Map(twin.orders().map((order) => [order.orderId, order]))
  const orders = yield* readOrders(sql, { shop: shop?.id ?? 0, ...name }, known, testKey)
  const lost = [...truth.keys()].filter((orderId) => !orders.has(orderId))
  const problems = [
    ...lost.map((orderId) => `${orderId} is lost`),
    ...known.filter((orderId) => !truth.has(orderId)).map((orderId) => `${orderId} is not the platform's`)
  ]
  for (const order of orders.values()) {
    const current = truth.get(order.orderId)
    if (current === undefined) continue
    problems.push(...missingAnswers(machine, order), ...differencesFrom(machine, order, current))
    const states = history.states.get(order.orderId) ?? []
    problems.push(...(yield* versionProblems(machine, order, states)))
  }
  problems.push(...(yield* forgottenProblems(machine, history, orders)))
  const { check } = yield* Store
  problems.push(...(yield* check).map(({ message, order }) => `check: ${order ?? "store"}: ${message}`))
  return problems
})

/** What the door's operations must have told of each order. */
const missingAnswers = ({ manifest, world }: Machine, order: StoredOrder): ReadonlyArray<string> => {
  const facets = [...order.facets.values()]
  const door = doorOf(manifest)
  // A row that could not be decoded and names a forgotten order is destroyed: the order is read by a detail alone.
  const mayBeUnlisted = world.named || (world.unreadable !== null && order.key === null)
  return [
    ...(facets.some(({ meetsWants }) => meetsWants) || !door.reads ? [] : [`${order.orderId} was never read`]),
    ...(order.want === null ? [] : [`${order.orderId} is still wanted`]),
    ...(mayBeUnlisted || facets.some(({ operation }) => door.isList(operation))
      ? []
      : [`${order.orderId} was never listed`])
  ]
}

/** What an operation would tell of a state, kept with the state: it is needed for each other state of the other operation. */
const told = new WeakMap<Order, Map<string, Facet["order"]>>()

const toldBy = ({ door, twin }: Machine, operation: string, state: Order): Facet["order"] => {
  const known = told.get(state) ?? new Map<string, Facet["order"]>()
  told.set(state, known)
  const order = known.get(operation) ?? twin.expected(operation, state, door ?? undefined) ?? null
  const said = isJsonObject(order) ? order : {}
  known.set(operation, said)
  return said
}

/** The order that the answers would make if each of them showed this state, and carried what its manifest says. */
const bodyOf = (machine: Machine, facets: ReadonlyArray<Shown>): OverlaidOrder => {
  const { carries } = doorOf(machine.manifest)
  const made = facets.map(({ askedAt, operation, state, updated }) => {
    const order = toldBy(machine, operation, state)
    return { operation, carries: carries(operation), askedAt, updated, order }
  })
  return Arr.isReadonlyArrayNonEmpty(made) ? compact(overlay(made)) : {}
}

type Facets = StoredOrder["facets"] extends ReadonlyMap<string, infer A> ? A : never

interface Shown extends Pick<Facets, "operation" | "askedAt" | "updated"> {
  readonly state: Order
}

const differencesFrom = (machine: Machine, order: StoredOrder, state: Order): ReadonlyArray<string> => {
  const expected = bodyOf(
    machine,
    [...order.facets.values()].map((facet) => ({ ...facet, state }))
  )
  const shown = order.key === null ? maskTexts(expected) : expected
  const { carries } = doorOf(machine.manifest)
  const carried = [...order.facets.keys()].flatMap((operation) => carries(operation))
  const found = compare(complete(order.body ?? {}), complete(isJsonObject(shown) ? shown : {}))
  const ofCarried = found.filter(({ pointer }) => carried.some((pattern) => concerns(pattern, pointer)))
  return ofCarried.map(
    (each) =>
      `${order.orderId} ${each.pointer}: ${JSON.stringify(each.found)}, true is ${JSON.stringify(each.expected)}`
  )
}

/** Whether a difference at this place is one of the pattern's fields. */
const concerns = (pattern: FieldPattern, pointer: Pointer): boolean => {
  const keys = pointer.split("/")
  return pattern.split("/").every((key, index) => index >= keys.length || key === "*" || key === keys[index])
}

/**
 * No version may show an older state than the one before it, unless replicas lag; then only a version that is not confirmed.
 * A version is what the answers of two operations make, so it shows a state of each.
 */
const versionProblems = Effect.fnUntraced(function* (
  machine: Machine,
  order: StoredOrder,
  states: ReadonlyArray<Order>
) {
  const sql = yield* SqlClient.SqlClient
  const { listLag, detailLag } = machine.world
  const mayLag = listLag + detailLag > 0
  const isForgotten = order.key === null
  const key = keyOf(machine.name, order.orderId)
  const rows = yield* sql<{ version: number; confirmed: number; patch: string; sealed: string | null }>`
    SELECT version, confirmed, patch, sealed FROM versions WHERE order_id = ${order.id} ORDER BY version`
  const bodies: Array<string> = []
  let body: Json = order.body
  for (const { patch, sealed, version } of rows.toReversed()) {
    bodies.unshift(textOf(isForgotten ? maskTexts(body) : body))
    const entries = readStoredText({ json: patch, sealed }, order.key, patchPlace(key, version))
    body = patched(body, entries as unknown as ReadonlyArray<PatchEntry>, "before")
  }
  const combinations = combinationsOf(machine, order, states)
  const problems: Array<string> =
    rows.at(-1)?.confirmed === 1 ? [] : [`${order.orderId}: its last version is not confirmed`]
  let before: ReadonlyArray<Combination> = [{ text: "", shows: new Map() }]
  for (const [index, row] of rows.entries()) {
    const fitting = combinations.filter(({ text }) => text === bodies[index])
    if (fitting.length === 0) problems.push(`${order.orderId}: version ${row.version} is no state that ever was`)
    const later = fitting.filter(({ shows }) => before.some((other) => isAtLeast(shows, other.shows)))
    if (fitting.length > 0 && later.length === 0 && (!mayLag || row.confirmed === 1)) {
      problems.push(`${order.orderId}: version ${row.version} shows an older state than the one before it`)
    }
    before = later.length > 0 ? later : fitting.length > 0 ? fitting : before
  }
  return problems
})

/** What an order would look like if each operation showed this state of it. */
interface Combination {
  readonly text: string
  /** The number of the state by operation. */
  readonly shows: ReadonlyMap<string, number>
}

const isAtLeast = (one: Combination["shows"], other: Combination["shows"]): boolean =>
  [...other].every(([operation, number]) => (one.get(operation) ?? number) >= number)

/** Every state of each operation's answer, with each of them on top, and without some of them. */
const combinationsOf = (
  machine: Machine,
  order: StoredOrder,
  states: ReadonlyArray<Order>
): ReadonlyArray<Combination> => {
  const facets = [...order.facets.values()]
  const shown = (body: OverlaidOrder): Json => (order.key === null ? maskTexts(body) : body)
  const sequences = facets.length === 2 ? [facets, facets.toReversed()] : [facets]
  const chosen = [...facets.map((facet) => [facet]), ...(facets.length > 1 ? sequences : [])]
  return chosen.flatMap((some) =>
    some
      .reduce<ReadonlyArray<ReadonlyArray<number>>>(
        (all, _) => all.flatMap((numbers) => states.map((__, number) => [...numbers, number])),
        [[]]
      )
      .map((numbers) => ({
        text: textOf(
          shown(
            bodyOf(
              machine,
              some.flatMap((facet, index) => {
                const state = states[numbers[index] ?? 0]
                return state === undefined ? [] : [{ ...facet, askedAt: index, updated: null, state }]
              })
            )
          )
        ),
        shows: new Map(some.map(({ operation }, index) => [operation, numbers[index] ?? 0] as const))
      }))
  )
}

/** The order as text: `source` and `warnings` are of the answer. */
const textOf = (order: Json): string => JSON.stringify(sorted(order, new Set(["source", "warnings"])))

const sorted = (value: Json, without: ReadonlySet<string> = new Set()): Json => {
  if (Array.isArray(value)) return value.map((each: Json) => sorted(each))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => !without.has(key) && !isNothing(member))
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)] as const)
  )
}

const isNothing = (value: Json): boolean =>
  value === null || (typeof value === "object" && Object.keys(value).length === 0)
