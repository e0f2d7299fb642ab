/** Calls through each door of a twin, in virtual time, with the twin's journal of the requests. */
import type { FaultPlan, RunningTwin, TwinDoor } from "@huidan/conformance"
import type { AdapterError, Order, OrderAdapter, OrderPage, OrderQuery, PushMessage, PushRequest } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { errorCodes } from "./answers.ts"
import { addressOf, type Case, type Findings, findingsOf, keyOf, recordFindings } from "./Case.ts"
import { inVirtualTime, makeAdapter, makeDice, makeTwin, type Platform } from "./Platform.ts"

interface Shop {
  readonly adapter: OrderAdapter
  readonly running: RunningTwin
}

interface Opening {
  readonly seed: number
  readonly orders: number
  readonly days?: number
  readonly faults?: FaultPlan
}

/** A case in its own shop, which opens two hours after the last order. */
const inShop = (
  platform: Platform,
  door: TwinDoor,
  operation: string,
  name: string,
  opening: Opening,
  use: (shop: Shop) => Effect.Effect<Findings, never, Scope.Scope>,
  purpose = "call"
): Case => {
  const place = { platform: platform.name, door: door.name, operation, name }
  const ask = Effect.gen(function* () {
    const running = yield* Effect.orDie(makeTwin(platform.twin, opening))
    const start = DateTime.toEpochMillis(DateTime.add(running.baseTime, { hours: 2 }))
    const found = Effect.gen(function* () {
      const adapter = yield* makeAdapter(platform, door, addressOf(purpose, keyOf(place)), running)
      return { ...(yield* use({ adapter, running })), journal: running.journal() }
    })
    return yield* Effect.orDie(inVirtualTime(start, Random.withSeed(found, opening.seed)))
  })
  return { ...place, ask }
}

const passing: FaultPlan = {
  random: {
    probability: 0.4,
    faults: [
      { kind: "http-status", status: 500, retryAfter: null },
      { kind: "http-status", status: 429, retryAfter: 7 },
      { kind: "reset" },
      { kind: "cut-body" },
      { kind: "html" },
      { kind: "token-dead" },
      { kind: "php-shapes" },
      { kind: "slow", seconds: 45 }
    ]
  }
}

const getOrder = ({ adapter }: Shop, orderId: string): Effect.Effect<Findings> =>
  findingsOf(adapter.getOrder(orderId), (order) => recordFindings(adapter, [order], "full"))

/** An adapter that can also decrypt. */
interface Decrypting extends OrderAdapter {
  readonly decryptOrders: (
    orders: ReadonlyArray<Order>
  ) => Effect.Effect<{ readonly orders: ReadonlyArray<Order>; readonly failures: unknown }, AdapterError>
}

const decrypts = (adapter: OrderAdapter): adapter is Decrypting => "decryptOrders" in adapter

const decryptOrders = (adapter: Decrypting, orderId: string): Effect.Effect<Findings> =>
  findingsOf(
    Effect.flatMap(adapter.getOrder(orderId), (order) => adapter.decryptOrders([order])),
    ({ failures, orders }) => ({ ...recordFindings(adapter, orders, "full"), failures })
  )

const queryOf = ({ running }: Shop, by: OrderQuery["by"], days: number): OrderQuery => ({
  by,
  since: DateTime.subtract(running.baseTime, { days }),
  until: running.baseTime
})

const pageJson = ({ complete, cursor, records, settledUntil, window }: OrderPage) => ({
  cursor,
  complete,
  settledUntil: DateTime.formatIso(settledUntil),
  window: [DateTime.formatIso(window.since), DateTime.formatIso(window.until)],
  keys: records.map((record) => ("error" in record ? record.fingerprint : record.key))
})

/** All pages until the list ends or fails. */
const listOrders = ({ adapter }: Shop, query: OrderQuery): Effect.Effect<Findings> => {
  const pages: Array<OrderPage> = []
  const reading = Stream.runForEach(adapter.listOrders(query), (page) => Effect.sync(() => void pages.push(page)))
  return Effect.map(
    findingsOf(reading, () => ({})),
    (end) => ({
      ...end,
      pages: pages.map(pageJson),
      ...recordFindings(
        adapter,
        pages.flatMap(({ records }) => records),
        "full"
      )
    })
  )
}

/** One order at this seed; every fourth seed has faults. */
export const getOrderCases = (
  platform: Platform,
  door: TwinDoor,
  made: OrderAdapter,
  seed: number
): ReadonlyArray<Case> => {
  const faults = seed % 4 === 0
  const name = `seed ${seed}${faults ? ", with faults" : ""}`
  const opening = { seed, orders: 2, ...(faults && { faults: passing }) }
  const orderId = ({ running }: Shop) => running.orders()[seed % 2]?.orderId ?? ""
  const got = inShop(platform, door, "getOrder", name, opening, (shop) => getOrder(shop, orderId(shop)))
  if (seed % 5 !== 0 || !decrypts(made)) return [got]
  const decrypted = inShop(platform, door, "decryptOrders", name, opening, (shop) =>
    decrypts(shop.adapter) ? decryptOrders(shop.adapter, orderId(shop)) : Effect.succeed({})
  )
  return [got, decrypted]
}

/** The world and the query of a list at a seed; resuming needs the same ones. */
const listing = (seed: number) => ({
  opening: { seed, orders: 20 + 13 * seed, days: 3 + 7 * seed },
  days: 2 + 7 * seed
})

