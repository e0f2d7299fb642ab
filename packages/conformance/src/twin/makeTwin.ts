/** A twin that runs: orders from a seed, the platform's rules in force, a journal of all that is asked of it. */
import type { Json, OperationName, Order, OrderId } from "@huidan/core"
import * as Data from "effect/Data"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { makeDice } from "../world/Dice.ts"
import { makeTrueOrders } from "../world/makeTrueOrders.ts"
import { newOrders } from "../world/newOrders.ts"
import { makeOrderShelf } from "../world/OrderShelf.ts"
import { carried, unknownPatterns } from "./answer/carried.ts"
import { encodeAnswer } from "./answer/encodeAnswer.ts"
import {
  type ServedPage,
  type ShopOptions,
  type TwinDefinition,
  type TwinDoor,
  twinContract
} from "./definition/TwinDefinition.ts"
import { withPhpShapes, withUnknownCode } from "./json/distort.ts"
import { writeJson } from "./json/JsonNode.ts"
import type { FaultPlan } from "./rules/Fault.ts"
import { makeFaultSwitch } from "./rules/FaultSwitch.ts"
import { makeSlidingWindow } from "./rules/slidingWindow.ts"
import { makeTokenBook } from "./rules/TokenBook.ts"
import { serveRequest } from "./serveRequest.ts"
import type { JournalEntry } from "./TwinJournal.ts"
import type { TwinRequest, TwinResponse } from "./TwinRequest.ts"
import { type PoisonedOrder, type TwinTruth, totalsOf } from "./TwinTruth.ts"

export interface TwinOptions {
  /** 0 to 99 999; 1 where left out. The same seed gives the same orders, answers and faults. */
  readonly seed?: number
  /** How many orders that can be decoded; 100 where left out. Poisoned ones come on top. */
  readonly orders?: number
  /** All orders are older; 2024-06-01T00:00:00Z where left out. */
  readonly baseTime?: DateTime.Utc
  /** How many days before the base time the oldest order may be from; 20 where left out. */
  readonly days?: number
  /** Orders are made, and updated, four at a time within one second; not so where left out. */
  readonly crowded?: boolean
  readonly faults?: FaultPlan
}

export interface BodyOptions {
  /** Another choice among the shapes that the document allows; 0 where left out. */
  readonly variation?: number
  readonly page?: ServedPage
  /** Shapes the answer as the fault of that name does. */
  readonly distortion?: "php-shapes" | "unknown-code"
}

export interface RunningTwin {
  readonly definition: TwinDefinition
  readonly baseTime: DateTime.Utc
  /** Those that can be decoded, as they are now, oldest first. */
  readonly orders: () => ReadonlyArray<Order>
  readonly poisoned: () => ReadonlyArray<PoisonedOrder>
  /** An answer of the operation as text. `undefined` where its answer holds no orders. */
  readonly body: (operation: OperationName, orders: ReadonlyArray<Order>, options?: BodyOptions) => string | undefined
  /**
   * What decoding the operation's answer must give: order JSON, private text revealed, ready for `compare`. With a door:
   * what a call for the order through it must give.
   */
  readonly expected: (operation: OperationName, order: Order, door?: TwinDoor) => Json | undefined
  readonly respond: (request: TwinRequest) => Effect.Effect<TwinResponse>
  readonly journal: () => ReadonlyArray<JournalEntry>
  readonly truth: () => TwinTruth
  /** Makes the order one that was updated at this time, and nothing else. */
  readonly touch: (orderId: OrderId, at: DateTime.Utc) => void
  /** All tokens issued so far die now. */
  readonly killTokens: () => void
  readonly shopOptions: (baseUrl: string) => ShopOptions
}

/**
 * A definition that cannot run: another contract, two operations at one address, a field pattern that names nothing, order ids
 * that are not unique.
 */
export class TwinDefinitionError extends Data.TaggedError("TwinDefinitionError")<{ readonly message: string }> {}

export const defaultBaseTime: DateTime.Utc = DateTime.makeUnsafe(Date.UTC(2024, 5, 1))

