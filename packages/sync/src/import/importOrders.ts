/**
 * Imports canonical orders, one on each line (NDJSON), as `exportOrders` writes them.
 *
 * An order is taken as an answer of the operation that its `source` names, asked for at `source.askedAt`, and goes through the
 * same rules as every other answer, with the allowances of its shop. So an older order changes nothing, and the same file can
 * be imported again. A masked text of a newer order stands for the stored one that would be masked so; one that would not is
 * replaced, since it is another text.
 */
import { type FieldPattern, type OperationName, type Order, orderKey } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { type FacetTimes, isNewer, mostAhead } from "../rules/Facet.ts"
import { groupedBy } from "../store/groupedBy.ts"
import type { Answer, HeldLane } from "../store/Page.ts"
import { valuesOf } from "../store/rows.ts"
import type { DamagedRecord, LaneTaken, WriterLost } from "../store/StoreError.ts"
import { StoreWriter } from "../store/StoreWriter.ts"
import { wantsOfRows } from "../store/wantsOfRows.ts"
import { boundedLines, type Line } from "./boundedLines.ts"
import { readLine } from "./readLine.ts"

/** What an operation says about orders, as its manifest states. */
export interface ImportedOperation {
  /** The fields that it states with authority. */
  readonly carries: ReadonlyArray<FieldPattern>
  /** Whether it says all that is known of an order, as details do. */
  readonly meetsWants: boolean
  /** Whether it lists orders that can be asked for one by one: an order that is known only by such a row must be read. */
  readonly isList: boolean
}

/** A line that was not imported. */
export interface RejectedLine {
  /** The first line is 1. */
  readonly number: number
  /** Why; nothing of the line is in it. */
  readonly reason: string
  /** The line as it was, without its end, private as a whole; `null` if it is longer than the limit. */
  readonly line: Redacted.Redacted<Uint8Array> | null
}

/** What an import did. */
export interface ImportSummary {
  /** How many lines have content. */
  readonly lines: number
  /** Orders that are new or have a new version. */
  readonly changed: number
  /** Orders that say nothing new. */
  readonly unchanged: number
  readonly rejected: number
}

/** How lines are imported. Everything can be left out. */
export interface ImportOptions<E = never, R = never> {
  /**
   * What an operation of a platform carries; `null` if it is not known. Orders of an operation that is not known fill what no
   * other answer carries.
   */
  readonly operationOf?: (platform: string, operation: OperationName) => ImportedOperation | null
  /** The longest line, in bytes; 1 MiB if left out. */
  readonly maxLineBytes?: number
  /** Runs for each line that is not imported, so that it can be kept. */
  readonly onReject?: (line: RejectedLine) => Effect.Effect<void, E, R>
  /** Runs after each batch. */
  readonly onProgress?: (progress: ImportSummary) => Effect.Effect<void>
}

/** The lane of imports. */
const importLane = "import"

/** What this machine's clock may be behind the platform's, in milliseconds. */
const day = 86_400_000

/** How many lines are in memory, and are committed together. */
const linesAtOnce = 100

const unknownOperation: ImportedOperation = { carries: [], meetsWants: false, isList: false }

/** Imports a file. What was committed before a failure remains; import the file again. */
export const importOrders = <E, R, E2 = never, R2 = never>(
  bytes: Stream.Stream<Uint8Array, E, R>,
  options: ImportOptions<E2, R2>
): Effect.Effect<
  ImportSummary,
  E | E2 | SqlError | LaneTaken | WriterLost | DamagedRecord,
  R | R2 | StoreWriter | SqlClient.SqlClient
> => {
  const maxBytes = options.maxLineBytes ?? 1024 * 1024
  return Effect.suspend(() => {
    const lanes = new Map<string, HeldLane>()
    return boundedLines(bytes, maxBytes).pipe(
      Stream.grouped(linesAtOnce),
      Stream.runFoldEffect(
        () => nothing,
        (before, lines) =>
          Effect.gen(function* () {
            const latest = (yield* Clock.currentTimeMillis) + day
            const read = lines.map((line) => ({ line, order: orderOn(line, maxBytes, latest) }))
            for (const { line, order } of read) {
              if (Result.isSuccess(order)) continue
              const raw = line.bytes === null ? null : Redacted.make(line.bytes)
              yield* options.onReject?.({ number: line.number, reason: order.failure, line: raw }) ?? Effect.void
            }
            const orders = read.flatMap(({ order }) => (Result.isSuccess(order) ? [order.success] : []))
            const changed = yield* commit(orders, lanes, options)
            const after = {
              lines: before.lines + lines.length,
              changed: before.changed + changed,
              unchanged: before.unchanged + orders.length - changed,
              rejected: before.rejected + lines.length - orders.length
            }
            yield* options.onProgress?.(after) ?? Effect.void
            return after
          })
      )
    )
  })
}

