/** The members of `huidan.config.json` for the store, for how its shops are followed, and for `huidan serve`. */
import type { ShopSettings } from "@huidan/sync"
import * as Cron from "effect/Cron"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

/** A whole number, with what it means and what it is if it is left out. */
const whole = (standard: number, least: number, description: string) =>
  Schema.Int.check(Schema.isGreaterThanOrEqualTo(least), Schema.isLessThanOrEqualTo(most))
    .annotate({ description, default: standard })
    .pipe(Schema.withDecodingDefaultKey(Effect.succeed(standard)))

/** So that a time in milliseconds remains exact, whatever its unit is here. */
const most = 1_000_000

const text = (standard: string, description: string) =>
  Schema.NonEmptyString.annotate({ description, default: standard }).pipe(
    Schema.withDecodingDefaultKey(Effect.succeed(standard))
  )

/** `sync` of a shop. */
export const SyncMembers = Schema.Struct({
  replicaLagSeconds: whole(60, 0, "how far the platform's replicas may be behind"),
  clockMarginSeconds: whole(3, 0, "how far two clocks of the platform may be apart"),
  pollSeconds: whole(30, 1, "how long after the end of one reading of the list the next one begins"),
  ordersAtOnce: whole(4, 1, "how many single orders are asked for at one time"),
  firstDays: whole(90, 0, "how many days the first sync reaches back"),
  rereadOpenMinutes: whole(15, 1, "how often an open order is read again, where no list shows that it changed"),
  rereadClosedHours: whole(24, 1, "how often a completed or closed one is read again there"),
  keepClosedDays: whole(30, 0, "for how long a completed or closed one is read again there")
})
export interface SyncMembers extends Schema.Schema.Type<typeof SyncMembers> {}

/** A number of days, or for ever. */
const days = (description: string) =>
  Schema.NullOr(Schema.Int.check(Schema.isGreaterThanOrEqualTo(1), Schema.isLessThanOrEqualTo(most)))
    .annotate({ description, default: null })
    .pipe(Schema.withDecodingDefaultKey(Effect.succeed(null)))

/** `store.keepDays`: what is older is removed. `null`: it is kept for ever. */
export const KeepMembers = Schema.Struct({
  privateText: days("private text of an order, counted from its last change"),
  rawAnswers: days("what the platform sent of an order, counted from when it was asked for"),
  versions: days("versions of an order before its last one, counted from when they were stored"),
  inbox: days("messages of pushes, counted from their arrival")
})
export interface KeepMembers extends Schema.Schema.Type<typeof KeepMembers> {}

/** `store` */
export const StoreMembers = Schema.Struct({
  file: text("huidan.db", "the file of the store, relative to the configuration's folder"),
  keepRawAnswers: Schema.Boolean.annotate({
    description: "whether what the platforms sent of an order is kept, encrypted and compressed",
    default: false
  }).pipe(Schema.withDecodingDefaultKey(Effect.succeed(false))),
  keepDays: KeepMembers.pipe(Schema.withDecodingDefaultKey(Effect.succeed({})))
})
export interface StoreMembers extends Schema.Schema.Type<typeof StoreMembers> {}

/** `serve` */
export const ServeMembers = Schema.Struct({
  host: text("127.0.0.1", "the address on which `huidan serve` takes pushes and answers monitoring"),
  port: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 65_535 }))
    .annotate({ description: "its port; 0 is any free one", default: 8480 })
    .pipe(Schema.withDecodingDefaultKey(Effect.succeed(8480))),
  dailyAt: Schema.String.check(
    Schema.makeFilter((written) => Result.isSuccess(Cron.parse(written)) || "a time of cron, such as `0 4 * * *`")
  )
    .annotate({
      description:
        "when it compares the last days with the platforms and removes what is older than it may be, as cron writes it, in Asia/Shanghai",
      default: "0 4 * * *"
    })
    .pipe(Schema.withDecodingDefaultKey(Effect.succeed("0 4 * * *"))),
  reconcileDays: whole(2, 0, "how many days it compares then; 0: none")
})
export interface ServeMembers extends Schema.Schema.Type<typeof ServeMembers> {}

const standardSync = Schema.decodeSync(SyncMembers)({})

/** How the store follows a shop; `firstDays` in place of the configured ones. */
export const shopSettings = (
  { sync = standardSync }: { readonly sync?: SyncMembers },
  firstDays: number | null
): ShopSettings => ({
  replicaLag: Duration.seconds(sync.replicaLagSeconds),
  clockMargin: Duration.seconds(sync.clockMarginSeconds),
  pollInterval: Duration.seconds(sync.pollSeconds),
  concurrency: sync.ordersAtOnce,
  firstSync: Duration.days(firstDays ?? sync.firstDays),
  rereadOpen: Duration.minutes(sync.rereadOpenMinutes),
  rereadClosed: Duration.hours(sync.rereadClosedHours),
  keepClosed: Duration.days(sync.keepClosedDays)
})