/** Sets a twin up; `TwinDefinitionError` says what its author has to mend. */
export const makeTwin = Effect.fn("makeTwin")(function* (definition: TwinDefinition, options: TwinOptions = {}) {
  const seed = options.seed ?? 1
  const baseTime = options.baseTime ?? defaultBaseTime
  const count = options.orders ?? 100
  const made = makeTrueOrders(definition.platform, definition.limits, {
    seed,
    count: count + definition.poisons.length,
    baseTime,
    days: options.days ?? 20,
    crowded: options.crowded ?? false
  })
  const fault = definitionFault(definition, made)
  if (fault !== null) return yield* new TwinDefinitionError({ message: `twin of ${definition.platform}: ${fault}` })
  const poisons = new Map(
    definition.poisons.flatMap((poison, index) => {
      const order = made[count + index]
      return order === undefined ? [] : [[order.orderId, poison] as const]
    })
  )
  const shelf = makeOrderShelf(made, poisons)
  const journal: Array<JournalEntry> = []
  const tokens = makeTokenBook(definition.token ?? noTokens, makeDice(seed, definition.platform, "tokens"))
  const respond = serveRequest({
    definition,
    seed,
    shelf,
    makeOrder: newOrders(definition, seed, made.length),
    faults: makeFaultSwitch(options.faults ?? {}, seed),
    tokens,
    windows: new Map(
      Object.entries(definition.operations).flatMap(([operation, { endpoint }]) =>
        endpoint?.quota
          ? [[operation, makeSlidingWindow(endpoint.quota.requests, endpoint.quota.seconds)] as const]
          : []
      )
    ),
    journal
  })
  const orders = () => shelf.all().filter((order) => !poisons.has(order.orderId))
  const poisoned = () =>
    [...poisons].map(([orderId, poison]) => ({ orderId, poison: poison.name, served: shelf.isServed(orderId) }))
  const running: RunningTwin = {
    definition,
    baseTime,
    orders,
    poisoned,
    body: (operation, chosen, { variation = 0, page, distortion } = {}) => {
      const answer = definition.operations[operation]?.answer
      if (answer === undefined || answer === null) return undefined
      const node = encodeAnswer({ operation, answer, seed, variation, poisonOf: shelf.poisonOf }, chosen, page)
      const dice = makeDice(seed, operation, "distortion", variation, ...chosen.map((order) => order.orderId))
      if (distortion === undefined) return writeJson(node)
      return writeJson(distortion === "php-shapes" ? withPhpShapes(node, dice) : withUnknownCode(node, dice))
    },
    expected: (operation, order, door) => {
      const answer = door?.tells?.[operation] ?? definition.operations[operation]?.answer
      if (answer === undefined || answer === null) return undefined
      return carried(answer.restate?.(order) ?? order, answer.carries)
    },
    respond,
    journal: () => journal.toSorted((left, right) => left.request - right.request),
    truth: () => ({
      platform: definition.platform,
      shopId: definition.limits.shop.id,
      finds: definition.finds,
      all: totalsOf(orders()),
      served: totalsOf(orders().filter((order) => shelf.isServed(order.orderId))),
      poisoned: poisoned(),
      requests: journal.length,
      orderIds: orders().map((order) => order.orderId)
    }),
    killTokens: () => tokens.at(0).killAll(),
    touch: (orderId, at) => shelf.touch(orderId, DateTime.toEpochMillis(at)),
    shopOptions: definition.shopOptions
  }
  return running
})

const noTokens = { lifetime: 0, again: "same", grace: 0 } as const

const definitionFault = (definition: TwinDefinition, orders: ReadonlyArray<Order>): string | null => {
  if (definition.contract !== twinContract) {
    return `it speaks the twin contract ${JSON.stringify(definition.contract)}, this kit needs ${twinContract}`
  }
  for (const [operation, { answer }] of Object.entries(definition.operations)) {
    const unknown = unknownPatterns(answer?.carries ?? [])
    if (unknown.length > 0) return `${operation} carries what no order has: ${unknown.join(", ")}`
  }
  const routes = Object.values(definition.operations).flatMap(({ endpoint }) =>
    endpoint === null ? [] : [`${endpoint.method} ${endpoint.path}`]
  )
  const twice = routes.find((route, index) => routes.indexOf(route) !== index)
  if (twice !== undefined) return `two operations answer ${twice}`
  const distinct = new Set(orders.map((order) => order.orderId)).size
  return distinct === orders.length
    ? null
    : `limits.orderId gave ${orders.length} orders only ${distinct} different ids`
}
