/** Both versions of the order list as pages: their windows, pages and filters. */
import {
  type Calls,
  type FetchedPage,
  fetchRecords,
  fetchRecordsBeside,
  Lists,
  type OrderCodec,
  Wire
} from "@huidan/adapter-kit"
import {
  type AdapterError,
  formatWallTime,
  isOrder,
  type OrderPage,
  type OrderQuery,
  type OrderRecord
} from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

export interface ListDoor {
  readonly pipeline: Calls.RequestPipeline
  readonly codec: OrderCodec
  readonly callOf: (operation: string, body: Readonly<Record<string, unknown>>) => Calls.Call
}

const day = 86_400
const second = 1000

const list10 = { operation: "order.list@1.0", windowSeconds: day, firstPage: 0, pageSize: 50 }

/** The pages of list 1.0, which knows orders by creation time only. */
export const listPages10 = (door: ListDoor, query: OrderQuery): Stream.Stream<OrderPage, AdapterError> => {
  const { callOf, codec, pipeline } = door
  if (query.by !== "created") {
    const detail = 'list 1.0 knows orders by creation time only: list 2.0 (`api: "2.0"`) knows update times'
    return Stream.fail(codec.failure(list10.operation, { _tag: "NotSupported", detail }))
  }
  const fetchPage = (window: Lists.TimeWindow, page: number): Effect.Effect<FetchedPage, AdapterError> =>
    Effect.map(
      fetchRecords(pipeline, codec, callOf(list10.operation, { data: listFilter10(window, page) })),
      (records) => ({
        records: records.filter((record) => isWithin(record, window, query.by)),
        rows: records.length,
        total: null
      })
    )
  return Lists.numbered({ codec, query: inWholeSeconds(query), ...list10, fetchPage })
}

/** Filters of list 1.0, as the document types them. Ascending: what is added lies behind what was read. */
const listFilter10 = (window: Lists.TimeWindow, page: number) => ({
  begin_time: String(Math.floor(DateTime.toEpochMillis(window.since) / second)),
  end_time: String(Math.ceil(DateTime.toEpochMillis(window.until) / second)),
  page_index: String(page),
  page_size: String(list10.pageSize),
  order_by: "created_at:asc"
})

/**
 * A window beyond 31 days is cut without a word. The document's example of the cut also fits a calendar month, so
 * windows stay below the shortest one.
 */
const list20 = { operation: "order.list@2.0", windowSeconds: 27 * day, firstPage: 1, pageSize: 100 }

const ListAnswer20 = Wire.object({ data: Wire.object({ page_size: Wire.integer, total: Wire.integer }) })

/** The pages of list 2.0, by creation or by update time. A platform that pages otherwise than asked fails as `ResponseDecode`. */
export const listPages20 = (door: ListDoor, query: OrderQuery): Stream.Stream<OrderPage, AdapterError> => {
  const { callOf, codec, pipeline } = door
  const { operation, pageSize } = list20
  const fetchPage = (window: Lists.TimeWindow, page: number): Effect.Effect<FetchedPage, AdapterError> =>
    Effect.gen(function* () {
      const call = callOf(operation, listFilter20(query.by, window, page))
      const { beside, records } = yield* fetchRecordsBeside(pipeline, codec, call, ListAnswer20)
      const { page_size: size, total } = beside.data
      if (size.value !== null && size.value !== pageSize) {
        // Other pages than those that were numbered would skip orders.
        return yield* codec.failure(operation, {
          _tag: "ResponseDecode",
          pointer: "/data/page_size",
          expected: String(pageSize),
          found: "another page size",
          position: null
        })
      }
      return {
        records: records.filter((record) => isWithin(record, window, query.by)),
        rows: records.length,
        total: total.value
      }
    })
  return Lists.numbered({ codec, query: inWholeSeconds(query), ...list20, fetchPage })
}

const filters20 = {
  created: { start: "created_time_start", end: "created_time_end", sort: "created_at" },
  updated: { start: "update_time_start", end: "update_time_end", sort: "updated_at" }
} as const

/** Whether the platform counts the bounds in is not published: the second before is asked for too, and dropped. */
const listFilter20 = (by: OrderQuery["by"], window: Lists.TimeWindow, page: number) => {
  const { end, sort, start } = filters20[by]
  return {
    [start]: formatWallTime(DateTime.makeUnsafe(DateTime.toEpochMillis(window.since) - second)),
    [end]: formatWallTime(DateTime.makeUnsafe(Math.ceil(DateTime.toEpochMillis(window.until) / second) * second)),
    order_by: sort,
    order_asc: "asc",
    page,
    page_size: list20.pageSize
  }
}

/** Times have whole seconds, so a query loses nothing by beginning with one, and no window is longer than allowed. */
const inWholeSeconds = (query: OrderQuery): OrderQuery => ({
  ...query,
  since: DateTime.makeUnsafe(Math.ceil(DateTime.toEpochMillis(query.since) / second) * second)
})

/** A row of the neighbouring window is read there. */
const isWithin = (record: OrderRecord, { since, until }: Lists.TimeWindow, by: OrderQuery["by"]): boolean => {
  const time = isOrder(record) ? record.times[by] : null
  if (time === null) return true
  const at = DateTime.toEpochMillis(time)
  return at >= DateTime.toEpochMillis(since) && at < DateTime.toEpochMillis(until)
}
