/** Mistakes that the simulation must find, each in the world in which it shows. */
import type { Order, OrderId } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as SqlClient from "effect/sql/SqlClient"
import type { StoreWriterService } from "../../../packages/sync/src/index.ts"
import type { HeldLane, Page } from "../../../packages/sync/src/store/Page.ts"
import type { Mutate } from "./Process.ts"
import { type World, type WorldName, worlds } from "./World.ts"

export interface Mutant {
  readonly world: WorldName
  /** What the world's operator set otherwise. */
  readonly with?: Partial<Pick<World, "settings" | "options">>
  readonly mutate?: Mutate
}

/** A writer whose pages are others. */
const pages =
  (change: (page: Page, lane: HeldLane) => Page): Mutate =>
  (writer) => ({ ...writer, commitPage: (lane, page) => writer.commitPage(lane, change(page, lane)) })

/** How long a push is acknowledged before it is committed; in milliseconds. */
const commitDelay = 1500

const notesKept = (known: Map<OrderId, Order["notes"]>, order: Order): Order => {
  const before = known.get(order.orderId)
  const { buyer, flag, seller } = order.notes
  const notes = {
    buyer: buyer ?? before?.buyer ?? null,
    flag: flag ?? before?.flag ?? null,
    seller: seller ?? before?.seller ?? null
  }
  known.set(order.orderId, notes)
  return { ...order, notes }
}

const nullNeverOverwrites = (): Mutate => {
  const known = new Map<OrderId, Order["notes"]>()
  return pages((page) => ({
    ...page,
    answers: page.answers.map((answer) =>
      page.meetsWants ? { ...answer, order: notesKept(known, answer.order) } : answer
    )
  }))
}

const equalSecondIsNotNewer = (): Mutate => {
  const known = new Map<string, number>()
  return pages((page) => ({
    ...page,
    answers: page.answers.filter(({ order }) => {
      const updated = order.times.updated === null ? null : DateTime.toEpochMillis(order.times.updated)
      const place = `${page.operation} ${order.orderId}`
      if (updated === null || updated === known.get(place)) return updated === null
      known.set(place, updated)
      return true
    })
  }))
}

const cursorBeforeRows: Mutate = (writer) => ({
  ...writer,
  commitPage: (lane, page) =>
    page.cursor === null
      ? writer.commitPage(lane, page)
      : writer
          .commitPage(lane, { ...page, answers: [], wants: [], unreadable: [] })
          .pipe(Effect.andThen(writer.commitPage(lane, { ...page, cursor: null, progress: null })))
})

const acknowledgedBeforeCommit: Mutate = (writer) => ({
  ...writer,
  receive: (...message) =>
    Effect.asVoid(
      Effect.forkDetach(Effect.andThen(Effect.sleep(Duration.millis(commitDelay)), writer.receive(...message)))
    )
})

const failedDetailClosesWant = (writer: StoreWriterService, sql: SqlClient.SqlClient): StoreWriterService => ({
  ...writer,
  park: (lane, parked) =>
    Effect.tap(
      writer.park(lane, parked),
      () => sql`DELETE FROM wants WHERE shop = ${lane.shop} AND order_id = ${parked.orderId}`
    )
})

/** The row counts as asked for when it is decoded again, not when it was. */
const replayStampedWithNow: Mutate = (writer, sql) => ({
  ...writer,
  replay: (fingerprint, ...by) =>
    Clock.currentTimeMillis.pipe(
      Effect.flatMap((now) => sql`UPDATE quarantine SET asked_at = ${now} WHERE fingerprint = ${fingerprint}`),
      Effect.andThen(writer.replay(fingerprint, ...by))
    )
})

/** To begin a period that is read again moves the live lane to its end, too. */
const backfillMovesLive: Mutate = (writer, sql) => ({
  ...writer,
  restart: (shop, lane, progress) =>
    Effect.tap(
      writer.restart(shop, lane, progress),
      ({ shop: number }) => sql`
        UPDATE cursors SET cursor = NULL, since = ${progress.until}, settled = ${progress.until}
        WHERE shop = ${number} AND lane = 'live'`
    )
})

/** An order whose key was destroyed gets another one with its next answer. */
const forgottenComesBack: Mutate = (writer, sql) => ({
  ...writer,
  commitPage: (lane, page) =>
    Effect.andThen(sql`DELETE FROM keys WHERE ended IS NOT NULL`, writer.commitPage(lane, page))
})

/** The owner before may go on: each page is committed as if by the owner of now. */
export const epochNotChecked: Mutate = (writer, sql) => ({
  ...writer,
  commitPage: (lane, page) =>
    Effect.gen(function* () {
      const [row] = yield* sql<{ owner: string; epoch: number }>`
        SELECT owner, epoch FROM cursors WHERE shop = ${lane.shop} AND lane = ${lane.lane}`
      return yield* writer.commitPage({ ...lane, ...row }, page)
    })
})

/** A mutant remembers nothing from one world to the next. */
export const mutants: Readonly<Record<string, () => Mutant>> = {
  "a thinner answer replaces the whole order": () => ({
    world: "xiaoe 2.0",
    mutate: pages((page) => (page.meetsWants ? page : { ...page, carries: [""] }))
  }),
  "null never overwrites": () => ({ world: "wshoto, named orders", mutate: nullNeverOverwrites() }),
  "windows are read up to the present": () => ({
    world: "xiaoe 2.0, replicas behind, without pushes and overlap",
    with: { options: { settleSeconds: 0, overlapSeconds: 0 } }
  }),
  "an answer of an equal second is not newer": () => ({
    world: "doudian official, bursts within a second",
    mutate: equalSecondIsNotNewer()
  }),
  "nothing is allowed for replicas": () => ({
    world: "xiaoe 2.0, replicas behind",
    with: { settings: { ...worlds["xiaoe 2.0, replicas behind"].settings, replicaLag: 0 } }
  }),
  "a detail asked for in the second of the change is enough": () => ({
    world: "xiaoe 1.0, of two changes within a second one is pushed, nothing is read again",
    mutate: pages((page) => ({ ...page, allowances: { clockMargin: -1000, replicaLag: 0 } }))
  }),
  "a row that is decoded later counts as asked for then": () => ({
    world: "xiaoe 1.0, rows are decoded later",
    mutate: replayStampedWithNow
  }),
  "a backfill moves the cursor of the live lane": () => ({
    world: "xiaoe 2.0, periods read again between two readings of the live lane",
    mutate: backfillMovesLive
  }),
  "a later answer brings forgotten texts back": () => ({
    world: "xiaoe 2.0, private texts are forgotten",
    mutate: forgottenComesBack
  }),
  "the cursor is stored before the rows": () => ({
    world: "xiaoe 2.0, killed often, without pushes and overlap",
    mutate: cursorBeforeRows
  }),
  "a push is acknowledged before its commit": () => ({
    world: "xiaoe 1.0, every change is pushed, nothing is read again",
    mutate: acknowledgedBeforeCommit
  }),
  "a detail that failed closes the want": () => ({
    world: "wshoto, named orders, replicas behind",
    mutate: failedDetailClosesWant
  })
}
