/** The members of `huidan.config.json` for the store, for how its shops are followed, and for `huidan serve`. */
import type { ShopSettings } from "@huidan/sync"
import * as Cron from "effect/Cron"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { parseDay } from "../parseDay.ts"

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
  replicaLagSeconds: whole(
    60,
    0,
    "λ: how many seconds the platform's replicas may be behind; an order that changed later than that is asked for once more"
  ),
  clockMarginSeconds: whole(3, 3, "how many seconds two clocks of the platform may be apart, 3 at least"),
  settleSeconds: Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 30 * 86_400 })))
    .annotate({
      description:
        "how many seconds before the platform's now a list is read up to, because younger changes may not be in it yet; `null`: as the adapter says, usually 60",
      default: null
    })
    .pipe(Schema.withDecodingDefaultKey(Effect.succeed(null))),
  pollSeconds: whole(30, 1, "how many seconds after the end of one reading of the list the next one begins"),
  ordersAtOnce: whole(4, 1, "how many single orders are asked for at one time"),
  firstDays: whole(90, 0, "how many days the first sync reaches back"),
  historyDays: Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: most })))
    .annotate({
      description:
        "how many days back the platform's lists go, if you know it: the first sync reaches back no further, and `huidan store why` says so of older orders; `null`: not known",
      default: null
    })
    .pipe(Schema.withDecodingDefaultKey(Effect.succeed(null))),
  rereadOpenMinutes: whole(
    15,
    1,
    "after how many minutes an open order is read again, where no list shows that it changed"
  ),
  rereadClosedHours: whole(24, 1, "after how many hours a completed or closed order is read again there"),
  keepClosedDays: whole(30, 0, "for how many days a completed or closed order is read again there"),
  authorisationEnds: Schema.NullOr(
    Schema.String.check(
      Schema.makeFilter(
        (written) => Result.isSuccess(parseDay("", written)) || "a day that exists, such as `2026-12-31`"
      )
    )
  )
    .annotate({
      description:
        "the day on which the merchant's authorisation ends, `YYYY-MM-DD` in Asia/Shanghai, as the platform's pages show it; `null`: not known",
      default: null
    })
    .pipe(Schema.withDecodingDefaultKey(Effect.succeed(null)))
})
export interface SyncMembers extends Schema.Schema.Type<typeof SyncMembers> {}

/** A number of days, or for ever. */
const days = (description: string) =>
  Schema.NullOr(Schema.Int.check(Schema.isGreaterThanOrEqualTo(1), Schema.isLessThanOrEqualTo(most)))
    .annotate({ description, default: null })
    .pipe(Schema.withDecodingDefaultKey(Effect.succeed(null)))

/** `store.keepDays`: what is older is removed. `null`: it is kept for ever. */
export const KeepMembers = Schema.Struct({
  privateText: days("for how many days private text of an order is kept after its last change"),
  rawAnswers: days("for how many days what the platform sent of an order is kept after it was asked for"),
  versions: days("for how many days versions of an order before its last one are kept after they were stored"),
  inbox: days("for how many days messages of pushes are kept after their arrival")
})
export interface KeepMembers extends Schema.Schema.Type<typeof KeepMembers> {}

/** An offset, such as `+08:00`, is none: days of a place can be longer or shorter. */
const isZoneName = (written: string): boolean =>
  /^[A-Za-z]/.test(written) && Option.isSome(DateTime.zoneMakeNamed(written))

/** `store` */
export const StoreMembers = Schema.Struct({
  file: text("huidan.db", "the file of the store, relative to the configuration's folder"),
  keepRawAnswers: Schema.Boolean.annotate({
    description: "whether what the platforms sent of an order is kept, encrypted and compressed",
    default: false
  }).pipe(Schema.withDecodingDefaultKey(Effect.succeed(false))),
  dayZone: Schema.NullOr(
    Schema.String.check(
      Schema.makeFilter((written) => isZoneName(written) || "the name of a time zone, such as `Asia/Shanghai`")
    )
  )
    .annotate({
      description:
        "the time zone by whose days `daily` sums, such as `Asia/Shanghai`; a store keeps that of its first opening for ever, and another one is refused; `null`: that of the store, Asia/Shanghai for a new one",
      default: null
    })
    .pipe(Schema.withDecodingDefaultKey(Effect.succeed(null))),
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
  keepClosed: Duration.days(sync.keepClosedDays),
  ...(sync.historyDays === null ? {} : { history: Duration.days(sync.historyDays) }),
  ...authorisationEnd(sync.authorisationEnds)
})

const authorisationEnd = (day: string | null): Pick<ShopSettings, "authorisationEnds"> => {
  const parsed = day === null ? null : parseDay("", day)
  return parsed !== null && Result.isSuccess(parsed) ? { authorisationEnds: DateTime.makeUnsafe(parsed.success) } : {}
}