const nothing: ImportSummary = { lines: 0, changed: 0, unchanged: 0, rejected: 0 }

/** `latest`: an order that was asked for later would hide all answers that are still to come. */
const orderOn = ({ bytes }: Line, maxBytes: number, latest: number): Result.Result<Order, string> =>
  bytes === null
    ? Result.fail(`longer than ${maxBytes} bytes`)
    : Result.flatMap(readLine(bytes), (order) => {
        const problem = problemOf(order, latest)
        return problem === null ? Result.succeed(order) : Result.fail(`not an order: ${problem}`)
      })

/** Why an order would hide answers that are still to come; `null` if it would not. */
const problemOf = ({ source, times }: Order, latest: number): string | null => {
  const asked = millis(source.askedAt)
  if (asked !== null && asked > latest) return "source.askedAt: is in the future"
  const updated = millis(times.updated)
  const isAhead = updated !== null && updated > (asked === null ? latest : asked + mostAhead)
  return isAhead ? "times.updated: is later than source.askedAt, or in the future" : null
}

/** How many orders changed. */
const commit = Effect.fnUntraced(function* (
  orders: ReadonlyArray<Order>,
  lanes: Map<string, HeldLane>,
  { operationOf }: Pick<ImportOptions, "operationOf">
) {
  const store = yield* StoreWriter
  const sql = yield* SqlClient.SqlClient
  const changed = new Set<string>()
  for (const [shopKey, ofShop] of groupedBy(orders, ({ platform, shop }) => orderKey(platform, shop.id, ""))) {
    const [{ platform, shop }] = ofShop
    const name = { platform, shopId: shop.id }
    const lane = lanes.get(shopKey) ?? (yield* store.claim(name, importLane))
    lanes.set(shopKey, lane)
    for (const [operation, ofOperation] of groupedBy(ofShop, ({ source }) => source.operation)) {
      const answers = yield* newerAnswers(lane, operation, ofOperation)
      if (answers.length === 0) continue
      const { carries, isList, meetsWants } = operationOf?.(platform, operation) ?? unknownOperation
      // In one transaction: the rules of the shop can change between two pages, and the order must go by the last ones.
      const committed = yield* store.rulesOf(name).pipe(
        Effect.flatMap((rules) =>
          store.commitPage(lane, {
            carries,
            meetsWants,
            operation,
            answers,
            wants: isList ? wantsOfRows(answers) : [],
            unreadable: [],
            cursor: null,
            progress: null,
            keepsTexts: true,
            ...rules
          })
        ),
        sql.withTransaction
      )
      for (const orderId of committed.changed) changed.add(shopKey + orderId)
    }
  }
  return changed.size
})

/**
 * The orders that are newer than the store's answers of this operation. One that is as old remains outside: an exported order
 * has masked texts, and would take the place of the answer with the texts.
 */
const newerAnswers = Effect.fnUntraced(function* (
  lane: HeldLane,
  operation: OperationName,
  orders: ReadonlyArray<Order>
) {
  const sql = yield* SqlClient.SqlClient
  const ids = orders.map(({ orderId }) => orderId.toWellFormed())
  const rows = yield* sql<FacetTimes & { readonly orderId: string }>`
    SELECT o.order_id AS "orderId", f.updated, f.asked_at AS "askedAt" FROM ${valuesOf(sql, ids)}
    CROSS JOIN orders o JOIN facets f ON f.order_id = o.id
    WHERE o.shop = ${lane.shop} AND o.order_id = r.value AND f.operation = ${operation}`
  const stored = new Map(rows.map((row) => [row.orderId, row] as const))
  return orders.flatMap((order): ReadonlyArray<Answer> => {
    const stated = millis(order.source.askedAt)
    // An order that does not say when it was asked for is older than every answer.
    const times = { updated: millis(order.times.updated), askedAt: stated ?? 0 }
    const known = stored.get(order.orderId.toWellFormed())
    const isKnown = known !== undefined && (known.askedAt === stated || isNewer(times, known))
    return isKnown ? [] : [{ order, askedAt: times.askedAt }]
  })
})

const millis = (instant: DateTime.Utc | null): number | null =>
  instant === null ? null : DateTime.toEpochMillis(instant)
