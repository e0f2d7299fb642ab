import {
  type AdapterError,
  type AdapterErrorReason,
  encodeOrder,
  type Order,
  type OrderJson,
  type OrderRecord
} from "@huidan/core"
import * as Effect from "effect/Effect"
import { make } from "../../src/index.ts"

type Fields = Readonly<Record<string, unknown>>

const decode = (operation: string, data: unknown): Effect.Effect<ReadonlyArray<OrderRecord>, AdapterError> =>
  Effect.flatMap(make({}), (adapter) => adapter.decode(operation, JSON.stringify({ code: 0, msg: "ok", data })))

const one = (operation: string, data: unknown): Effect.Effect<Order> =>
  Effect.orDie(Effect.map(decode(operation, data), ([record]) => record as Order))

/** Order detail 1.0 with these fields of `order_info`, and these blocks beside it. */
export const detail10 = (info: Fields, blocks: Fields = {}): Effect.Effect<Order> =>
  one("order.detail@1.0", { order_info: { order_id: "o_1", app_id: "app", ...info }, ...blocks })

/** Order detail 2.0 with these fields of `order_info`, and these blocks beside it. */
export const detail20 = (info: Fields, blocks: Fields = {}): Effect.Effect<Order> =>
  one("order.detail@2.0", { order_info: { order_id: "o_1", app_id: "app", ...info }, ...blocks })

export const list10 = (row: Fields): Effect.Effect<Order> => one("order.list@1.0", [{ order_id: "o_1", ...row }])

export const list11 = (row: Fields): Effect.Effect<Order> =>
  one("order.list@1.1", { list: [{ order_id: "o_1", ...row }] })

/** List 2.0 of one row with these fields of `order_info`, and these blocks beside it. */
export const list20 = (info: Fields, blocks: Fields = {}): Effect.Effect<Order> =>
  one("order.list@2.0", {
    list: [{ order_info: { order_id: "o_1", app_id: "app", ...info }, ...blocks }],
    page: 1,
    page_size: 100,
    total: 1
  })

/** Why a body does not decode. */
export const refusal = (operation: string, body: string): Effect.Effect<AdapterErrorReason> =>
  Effect.flatMap(make({}), (adapter) =>
    Effect.map(Effect.flip(adapter.decode(operation, body)), ({ reason }) => reason)
  ).pipe(Effect.orDie)

export const warningsOf = (order: Order): ReadonlyArray<string> =>
  order.warnings.map(({ code, path }) => `${code} ${path}`)

/** The order as JSON, private text shown. */
export const revealed = (order: Order): OrderJson => encodeOrder(order, { reveal: true, raw: null })
