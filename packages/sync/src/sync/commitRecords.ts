/** Commits what a call answered, by the rules of its door. */
import { isOrder, isQuarantined, type OperationName, type OrderRecord } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import type { Committed, HeldLane, LaneProgress, Page } from "../store/Page.ts"
import type { DamagedRecord, LaneTaken, WriterLost } from "../store/StoreError.ts"
import type { StoreWriterService } from "../store/StoreWriter.ts"
import { wantsOfRows } from "../store/wantsOfRows.ts"
import type { Door } from "./Door.ts"
import { askedAtOf, type PlatformTime } from "./PlatformTime.ts"
import type { UsedSettings } from "./ShopSettings.ts"
import { countCommitted } from "./telemetry.ts"

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
  committing: Committing,
  held: HeldLane,
  answered: Answered
): Effect.fn.Return<CommittedAnswer, CommitFailure> {
  yield* noteTime(committing, held, answered)
  const page = yield* pageOf(committing, answered)
  const committed = yield* commitReadable(committing, held, page)
  yield* countCommitted(held, committed)
  return { ...committed, askedAt: yield* askedAtOfAll(committing, page) }
})

/** Learns the platform's time from the answer. */
export const noteTime = Effect.fnUntraced(function* (
  { time, writer }: Committing,
  held: HeldLane,
  { began, records }: Answered
): Effect.fn.Return<void, SqlError | WriterLost | LaneTaken> {
  const asked = records.find(isOrder)?.source.askedAt ?? null
  if (asked === null) return
  const now = yield* time.note(DateTime.toEpochMillis(asked), began)
  if (now === null) return
  yield* writer.correctWants(held, now)
  yield* time.corrected
})

/** The answer as a page of the store. */
export const pageOf = Effect.fnUntraced(function* (
  { door, settings, time }: Committing,
  { cursor, progress, records }: Answered
): Effect.fn.Return<Page> {
  const orders = records.filter(isOrder)
  const unreadable = records.filter(isQuarantined)
  const { at, isMachineTime } = yield* time.now
  const answers = orders.map((order) => ({ order, askedAt: askedAtOf(order, at) }))
  const operation = orders[0]?.source.operation ?? unreadable[0]?.error.operation ?? "unknown"
  // Rather too early than too late by a wrong clock: an order of a row that is replayed must not hide newer answers.
  const askedAt = latest(answers) ?? (isMachineTime ? Math.min(at, progress?.settled ?? at) : at)
  return {
    ...ruledBy(door, settings, operation, answers),
    operation,
    answers,
    unreadable: unreadable.map((row) => ({ row, askedAt })),
    ...(door.reads ? { wantedAgain: { at, isMachineTime } } : {}),
    cursor,
    progress
  }
})

/** What follows from answers of an operation by the rules of the door. */
export const ruledBy = (
  door: Door,
  settings: UsedSettings,
  operation: OperationName,
  answers: Page["answers"]
): Pick<Page, "carries" | "meetsWants" | "wants" | "rereads" | "allowances"> => ({
  carries: door.carries(operation),
  meetsWants: door.meetsWants(operation),
  wants: door.isList(operation) ? wantsOfRows(answers) : [],
  rereads: door.needsRereads ? settings.rereads : null,
  allowances: settings.allowances
})

const askedAtOfAll = ({ time }: Committing, { answers }: Page): Effect.Effect<number> =>
  Effect.map(time.now, ({ at }) => latest(answers) ?? at)

const latest = (answers: Page["answers"]): number | null =>
  answers.reduce<number | null>((most, { askedAt }) => (most === null ? askedAt : Math.max(most, askedAt)), null)

const day = 86_400_000

/**
 * An order that is damaged in the store is left out, reported and parked: it must not keep back the others of its page.
 */
const commitReadable = (committing: Committing, held: HeldLane, page: Page): Effect.Effect<Committed, CommitFailure> =>
  committing.writer.commitPage(held, page).pipe(
    Effect.catchTag("DamagedRecord", (error) => {
      const others = page.answers.filter(({ order }) => order.key !== error.order)
      // The one order of a detail: who asked for it decides.
      if (others.length === page.answers.length || !committing.door.isList(page.operation)) return Effect.fail(error)
      return Effect.gen(function* () {
        yield* Effect.logError(error.message)
        const damaged = page.answers.filter(({ order }) => order.key === error.order)
        const now = yield* committing.time.now
        for (const orderId of new Set(damaged.map(({ order }) => order.orderId))) {
          yield* committing.writer.want(held, [orderId], now)
          const nextTry = now.at + day
          yield* committing.writer.park(held, { orderId, reason: error._tag, askedAt: now.at, nextTry, enoughAfter: 0 })
        }
        const ids = new Set(others.map(({ order }) => order.orderId))
        const wants = page.wants.filter(({ orderId }) => ids.has(orderId))
        return yield* commitReadable(committing, held, { ...page, answers: others, wants })
      })
    })
  )
