/** Orders as they change, as server-sent events. */
import { type OrderRow, type Position, Store } from "@huidan/sync"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Ref from "effect/Ref"
import * as Stream from "effect/Stream"
import { type Account, type ChangeEvent, ConsoleApi, TooManyTries, Who } from "../../api/index.ts"
import { orStoreFailed, storeProblem } from "../failures.ts"
import { rowOf, sees } from "../visible.ts"
import { positionOf, positionText } from "./cursors.ts"

/** How often the store is looked at, how long nothing is said at most, and how many followers there are; in milliseconds. */
const lookEvery = 1000
const beatEvery = 15_000
const mostFollowers = 100
/** How many orders are read at once; a follower that is further behind is told to load what it shows again. */
const mostAtOnce = 500

/** Where a follower is. `sent`: the versions that it has, of the time that is read again. */
interface Place {
  readonly at: Position
  readonly sent: ReadonlyMap<number, OrderRow>
  readonly spoke: number
}

export const layerChanges = HttpApiBuilder.group(
  ConsoleApi,
  "changes",
  Effect.fnUntraced(function* (handlers) {
    const store = yield* Store
    const followers = yield* Ref.make(0)

    const next = Effect.fnUntraced(function* (who: Account, { at, sent, spoke }: Place) {
      const rows = yield* store.changes(at, mostAtOnce)
      const now = yield* Clock.currentTimeMillis
      if (rows.length >= mostAtOnce) {
        const last = yield* store.lastChange
        const skipped: ChangeEvent = { id: positionText(last), event: "skipped", data: { at: now } }
        return [[skipped], { at: last, sent: new Map(), spoke: now }] as const
      }
      const changed = rows.filter(({ id, version }) => (sent.get(id)?.version ?? -1) < version)
      const last = rows.at(-1)
      const reached = last === undefined ? at : { at: last.change, id: last.id }
      const events = changed
        .filter((row) => sees(who, row))
        .map((row): ChangeEvent => ({ id: positionText(reached), event: "order", data: rowOf(row) }))
      const beats: ReadonlyArray<ChangeEvent> =
        events.length === 0 && now - spoke >= beatEvery
          ? [{ id: positionText(reached), event: "beat", data: { at: now } }]
          : []
      const said = [...events, ...beats]
      const place = {
        at: reached,
        sent: new Map(rows.map((row) => [row.id, row])),
        spoke: said.length > 0 ? now : spoke
      }
      return [said, place] as const
    })

    return handlers.handle("follow", ({ headers, query }) =>
      Effect.gen(function* () {
        const who = yield* Who
        const asked = yield* positionOf(query.after ?? headers["last-event-id"])
        const from = asked ?? (yield* orStoreFailed(store.lastChange))
        const count = yield* Ref.updateAndGet(followers, (before) => before + 1)
        const leave = Ref.update(followers, (before) => before - 1)
        if (count > mostFollowers) {
          yield* leave
          return yield* new TooManyTries({ detail: "Too many pages follow the changes", retryAfter: 60 })
        }
        const now = yield* Clock.currentTimeMillis
        // The first event tells the page that it follows.
        const first: ChangeEvent = { id: positionText(from), event: "beat", data: { at: now } }
        // What came in the time that is read again before the follower did, it has.
        const before = asked === null ? yield* orStoreFailed(store.changes(from, mostAtOnce)) : []
        const begin: Place = { at: from, sent: new Map(before.map((row) => [row.id, row])), spoke: now }
        const following = Stream.unfold(begin, (place) =>
          Effect.map(
            Effect.andThen(Effect.sleep(lookEvery), next(who, place)),
            ([events, after]) => [events, after] as const
          )
        ).pipe(Stream.flatMap(Stream.fromIterable), Stream.mapError(storeProblem), Stream.orDie)
        return Stream.make(first).pipe(Stream.concat(following), Stream.ensuring(leave))
      })
    )
  })
)
