/** Orders as they change, as server-sent events. */
import type { Position } from "@huidan/sync"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { type Account, auditName, type ChangeEvent, ConsoleApi, TooManyTries, Who } from "../../api/index.ts"
import { Accounts } from "../accounts/Accounts.ts"
import { type Batch, ChangeFeed, isAfter } from "../changes/ChangeFeed.ts"
import { orStoreFailed } from "../failures.ts"
import { accountOf, credentialOf } from "../http/credential.ts"
import { sayingWhenToRetry } from "../http/retryAfter.ts"
import { rowOf, sees } from "../visible.ts"
import { positionOf, positionText } from "./cursors.ts"

/** How long nothing is said at most, in milliseconds. */
const beatEvery = 15_000
/** How many streams there are at most: in all, and of one account. */
const mostFollowers = 100
const mostOfAccount = 10

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
    const accounts = yield* Accounts
    return handlers.handle("follow", ({ headers, query }) =>
      Effect.gen(function* () {
        const name = auditName(yield* Who)
        const credential = credentialOf(yield* HttpServerRequest.HttpServerRequest)
        const asked = yield* positionOf(query.after ?? headers["last-event-id"])
        const { all, ofAccount } = yield* feed.followers(name)
        if (all >= mostFollowers || ofAccount >= mostOfAccount) {
          return yield* new TooManyTries({ detail: "Too many pages follow the changes", retryAfter: 60 })
        }
        const following = Effect.gen(function* () {
          const { at, batches } = yield* feed.join(name)
          const from = asked ?? at
          const spoke = yield* Clock.currentTimeMillis
          // The first event tells the page that it follows.
          const first: ChangeEvent = { id: positionText(from), event: "beat", data: { at: spoke } }
          const missed = asked === null ? Stream.empty : Stream.fromEffect(feed.after(asked))
          const events = Stream.concat(missed, Stream.fromSubscription(batches)).pipe(
            // A session can end and an account be removed or limited meanwhile: it is looked up again for each batch.
            Stream.mapEffect((batch) => Effect.map(accountOf(accounts, credential), (who) => ({ batch, who }))),
            Stream.takeWhileFilter(({ batch, who }) =>
              who === null ? Result.failVoid : Result.succeed({ batch, who })
            ),
            Stream.mapAccumEffect(
              (): Place => ({ at: from, spoke }),
              (place, { batch, who }) => Effect.map(Clock.currentTimeMillis, (now) => told(who, place, batch, now))
            )
          )
          return Stream.concat(Stream.make(first), events)
        })
        // A failure ends the stream: the page connects again, and is answered with a problem.
        return Stream.unwrap(orStoreFailed(following)).pipe(Stream.orDie)
      }).pipe(sayingWhenToRetry)
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
