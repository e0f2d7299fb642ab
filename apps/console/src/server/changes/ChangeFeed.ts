/** What changes in the store, read once for all who follow it. */
import { type OrderRow, type Position, Store } from "@huidan/sync"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as PubSub from "effect/PubSub"
import * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import type { SqlError } from "effect/sql/SqlError"

/** What was stored after one position and up to another; no rows if nothing was, or if it was more than is read at once. */
export interface Batch {
  readonly from: Position
  readonly to: Position
  readonly rows: ReadonlyArray<OrderRow>
}

/** How often the store is looked at, in milliseconds. */
const lookEvery = 1000
/** How many orders are read at once. */
const mostRows = 500
/** How many batches wait for a follower that is slow; it misses what was before them. */
const mostWaiting = 16

export class ChangeFeed extends Context.Service<
  ChangeFeed,
  {
    /** How many follow now: in all, and as the account of this name. */
    readonly followers: (account: string) => Effect.Effect<{ readonly all: number; readonly ofAccount: number }>
    /** A batch every second until the scope ends, and the position at which the first one begins or before which it ends. */
    readonly join: (
      account: string
    ) => Effect.Effect<{ readonly at: Position; readonly batches: PubSub.Subscription<Batch> }, SqlError, Scope.Scope>
    /** What was stored after a position. */
    readonly after: (position: Position) => Effect.Effect<Batch, SqlError>
  }
>()("@huidan/console/ChangeFeed") {}

/** The store gives each commit a time of its own, later than that of the one before: nothing is stored before a position. */
export const isAfter = (one: Position, other: Position): boolean =>
  one.at > other.at || (one.at === other.at && one.id > other.id)

export const layerChangeFeed = Layer.effect(
  ChangeFeed,
  Effect.gen(function* () {
    const store = yield* Store
    const batches = yield* PubSub.sliding<Batch>(mostWaiting)
    const turn = yield* Semaphore.make(1)
    /** The account of each. */
    const followers = new Map<symbol, string>()
    /** Where the last batch ended; `null` while nobody follows: then nothing is read. */
    let at: Position | null = null

    const after = Effect.fnUntraced(function* (from: Position) {
      const rows = yield* store.changes(from, mostRows)
      if (rows.length >= mostRows) return { from, to: yield* store.lastChange, rows: [] }
      const last = rows.at(-1)
      return { from, to: last === undefined ? from : { at: last.change, id: last.id }, rows }
    })

    const look = Effect.gen(function* () {
      if (at === null) return
      const batch = yield* after(at)
      at = batch.to
      yield* PubSub.publish(batches, batch)
    }).pipe(turn.withPermit)

    /** Whether the last look failed: that is logged once. What was stored meanwhile is read later. */
    let isFailing = false
    const failing = Effect.suspend(() => {
      if (isFailing) return Effect.void
      isFailing = true
      return Effect.logWarning("changes of the store cannot be read, so that nobody is told of them; it is tried again")
    })
    const looked = Effect.sync(() => {
      isFailing = false
    })
    yield* Effect.andThen(look, looked).pipe(
      Effect.catchCause(() => failing),
      Effect.repeat(Schedule.spaced(lookEvery)),
      Effect.forkScoped
    )

    const leave = (follower: symbol) =>
      Effect.sync(() => {
        followers.delete(follower)
        if (followers.size === 0) at = null
      })

    return ChangeFeed.of({
      followers: (account) =>
        Effect.sync(() => ({
          all: followers.size,
          ofAccount: [...followers.values()].filter((each) => each === account).length
        })),
      after,
      join: (account) =>
        Effect.gen(function* () {
          const begin = at ?? (yield* store.lastChange)
          yield* Effect.acquireRelease(
            Effect.sync(() => {
              const follower = Symbol(account)
              at = begin
              followers.set(follower, account)
              return follower
            }),
            leave
          )
          return { at: begin, batches: yield* PubSub.subscribe(batches) }
        }).pipe(turn.withPermit)
    })
  })
)
