/** Small changes of an adapter, from which mistakes are made. */
import { isOrder, type Order, type OrderAdapter, type OrderRecord } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Stream from "effect/Stream"
import { type Sound, withAdapter, withClient } from "./BrokenAdapter.ts"

/** Changes every order that the adapter returns. */
export const withOrders = (subject: Sound, change: (order: Order) => Order): Sound => {
  const changed = (record: OrderRecord): OrderRecord => (isOrder(record) ? change(record) : record)
  return withAdapter(subject, (adapter) => ({
    ...adapter,
    getOrder: (orderId) => Effect.map(adapter.getOrder(orderId), change),
    listOrders: (query) =>
      Stream.map(adapter.listOrders(query), (page) => ({ ...page, records: page.records.map(changed) })),
    decode: (operation, body) => Effect.map(adapter.decode(operation, body), (records) => records.map(changed)),
    ...changedRows(
      adapter,
      (decodeRow) =>
        (...row) =>
          Effect.map(decodeRow(...row), changed)
    )
  }))
}

type DecodeRow = NonNullable<OrderAdapter["decodeRow"]>

const changedRows = (
  { decodeRow }: OrderAdapter,
  change: (decodeRow: DecodeRow) => DecodeRow
): Pick<OrderAdapter, "decodeRow"> => (decodeRow === undefined ? {} : { decodeRow: change(decodeRow) })

/** Changes the decoding of stored rows. */
export const withDecodeRow = (subject: Sound, change: (decodeRow: DecodeRow) => DecodeRow): Sound =>
  withAdapter(subject, (adapter) => ({ ...adapter, ...changedRows(adapter, change) }))

export type ExplainRow = NonNullable<OrderAdapter["explainRow"]>

/** Changes the explanation of stored rows. */
export const withExplainRow = (subject: Sound, change: (explainRow: ExplainRow) => ExplainRow): Sound =>
  withAdapter(subject, (adapter) =>
    adapter.explainRow === undefined ? adapter : { ...adapter, explainRow: change(adapter.explainRow) }
  )

/** Rewrites every answer before it is read. */
export const withAnswers = (subject: Sound, rewrite: (body: string) => string): Sound =>
  withAdapter(
    withClient(
      subject,
      HttpClient.transformResponse((responding) =>
        Effect.gen(function* () {
          const response = yield* responding
          const body = rewrite(yield* response.text)
          return HttpClientResponse.fromWeb(
            response.request,
            new Response(body, { status: response.status, headers: response.headers })
          )
        })
      )
    ),
    (adapter) => ({
      ...adapter,
      decode: (operation, body) => adapter.decode(operation, rewrite(body)),
      explain: (operation, body) => adapter.explain(operation, rewrite(body))
    })
  )

/** Changes decoding, but not calls. */
export const withDecode = (subject: Sound, change: (decode: OrderAdapter["decode"]) => OrderAdapter["decode"]): Sound =>
  withAdapter(subject, (adapter) => ({ ...adapter, decode: change(adapter.decode) }))

/** Changes the reading of pushes. What is made for each adapter, such as what it remembers, is made by `change`. */
export const withPush = (
  subject: Sound,
  change: (receive: OrderAdapter["receivePush"]) => OrderAdapter["receivePush"]
): Sound => withAdapter(subject, (adapter) => ({ ...adapter, receivePush: change(adapter.receivePush) }))
