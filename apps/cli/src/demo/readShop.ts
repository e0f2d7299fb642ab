/**
 * Reads all orders of one shop of the sandbox as a merchant's program would: through the list if there is one, else by
 * number.
 */
import { type AdapterError, isOrder, type OrderAdapter, type OrderJson, type QuarantinedJson } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"

/** What could not be decoded, and why. */
export interface Refused {
  readonly orderId: string
  readonly pointer: string
  readonly message: string
}

export interface ShopReading {
  readonly platform: string
  /** How the orders were found: `list`, or `number`. */
  readonly found: "list" | "number"
  readonly orders: ReadonlyArray<OrderJson>
  readonly refused: ReadonlyArray<Refused>
}

export interface ShopTruth {
  readonly platform: string
  readonly orderIds: ReadonlyArray<string>
  readonly poisoned: ReadonlyArray<{ readonly orderId: string; readonly poison: string }>
}

const encoding = { reveal: false, raw: "omit" } as const

/**
 * A row of a list holds less than the order itself, so each listed order is then read by number. A row that cannot be
 * decoded is reported as the list quarantined it, an order that cannot be decoded with its own error.
 */
export const readShop = (
  adapter: OrderAdapter,
  truth: ShopTruth,
  baseTime: DateTime.Utc
): Effect.Effect<ShopReading, AdapterError> =>
  Effect.gen(function* () {
    const listed = adapter.manifest.capabilities.listOrders !== null
    const rows = listed
      ? yield* listRows(adapter, baseTime)
      : { orderIds: [...truth.orderIds, ...poisonedIds(truth)], refused: [] }
    const read = yield* Effect.forEach(rows.orderIds, (orderId) => Effect.result(adapter.getOrder(orderId)), {
      concurrency: 8
    })
    const orders = read.flatMap((result) =>
      Result.isSuccess(result) ? [adapter.encode(result.success, encoding)] : []
    )
    const failures = read.flatMap((result, index) =>
      Result.isFailure(result) ? [{ error: result.failure, orderId: rows.orderIds[index] ?? "-" }] : []
    )
    const unexpected = failures.find(({ error }) => error.reason._tag !== "ResponseDecode")
    if (unexpected !== undefined) return yield* Effect.fail(unexpected.error)
    return {
      platform: adapter.manifest.platform,
      found: listed ? "list" : "number",
      orders,
      refused: [...rows.refused, ...failures.map(({ error, orderId }) => refusedOrder(error, orderId))]
    }
  })

const poisonedIds = ({ poisoned }: ShopTruth): ReadonlyArray<string> => poisoned.map(({ orderId }) => orderId)

/** The sandbox's orders are created in the three weeks before its base time. */
const listRows = (adapter: OrderAdapter, baseTime: DateTime.Utc) =>
  Effect.gen(function* () {
    const query = {
      by: "created" as const,
      since: DateTime.subtract(baseTime, { days: 35 }),
      until: DateTime.add(baseTime, { days: 2 })
    }
    const pages = yield* Stream.runCollect(adapter.listOrders(query))
    const records = pages.flatMap((page) => page.records)
    return {
      orderIds: records.filter(isOrder).map(({ orderId }) => orderId),
      refused: records.flatMap((record) =>
        isOrder(record) ? [] : [refusedRow(adapter.encodeQuarantined(record, encoding))]
      )
    }
  })

const refusedRow = ({ message, pointer }: QuarantinedJson): Refused => ({
  orderId: "a row of the list",
  pointer,
  message
})

const refusedOrder = (error: AdapterError, orderId: string): Refused => ({
  orderId,
  pointer: error.reason._tag === "ResponseDecode" ? error.reason.pointer : "",
  message: error.message
})
