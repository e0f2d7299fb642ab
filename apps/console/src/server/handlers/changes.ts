/** Orders as they change, as server-sent events. */
import type { Position } from "@huidan/sync"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Stream from "effect/Stream"
import { type Account, type ChangeEvent, ConsoleApi, TooManyTries, Who } from "../../api/index.ts"
import { type Batch, ChangeFeed, isAfter } from "../changes/ChangeFeed.ts"
import { orStoreFailed } from "../failures.ts"
import { rowOf, sees } from "../visible.ts"
import { positionOf, positionText } from "./cursors.ts"

/** How long nothing is said at most, in milliseconds, and how many followers there are. */
const beatEvery = 15_000
const mostFollowers = 100

/** Up to where a follower has everything, and when it was told something last. */
interface Place {
  readonly at: Position
  readonly spoke: number
}

export const layerChanges = HttpApiBuilder.group(
  ConsoleApi,
  "changes",
  Effect.fnUntraced(function* (handlers) {
    const feed = yield* ChangeFeed
    return handlers.handle("follow", ({ headers, query }) =>
      Effect.gen(function* () {
        const who = yield* Who
        const asked = yield* positionOf(query.after ?? headers["last-event-id"])
        if ((yield* feed.followers) >= mostFollowers) {
          return yield* new TooManyTries({ detail: "Too many pages follow the changes", retryAfter: 60 })
        }
        const following = Effect.gen(function* () {
          const { at, batches } = yield* feed.join
          const from = asked ?? at
          const spoke = yield* Clock.currentTimeMillis
          // The first event tells the page that it follows.
          const first: ChangeEvent = { id: positionText(from), event: "beat", data: { at: spoke } }
          const missed = asked === null ? Stream.empty : Stream.fromEffect(feed.after(asked))
          const events = Stream.concat(missed, Stream.fromSubscription(batches)).pipe(
            Stream.mapAccumEffect(
              (): Place => ({ at: from, spoke }),
              (place, batch) => Effect.map(Clock.currentTimeMillis, (now) => told(who, place, batch, now))
            )
          )
          return Stream.concat(Stream.make(first), events)
        })
        // A failure ends the stream: the page connects again, and is answered with a problem.
        return Stream.unwrap(orStoreFailed(following)).pipe(Stream.orDie)
      })
    )
  })
)

/** What a follower is told of a batch. */
const told = (
  who: Account,
  { at, spoke }: Place,
  { from, rows, to }: Batch,
  now: number
): readonly [Place, ReadonlyArray<ChangeEvent>] => {
  const reached = isAfter(to, at) ? to : at
  // Batches that this follower was too slow for, or more orders than are read at once.
  const isSkipped = isAfter(from, at) || (rows.length === 0 && isAfter(to, at))
  const id = positionText(reached)
  const events: ReadonlyArray<ChangeEvent> = isSkipped
    ? [{ id, event: "skipped", data: { at: now } }]
    : rows
        .filter((row) => isAfter({ at: row.changed, id: row.id }, at) && sees(who, row))
        .map((row) => ({ id, event: "order", data: rowOf(row) }))
  if (events.length > 0) return [{ at: reached, spoke: now }, events]
  return now - spoke < beatEvery
    ? [{ at: reached, spoke }, []]
    : [{ at: reached, spoke: now }, [{ id, event: "beat", data: { at: now } }]]
}
