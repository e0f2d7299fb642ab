/** The order list of 示例平台 as a stream of pages. */
import { type Calls, type FetchedPage, fetchRecordsBeside, Lists, type OrderCodec } from "@huidan/adapter-kit"
import { type AdapterError, formatWallTime, type OrderPage, type OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { CallOf } from "../orderDetail/Operation.ts"
import { operations } from "../Manifest.ts"
import { ListAnswer } from "../shared/Wire.ts"

const operation = "order.list"
const { paging, windowSeconds } = operations[operation]
const second = 1000

/** The pages of a query, by creation or by update time: the kit cuts it into windows and reads each page by page. */
export const listPages = (
  pipeline: Calls.RequestPipeline,
  codec: OrderCodec,
  callOf: CallOf,
  query: OrderQuery
): Stream.Stream<OrderPage, AdapterError> => {
  const fetchPage = (window: Lists.TimeWindow, page: number): Effect.Effect<FetchedPage, AdapterError> =>
    Effect.gen(function* () {
      const call = callOf(operation, { ...filterOf(query.by, window), page, page_size: paging.maxSize })
      const { beside, records } = yield* fetchRecordsBeside(pipeline, codec, call, ListAnswer)
      return { records, rows: records.length, total: beside.data.total.value }
    })
  return Lists.numbered({
    codec,
    operation,
    query: inWholeSeconds(query),
    windowSeconds,
    firstPage: paging.firstPage,
    pageSize: paging.maxSize,
    maxRows: paging.maxRows,
    fetchPage
  })
}

/** The platform's bounds are whole seconds and both inclusive, a window's end is not. */
const filterOf = (by: OrderQuery["by"], { since, until }: Lists.TimeWindow) => ({
  time_type: by,
  start_time: formatWallTime(since),
  end_time: formatWallTime(DateTime.makeUnsafe(secondsUp(until) - second))
})

/** Times have whole seconds, so a query loses nothing by beginning with one. */
const inWholeSeconds = (query: OrderQuery): OrderQuery => ({
  ...query,
  since: DateTime.makeUnsafe(secondsUp(query.since))
})

const secondsUp = (instant: DateTime.Utc): number => Math.ceil(DateTime.toEpochMillis(instant) / second) * second
