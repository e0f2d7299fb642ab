/** A running twin: orders from a seed, the platform's rules, and a journal of all requests. */
import type { Json, OperationName, Order, OrderId, PushRequest } from "@huidan/core"
import { unknownPatterns } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Data from "effect/Data"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { makeDice } from "../world/Dice.ts"
import { makeTrueOrders } from "../world/makeTrueOrders.ts"
import { newOrders } from "../world/newOrders.ts"
import { makeOrderShelf } from "../world/OrderShelf.ts"
import { carried } from "./answer/carried.ts"
import { encodeAnswer } from "./answer/encodeAnswer.ts"
import { traitMistake } from "./answer/traitMistake.ts"
import {
  type ServedPage,
  type ShopOptions,
  type TwinDefinition,
  type TwinDoor,
  twinContract
} from "./definition/TwinDefinition.ts"
import { withPhpShapes, withUnknownCode } from "./json/distort.ts"
import { writeJson } from "./json/JsonNode.ts"
import { makeOrderChanges, type OrderChange, type OrderChanges } from "./OrderChange.ts"
import type { FaultPlan } from "./rules/Fault.ts"
import { makeFaultSwitch } from "./rules/FaultSwitch.ts"
import { makeSlidingWindow } from "./rules/slidingWindow.ts"
import { makeTokenBook } from "./rules/TokenBook.ts"
import { serveRequest } from "./serveRequest.ts"
import { type JournalEntry, makeJournal } from "./TwinJournal.ts"
import type { TwinRequest, TwinResponse } from "./TwinRequest.ts"
import { type PoisonedOrder, type TwinTruth, totalsOf } from "./TwinTruth.ts"

/** What a twin is started with. Everything can be left out. */
export interface TwinOptions {
  /** 0 to 99 999; 1 if left out. The same seed gives the same orders, answers and faults. */
  readonly seed?: number
  /** How many orders that can be decoded; 100 if left out. Poisoned orders are added to these. */
  readonly orders?: number
  /** All orders are older than this; `defaultBaseTime` if left out. */
  readonly baseTime?: DateTime.Utc
  /** The oldest order is at most this many days older than the base time; 20 if left out. */
  readonly days?: number
  /** Orders are created and updated in groups of four within one second; `false` if left out. */
  readonly crowded?: boolean
  /** These orders and no others, none of them poisoned; made from seed, number and days if left out. */
  readonly only?: ReadonlyArray<Order>
  /**
   * Whether a list counts the bounds of a window in, if the platform's document does not say: `inclusive` if left out.
   */
  readonly bounds?: "inclusive" | "exclusive"
  /** Seconds by which the platform's clock is ahead of Effect's; 0 if left out. */
  readonly aheadSeconds?: number
  /** Whether answers state the platform's time, in the header `Date`; `true` if left out. */
  readonly statesTime?: boolean
  /** No faults if left out. */
  readonly faults?: FaultPlan
  /** Answers show the orders as they are, if left out. */
  readonly lag?: TwinLag
  /** How many of the newest requests the journal holds; all if left out. */
  readonly journalSize?: number
}

/**
 * Replicas that are behind: an answer shows orders as they were up to so many seconds ago, by seed, and lacks those that
 * were created since then. One answer comes from one replica. It concerns the changes of `RunningTwin` and `create`.
 */
export interface TwinLag {
  /** For lists. */
  readonly listSeconds: number
  /** For orders that are asked for by their ids. */
  readonly detailSeconds: number
}

/** How `RunningTwin.body` writes an answer. */
export interface BodyOptions {
  /** Selects among the shapes that the platform's document allows; 0 if left out. */
  readonly variation?: number
  /** The only page, with all orders, if left out. */
  readonly page?: ServedPage
  /** Changes the answer as the fault of this name does. */
  readonly distortion?: "php-shapes" | "unknown-code"
}

