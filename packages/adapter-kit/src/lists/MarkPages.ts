/**
 * Lists whose pages are found by marks and not by numbers, as a stream of pages: each answer names the mark of the next.
 *
 * For lists that grow at their end and whose marks stand behind a row (cursor or keyset paging): what changes while it is
 * read moves behind the mark or out of the window, so reading forwards loses nothing. Windows, the pinned upper bound,
 * deduplication and cursors are those of `orderPages`; memory holds the keys of one window.
 */
import type { AdapterError, OrderPage, OrderQuery, OrderRecord } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import type { OrderCodec } from "../codec/OrderCodec.ts"
import { isWanted } from "./isWanted.ts"
import { type ListPosition, startPosition, toCursor, windowAt } from "./ListPosition.ts"
import { SeenRows } from "./SeenRows.ts"
import type { TimeWindow } from "./TimeWindow.ts"

/** One page as the platform answered it. */
export interface MarkedPage {
  readonly records: ReadonlyArray<OrderRecord>
  /** Where the next page begins; `null` on the window's last page. */
  readonly next: string | null
}

export interface MarkPagesOptions {
  readonly codec: OrderCodec
  readonly operation: string
  readonly query: OrderQuery
  /** The longest window the platform answers in full, in seconds. */
  readonly windowSeconds: number
  /** Seconds before now at which a list is settled; 60 unless given. */
  readonly settleSeconds?: number
  /** The page at a mark, `null` for the window's first. */
  readonly fetchPage: (window: TimeWindow, mark: string | null) => Effect.Effect<MarkedPage, AdapterError>
}

/** The pages of a query. A cursor that is not of this list fails as `InvalidRequest`. */
export const markPages = (options: MarkPagesOptions): Stream.Stream<OrderPage, AdapterError> =>
  Stream.unwrap(
    Effect.map(startAt(options), (start) => {
      const seen = new SeenRows(options.query.by)
      return Stream.paginate(start, (position) =>
        Effect.map(step(options, position, seen), ({ next, page }) => [[page], Option.fromNullishOr(next)] as const)
      )
    })
  )

/** A position whose page is found by a mark: its number counts for nothing. */
interface MarkPosition extends ListPosition {
  readonly mark: string | null
}

const Marked = Schema.fromJsonString(Schema.Struct({ mark: Schema.NullOr(Schema.NonEmptyString) }))

const startAt = (options: MarkPagesOptions): Effect.Effect<MarkPosition, AdapterError> =>
  Effect.gen(function* () {
    const { codec, operation, query } = options
    const position = yield* startPosition({ settleSeconds: 60, ...options })
    if (query.after === undefined) return { ...position, mark: null }
    const marked = Schema.decodeUnknownResult(Marked)(query.after)
    if (Result.isSuccess(marked)) return { ...position, mark: marked.success.mark }
    return yield* codec.failure(operation, { _tag: "InvalidRequest", detail: "the cursor is not one of this list" })
  })

interface Step {
  readonly page: OrderPage
  /** `null` at the end of the query. */
  readonly next: MarkPosition | null
}

const step = (options: MarkPagesOptions, position: MarkPosition, seen: SeenRows): Effect.Effect<Step, AdapterError> => {
  const end = position.end ?? Math.min(position.until, position.since + options.windowSeconds * 1000)
  const window = { since: DateTime.makeUnsafe(position.since), until: DateTime.makeUnsafe(end) }
  // A span with nothing in it is one complete page, so that its reader gets a cursor.
  if (position.since >= position.until) {
    const nothing = { records: [], cursor: toCursor(position), window: { ...window, until: window.since } }
    return Effect.succeed({ page: { ...nothing, complete: true }, next: null })
  }
  return Effect.gen(function* () {
    const fetched = yield* options.fetchPage(window, position.mark)
    const repeats = fetched.records.length > 0 && fetched.records.every((record) => seen.isOfThisWindow(record))
    if (fetched.next !== null && (fetched.next === position.mark || repeats)) return yield* samePage(options)
    const records = fetched.records.filter((record) => seen.isNew(record) && isWanted(record, options.query))
    const next: MarkPosition =
      fetched.next === null ? { ...position, ...windowAt(end), mark: null } : { ...position, end, mark: fetched.next }
    if (fetched.next === null) seen.endWindow(end)
    const complete = next.since >= next.until
    return { page: { records, cursor: toCursor(next), window, complete }, next: complete ? null : next }
  })
}

/** A platform that does not go on would never end the list. */
const samePage = ({ codec, operation }: MarkPagesOptions): AdapterError =>
  codec.failure(operation, {
    _tag: "ResponseDecode",
    pointer: "",
    expected: "the next page",
    found: "the mark or the rows of the pages before it alone",
    position: null
  })
