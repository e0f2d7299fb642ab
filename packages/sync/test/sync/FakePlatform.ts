/** A platform in memory, and an adapter that reads it without requests. */
import {
  AdapterError,
  type AdapterErrorReason,
  type AdapterManifest,
  adapterContract,
  encodeOrder,
  fieldPatterns,
  type Order,
  type OrderAdapter,
  type OrderPage,
  type OrderQuery,
  type PushMessage
} from "@huidan/core"
import { Clock, DateTime, Duration, Effect, Option, Stream } from "effect"
import { type OrderFields, orderOf, shop } from "../store/orders.ts"

/** How the platform lists. */
export type Lists = "updated" | "created" | null

export interface FakePlatform {
  readonly adapter: OrderAdapter
  /** Makes or changes an order; its update time is the platform's now. */
  readonly put: (orderId: string, fields?: OrderFields) => Effect.Effect<void>
  readonly remove: (orderId: string) => void
  /** The next calls of this kind fail, one after the other. */
  readonly fail: (call: Call, ...reasons: ReadonlyArray<AdapterErrorReason>) => void
  /** From now on calls of this kind take so many seconds. */
  readonly slow: (call: Call, seconds: number) => void
  /** All calls so far: `list created after 3`, `order o_1`. */
  readonly calls: () => ReadonlyArray<string>
  readonly callsOf: (call: Call) => number
}

type Call = "list" | "order"

const rowsOfPage = 2

const carries = {
  list: fieldPatterns("/times/{created,updated} /status/trade"),
  detail: fieldPatterns("/times/created /status/trade /amounts /buyer /notes")
}

/** `aheadMillis`: how far its clock is ahead of this machine's. */
export const makeFakePlatform = (lists: Lists = "updated", aheadMillis = 0): FakePlatform => {
  const orders = new Map<string, { readonly fields: OrderFields; readonly created: number; readonly updated: number }>()
  const failures: Record<Call, Array<AdapterErrorReason>> = { list: [], order: [] }
  const seconds: Record<Call, number> = { list: 0, order: 0 }
  const calls: Array<string> = []
  const platformNow = Effect.map(Clock.currentTimeMillis, (now) => now + aheadMillis)

  const called = Effect.fnUntraced(function* (call: Call, words: string) {
    calls.push(words)
    const reason = failures[call].shift()
    if (reason !== undefined) {
      return yield* new AdapterError({ platform: shop.platform, shop: shop.shopId, operation: call, reason })
    }
    const now = yield* platformNow
    if (seconds[call] > 0) yield* Effect.sleep(Duration.seconds(seconds[call]))
    return now
  })

  const orderAs = (orderId: string, operation: "list" | "detail", askedAt: number): Order | null => {
    const stored = orders.get(orderId)
    if (stored === undefined) return null
    const isList = operation === "list"
    const made = orderOf(orderId, isList ? {} : stored.fields)
    return {
      ...made,
      status: { ...made.status, trade: stored.fields.status?.trade ?? "active" },
      times: {
        ...made.times,
        created: DateTime.makeUnsafe(stored.created),
        updated: isList && lists === "updated" ? DateTime.makeUnsafe(stored.updated) : null
      },
      source: { ...made.source, operation, askedAt: DateTime.makeUnsafe(askedAt) }
    }
  }

  const page = Effect.fnUntraced(function* (query: OrderQuery, after: number) {
    const now = yield* called("list", `list ${query.by} after ${after}`)
    const until = Math.min(DateTime.toEpochMillis(query.until), now - 1000)
    const found = [...orders]
      .filter(([_, order]) => order[query.by] >= DateTime.toEpochMillis(query.since) && order[query.by] < until)
      .toSorted(([_, one], [__, other]) => one[query.by] - other[query.by])
      .slice(after, after + rowsOfPage)
    const records = found.flatMap(([orderId]) => orderAs(orderId, "list", now) ?? [])
    const complete = found.length < rowsOfPage
    const made: OrderPage = {
      records,
      // A list that was read to its end begins anew: rows may have moved.
      cursor: complete ? "0" : String(after + found.length),
      window: { since: query.since, until: DateTime.makeUnsafe(until) },
      settledUntil: DateTime.makeUnsafe(complete ? until : DateTime.toEpochMillis(query.since)),
      complete
    }
    return made
  })

  const adapter: OrderAdapter = {
    contract: adapterContract,
    manifest: manifestOf(lists),
    getOrder: Effect.fnUntraced(function* (orderId) {
      const now = yield* called("order", `order ${orderId}`)
      const order = orderAs(orderId, "detail", now)
      if (order !== null) return order
      return yield* new AdapterError({ platform: shop.platform, shop: shop.shopId, reason: { _tag: "NotFound" } })
    }),
    listOrders: (query) =>
      Stream.paginate(Number(query.after ?? "0"), (after: number) =>
        Effect.map(
          page(query, after),
          (made) => [[made], made.complete ? Option.none<number>() : Option.some(Number(made.cursor))] as const
        )
      ),
    receivePush: (request, handle) =>
      Effect.gen(function* () {
        const message: PushMessage = { id: request.url, type: "changed", orderId: request.url, key: null }
        const outcome = yield* Effect.exit(handle(message))
        return { status: outcome._tag === "Success" ? 200 : 503, headers: {}, body: "" }
      }),
    decode: () => Effect.succeed([]),
    explain: () => Effect.die("not used"),
    encode: (order, { reveal }) => encodeOrder(order, { reveal, raw: null }),
    encodeQuarantined: () => ({ reason: "", pointer: "", message: "", fingerprint: "", raw: null })
  }

  return {
    adapter,
    put: (orderId, fields = {}) =>
      Effect.map(platformNow, (now) => {
        const updated = Math.floor(now / 1000) * 1000
        const created = orders.get(orderId)?.created ?? updated
        orders.set(orderId, { fields: { ...orders.get(orderId)?.fields, ...fields }, created, updated })
      }),
    remove: (orderId) => {
      orders.delete(orderId)
    },
    fail: (call, ...reasons) => {
      failures[call].push(...reasons)
    },
    slow: (call, long) => {
      seconds[call] = long
    },
    calls: () => calls,
    callsOf: (call) => calls.filter((words) => words.startsWith(call)).length
  }
}

const manifestOf = (lists: Lists): AdapterManifest => {
  const operation = {
    title: "",
    use: "call",
    needs: [],
    method: "GET",
    path: "",
    quota: null,
    paging: null,
    windowSeconds: null,
    document: "",
    unverified: []
  } as const
  return {
    contract: adapterContract,
    platform: shop.platform,
    name: { zh: "", en: "" },
    package: "",
    version: "",
    capabilities: {
      getOrder: true,
      listOrders:
        lists === null ? null : { by: lists === "updated" ? ["created", "updated"] : ["created"], states: false },
      receivePush: true
    },
    operations: {
      ...(lists === null
        ? {}
        : {
            list: { ...operation, answers: "orders", carries: lists === "updated" ? carries.list : ["/times/created"] }
          }),
      detail: { ...operation, answers: "order", carries: carries.detail }
    },
    errors: [],
    secrets: [],
    shopOption: null
  }
}