/** A simulated platform that answers requests. */
export interface RunningTwin extends OrderChanges {
  readonly definition: TwinDefinition
  /** All orders are older than this, except those that the fault `rows-move` creates or updates. */
  readonly baseTime: DateTime.Utc
  /** The orders that can be decoded, as they are now, oldest first. */
  readonly orders: () => ReadonlyArray<Order>
  /** The orders that cannot be decoded. */
  readonly poisoned: () => ReadonlyArray<PoisonedOrder>
  /** The text of an answer with these orders; `undefined` if the operation's answers hold no orders. */
  readonly body: (operation: OperationName, orders: ReadonlyArray<Order>, options?: BodyOptions) => string | undefined
  /**
   * The order that decoding an answer of the operation must give, as JSON with private text revealed, for `compare`.
   * With a door: the order that a call through this door must give. `undefined` if the answers hold no orders.
   */
  readonly expected: (operation: OperationName, order: Order, door?: TwinDoor) => Json | undefined
  /** Answers one request, at the time of Effect's clock (and `aheadSeconds`). */
  readonly respond: (request: TwinRequest) => Effect.Effect<TwinResponse>
  /** All requests so far, in the order in which they arrived. */
  readonly journal: () => ReadonlyArray<JournalEntry>
  /** Totals of all orders and of the orders served so far. */
  readonly truth: () => TwinTruth
  /** Sets the order's update time and changes nothing else. */
  readonly touch: (orderId: OrderId, at: DateTime.Utc) => void
  /** Creates an order at this time; its id is `null` if the platform has no state of a new order. */
  readonly create: (at: DateTime.Utc) => OrderId | null
  /**
   * The request with which the platform pushes the change, signed now; `null` if it does not push. With a door: as the
   * platform pushes to an adapter with this configuration.
   */
  readonly pushOf: (change: Pick<OrderChange, "number" | "order">, door?: TwinDoor) => Effect.Effect<PushRequest | null>
  /** All tokens issued so far become invalid. */
  readonly killTokens: () => void
  /** The options of an adapter that talks to this twin at `baseUrl` (no slash at its end). */
  readonly shopOptions: (baseUrl: string) => ShopOptions
}

/**
 * The definition of a twin is wrong: another contract version, two operations at one address, a field pattern that
 * names no field, or order ids that are not unique. `message` says which.
 */
export class TwinDefinitionError extends Data.TaggedError("TwinDefinitionError")<{ readonly message: string }> {}

/** 2024-06-01T00:00:00Z: the base time of twins that set none. */
export const defaultBaseTime: DateTime.Utc = DateTime.makeUnsafe(Date.UTC(2024, 5, 1))

