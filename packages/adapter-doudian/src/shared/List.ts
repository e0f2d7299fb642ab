/** Lists of both doors as pages: their limits, their windows, and which orders the platform itself can filter. */
import { type FetchedPage, fetchRecordsBeside, Lists, type OrderCodec, Wire } from "@huidan/adapter-kit"
import { type AdapterError, isOrder, type Order, type OrderPage, type OrderQuery, type OrderRecord } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { DoudianDoor } from "../DoudianDoor.ts"
import { manifest } from "../Manifest.ts"
import type { ListLimits } from "../Options.ts"
import { orderStatusFilter } from "./StateFilter.ts"

const ListAnswer = Wire.object({ data: Wire.object({ total: Wire.integer }) })

/**
 * The pages of a query. What the door does not list by fails as `NotSupported`; `inspect` sees every order before it is
 * given out, and may fail the page.
 */
export const listPages = (
  door: DoudianDoor,
  codec: OrderCodec,
  limits: ListLimits,
  inspect: (order: Order) => Effect.Effect<void, AdapterError>,
  query: OrderQuery
): Stream.Stream<OrderPage, AdapterError> => {
  const operation = door.listOperation
  if (!door.lists.includes(query.by)) {
    const detail = `the door ${door.name} lists orders by ${door.lists.join(", ")} only`
    return Stream.fail(codec.failure(operation, { _tag: "NotSupported", detail }))
  }
  const declared = manifest.operations[operation]
  const firstPage = declared?.paging?.firstPage ?? 0
  const size = limits.pageSize ?? declared?.paging?.maxSize ?? 1
  const maxRows = limits.maxRows ?? declared?.paging?.maxRows ?? null
  const windowSeconds = limits.windowSeconds ?? declared?.windowSeconds ?? 1
  const orderStatus = orderStatusFilter(query)

  const fetchPage = (window: Lists.TimeWindow, page: number): Effect.Effect<FetchedPage, AdapterError> =>
    Effect.gen(function* () {
      const { beside, records } = yield* fetchRecordsBeside(
        door.pipeline,
        codec,
        door.list({ by: query.by, ...boundsOf(window), page, size, orderStatus }),
        ListAnswer
      )
      const total = beside.data.total.value
      if (page === firstPage && total !== null && records.length < Math.min(total, size)) {
        return yield* codec.failure(operation, shortPage(records.length, total, size))
      }
      yield* Effect.forEach(records.filter(isOrder), inspect, { discard: true })
      return { records: records.filter((record) => isWithin(record, window, query.by)), rows: records.length, total }
    })

  return Lists.numbered({
    codec,
    operation,
    query: inWholeSeconds(query),
    // The second that is asked for before each window counts.
    windowSeconds: windowSeconds - 1,
    firstPage,
    pageSize: size,
    // The last page must lie within the depth as a whole.
    maxRows: maxRows === null ? null : Math.floor(maxRows / size) * size,
    fetchPage
  })
}

/** Whether the platform counts the bounds in is not published: both are asked for a second wide, the rest is dropped. */
const boundsOf = ({ since, until }: Lists.TimeWindow) => ({
  since: Math.floor(DateTime.toEpochMillis(since) / 1000) - 1,
  until: Math.ceil(DateTime.toEpochMillis(until) / 1000)
})

const isWithin = (record: OrderRecord, { since, until }: Lists.TimeWindow, by: OrderQuery["by"]): boolean => {
  const time = isOrder(record) ? record.times[by] : null
  if (time === null) return true
  const at = DateTime.toEpochMillis(time)
  return at >= DateTime.toEpochMillis(since) && at < DateTime.toEpochMillis(until)
}

/** Times have whole seconds, so a query loses nothing by beginning with one. */
const inWholeSeconds = (query: OrderQuery): OrderQuery => ({
  ...query,
  since: DateTime.makeUnsafe(Math.ceil(DateTime.toEpochMillis(query.since) / 1000) * 1000)
})

/** Pages shorter than asked for would make page numbers skip orders. */
const shortPage = (rows: number, total: number, size: number) =>
  ({
    _tag: "Configuration",
    detail: `the first page has ${rows} of ${total} orders where ${size} were asked for: set listLimits.pageSize to what a page of the platform holds`
  }) as const
