/** Commits what a call answered, by the rules of its door. */
import { isOrder, isQuarantined, type OrderRecord } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import type { Committed, HeldLane, LaneProgress, Page, Want } from "../store/Page.ts"
import type { DamagedRecord, LaneTaken, WriterLost } from "../store/StoreError.ts"
import type { StoreWriterService } from "../store/StoreWriter.ts"
import type { Door } from "./Door.ts"
import { askedAtOf, type PlatformTime } from "./PlatformTime.ts"
import type { UsedSettings } from "./ShopSettings.ts"

/** The answer of one call. */
export interface Answered {
  readonly records: ReadonlyArray<OrderRecord>
  /** When the call began, by the monotonic clock. */
  readonly began: number
  /** `null` leaves the lane where it is. */
  readonly cursor: string | null
  readonly progress: LaneProgress | null
}

/** What a shop commits with. */
export interface Committing {
  readonly door: Door
  readonly settings: UsedSettings
  readonly time: PlatformTime
  readonly writer: StoreWriterService
}

export type CommitFailure = SqlError | LaneTaken | WriterLost | DamagedRecord

/** When the answer was asked for by the platform's clock (Unix milliseconds), and what it changed. */
export interface CommittedAnswer extends Committed {
  readonly askedAt: number
}

export const commitRecords = Effect.fnUntraced(function* (
  { door, settings, time, writer }: Committing,
  held: HeldLane,
  { began, cursor, progress, records }: Answered
): Effect.fn.Return<CommittedAnswer, CommitFailure> {
  const orders = records.filter(isOrder)
  const unreadable = records.filter(isQuarantined)
  const firstAsked = orders[0]?.source.askedAt ?? null
  if (firstAsked !== null) {
    const ahead = yield* time.note(DateTime.toEpochMillis(firstAsked), began)
    if (ahead !== null) yield* writer.correctWants(held, ahead)
  }
  const { at } = yield* time.now
  const answers = orders.map((order) => ({ order, askedAt: askedAtOf(order, at) }))
  const askedAt = answers.reduce((latest, answer) => Math.max(latest, answer.askedAt), answers[0]?.askedAt ?? at)
  const operation = orders[0]?.source.operation ?? unreadable[0]?.error.operation ?? "unknown"
  const meetsWants = door.meetsWants(operation)
  const committed = yield* commitReadable(writer, held, {
    operation,
    carries: door.carries(operation),
    meetsWants,
    answers,
    wants: door.isList(operation) ? answers.flatMap((answer) => wantOf(answer.order, answer.askedAt)) : [],
    unreadable: unreadable.map((row) => ({ row, askedAt })),
    cursor,
    progress,
    rereads: door.needsRereads ? settings.rereads : null,
    allowances: settings.allowances
  })
  return { ...committed, askedAt }
})

/**
 * A row of a list wants its order up to its update time. A row without one says nothing of changes: it only wants an order
 * that no detail has told of.
 */
const wantOf = ({ orderId, times }: Page["answers"][number]["order"], askedAt: number): ReadonlyArray<Want> =>
  times.updated === null
    ? [{ orderId, at: askedAt, unlessAnswered: true }]
    : [{ orderId, at: DateTime.toEpochMillis(times.updated) }]

/** An order that is damaged in the store is left out, and reported: it must not keep back the others of its page. */
const commitReadable = (
  writer: StoreWriterService,
  held: HeldLane,
  page: Page
): Effect.Effect<Committed, CommitFailure> =>
  writer.commitPage(held, page).pipe(
    Effect.catchTag("DamagedRecord", (error) => {
      const others = page.answers.filter(({ order }) => order.key !== error.order)
      if (others.length === page.answers.length) return Effect.fail(error)
      const ids = new Set(others.map(({ order }) => order.orderId))
      const rest = { ...page, answers: others, wants: page.wants.filter(({ orderId }) => ids.has(orderId)) }
      return Effect.andThen(Effect.logError(error.message), commitReadable(writer, held, rest))
    })
  )