/** Starts a twin. Fails with `TwinDefinitionError` if the definition is wrong. */
export const makeTwin = Effect.fn("makeTwin")(function* (definition: TwinDefinition, options: TwinOptions = {}) {
  const seed = options.seed ?? 1
  const baseTime = options.baseTime ?? defaultBaseTime
  const count = options.orders ?? 100
  const made =
    options.only ??
    makeTrueOrders(definition.platform, definition.limits, {
      seed,
      count: count + definition.poisons.length,
      baseTime,
      days: options.days ?? 20,
      crowded: options.crowded ?? false
    })
  const mistake = definitionMistake(definition, made)
  if (mistake !== null) return yield* new TwinDefinitionError({ message: `twin of ${definition.platform}: ${mistake}` })
  const poisons = new Map(
    (options.only === undefined ? definition.poisons : []).flatMap((poison, index) => {
      const order = made[count + index]
      return order === undefined ? [] : [[order.orderId, poison] as const]
    })
  )
  const poisonOf = (orderId: OrderId) => poisons.get(orderId)
  const lag = options.lag ?? { listSeconds: 0, detailSeconds: 0 }
  const aheadMillis = (options.aheadSeconds ?? 0) * 1000
  const shelf = makeOrderShelf(made, Math.max(lag.listSeconds, lag.detailSeconds) * 1000)
  const journal = makeJournal(options.journalSize ?? Number.POSITIVE_INFINITY)
  const tokens = makeTokenBook(definition.token ?? noTokens, makeDice(seed, definition.platform, "tokens"))
  const makeOrder = newOrders(definition.platform, definition.limits, seed, made.length)
  const respond = serveRequest({
    definition,
    seed,
    bounds: options.bounds ?? "inclusive",
    aheadMillis,
    lag,
    statesTime: options.statesTime ?? true,
    shelf,
    poisonOf,
    makeOrder,
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
      const node = encodeAnswer({ operation, answer, seed, variation, poisonOf }, chosen, page)
      const dice = makeDice(seed, operation, "distortion", variation, ...chosen.map((order) => order.orderId))
      if (distortion === undefined) return writeJson(node)
      return writeJson(distortion === "php-shapes" ? withPhpShapes(node, dice) : withUnknownCode(node, dice))
    },
    expected: (operation, order, door) => {
      const answer = door?.tells?.[operation] ?? definition.operations[operation]?.answer
      if (answer === undefined || answer === null) return undefined
      return carried(answer.restate?.(order) ?? order, answer.carries, answer.without)
    },
    respond,
    journal: () => journal.entries().toSorted((left, right) => left.request - right.request),
    truth: () => ({
      platform: definition.platform,
      shopId: definition.limits.shop.id,
      finds: definition.finds,
      all: totalsOf(orders()),
      served: totalsOf(orders().filter((order) => shelf.isServed(order.orderId))),
      poisoned: poisoned(),
      requests: journal.requests(),
      orderIds: orders().map((order) => order.orderId)
    }),
    killTokens: () => tokens.at(0).killAll(),
    create: (at) => {
      const order = makeOrder(DateTime.toEpochMillis(at))
      if (order === null) return null
      shelf.change(order, DateTime.toEpochMillis(at))
      return order.orderId
    },
    ...makeOrderChanges({
      definition,
      seed,
      aheadMillis,
      shelf,
      isPoisoned: (orderId) => poisons.has(orderId),
      makeOrder
    }),
    pushOf: ({ number, order }, door) =>
      Effect.gen(function* () {
        const push = door?.push ?? definition.push
        if (push === undefined) return null
        const dice = makeDice(seed, definition.platform, "push", number)
        const at = (yield* Clock.currentTimeMillis) + aheadMillis
        return yield* push.deliver([push.message(order, number, dice)], { at, signer: "platform", dice })
      }),
    touch: (orderId, at) => shelf.touch(orderId, DateTime.toEpochMillis(at)),
    shopOptions: definition.shopOptions
  }
  return running
})

const noTokens = { lifetime: 0, again: "same", grace: 0 } as const

const definitionMistake = (definition: TwinDefinition, orders: ReadonlyArray<Order>): string | null => {
  const mistake = checked.has(definition) ? null : lastingMistake(definition)
  if (mistake !== null) return mistake
  checked.add(definition)
  const distinct = new Set(orders.map((order) => order.orderId)).size
  return distinct === orders.length
    ? null
    : `limits.orderId made only ${distinct} different ids for ${orders.length} orders`
}

/** Definitions without a lasting mistake: laws start thousands of twins of one definition. */
const checked = new WeakSet<TwinDefinition>()

/** What is wrong with a definition, whatever orders its twin has. */
const lastingMistake = (definition: TwinDefinition): string | null => {
  if (definition.contract !== twinContract) {
    return `its contract is ${JSON.stringify(definition.contract)}, this kit needs ${twinContract}`
  }
  for (const [operation, { answer }] of Object.entries(definition.operations)) {
    const unknown = unknownPatterns([...(answer?.carries ?? []), ...(answer?.without ?? [])])
    if (unknown.length > 0) return `${operation} carries fields that an order does not have: ${unknown.join(", ")}`
  }
  const wrongTraits = traitMistake(definition)
  if (wrongTraits !== null) return wrongTraits
  const routes = Object.values(definition.operations).flatMap(({ endpoint }) =>
    endpoint === null ? [] : [`${endpoint.method} ${endpoint.path}`]
  )
  const twice = routes.find((route, index) => routes.indexOf(route) !== index)
  return twice === undefined ? null : `two operations have the address ${twice}`
}