/** Whole lists, lists with faults, and lists of one trade state. */
export const listCases = (platform: Platform, door: TwinDoor, seed: number): ReadonlyArray<Case> => {
  const { days, opening } = listing(seed)
  const list = (name: string, by: OrderQuery["by"], more: Partial<Opening>, states = false) =>
    inShop(platform, door, "listOrders", `seed ${seed} by ${by}${name}`, { ...opening, ...more }, (shop) => {
      const trade = shop.running.orders()[seed]?.status.trade
      return listOrders(shop, { ...queryOf(shop, by, days), ...(states && trade && { states: [trade] }) })
    })
  return [
    list("", "created", {}),
    list("", "updated", {}),
    list(", with faults", "created", { faults: passing }),
    list(", one state", "updated", {}, true),
    list(", crowded and moving", "updated", {
      faults: { random: { probability: 0.3, faults: [{ kind: "rows-move" }] } }
    })
  ]
}

/** Cursors of a list's pages, by key of its case. */
export type Cursors = Readonly<Record<string, ReadonlyArray<string>>>

/** Lists resumed from cursors that another tree made. */
export const resumptionCases = (
  platform: Platform,
  door: TwinDoor,
  seed: number,
  cursors: Cursors
): ReadonlyArray<Case> =>
  (["created", "updated"] as const).flatMap((by) => {
    const { days, opening } = listing(seed)
    const list = { platform: platform.name, door: door.name, operation: "listOrders", name: `seed ${seed} by ${by}` }
    return (cursors[keyOf(list)] ?? []).map((after, index) =>
      inShop(
        platform,
        door,
        "listOrders",
        `${list.name}, resumed behind page ${index + 1}`,
        opening,
        (shop) => listOrders(shop, { ...queryOf(shop, by, days), after }),
        "resumed"
      )
    )
  })

/** Calls that get each error code, faults that do not pass, or an unknown order number. */
export const failureCases = (platform: Platform, door: TwinDoor, adapter: OrderAdapter): ReadonlyArray<Case> => {
  const failing = (operation: string, name: string, faults: FaultPlan) =>
    inShop(platform, door, operation, name, { seed: 1, orders: 2, faults }, (shop) =>
      operation === "getOrder"
        ? getOrder(shop, shop.running.orders()[0]?.orderId ?? "")
        : listOrders(shop, queryOf(shop, "created", 1))
    )
  const always = (fault: NonNullable<FaultPlan["scripted"]>[number]["fault"], request: number): FaultPlan => ({
    scripted: [{ request, times: 100, fault }]
  })
  const calls = ["getOrder", "listOrders"]
  return [
    ...errorCodes(platform.twin, adapter).flatMap((code) =>
      calls.flatMap((operation) =>
        [1, 2].map((request) =>
          failing(
            operation,
            `error code ${code} from request ${request} on`,
            always({ kind: "error-code", code, message: "no" }, request)
          )
        )
      )
    ),
    ...calls.flatMap((operation) => [
      failing(operation, "down", always({ kind: "http-status", status: 503, retryAfter: null }, 1)),
      failing(operation, "reset", always({ kind: "reset" }, 2)),
      failing(operation, "dead tokens", always({ kind: "token-dead-for-ever" }, 1)),
      failing(operation, "slow", always({ kind: "slow", seconds: 100 }, 2))
    ]),
    inShop(platform, door, "getOrder", "an unknown order number", { seed: 1, orders: 2 }, (shop) =>
      getOrder(shop, "1000001")
    )
  ]
}

/** What an adapter hands on of a push, and how it answers. The handler fails if `fails` is set. */
const heard = (adapter: OrderAdapter, request: PushRequest, fails = false): Effect.Effect<Findings> =>
  Effect.suspend(() => {
    const messages: Array<PushMessage> = []
    const answering = adapter.receivePush(request, (message) => {
      messages.push(message)
      return fails ? Effect.fail("not handled") : Effect.void
    })
    return findingsOf(answering, (answer) => ({
      push: { answer, messages: messages.map((message) => ("fingerprint" in message ? message.fingerprint : message)) }
    }))
  })

/** A push that is not handled, then handled, then sent again, and one of an unknown kind; of the platform and a stranger. */
export const pushCases = (platform: Platform, door: TwinDoor, seed: number): ReadonlyArray<Case> => {
  const push = door.push ?? platform.twin.push
  if (push === undefined) return []
  // Adapters of one process remember each other's messages, so every message is new.
  const sequence = (platform.doors.indexOf(door) * 1000 + seed) * 10
  return (["platform", "stranger"] as const).map((signer, index) =>
    inShop(platform, door, "receivePush", `seed ${seed}, ${signer}`, { seed, orders: 3 }, ({ adapter, running }) =>
      Effect.gen(function* () {
        const dice = makeDice("compare", seed, signer)
        const at = DateTime.toEpochMillis(running.baseTime) + 7_200_000
        const speaking: ReadonlyArray<Order> = running.orders().slice(0, push.largestBatch)
        const messages = speaking.map((order, place) => push.message(order, sequence + index * 5 + place, dice))
        const request = yield* push.deliver(messages, { at, signer, dice })
        const failed = yield* heard(adapter, request, true)
        const first = yield* heard(adapter, request)
        const again = yield* heard(adapter, request)
        const [order] = speaking
        const strange = order && push.unknown?.(order, sequence + index * 5 + 4, dice)
        const unknown = strange && (yield* heard(adapter, yield* push.deliver([strange], { at, signer, dice })))
        return { ...first, failed, again, unknown }
      })
    )
  )
}
