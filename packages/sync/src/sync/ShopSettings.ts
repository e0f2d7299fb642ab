/** How a shop is kept in step. */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import { type Allowances, standardAllowances } from "../rules/want.ts"
import type { RereadSettings } from "../store/Page.ts"

/** Everything can be left out. */
export interface ShopSettings {
  /** How far the platform's replicas may be behind (λ); 60 seconds if left out. */
  readonly replicaLag?: Duration.Input
  /** How far two clocks of the platform may be apart; 3 seconds if left out, and at least. */
  readonly clockMargin?: Duration.Input
  /** How long after the end of one reading of the list the next one begins; 30 seconds if left out. */
  readonly pollInterval?: Duration.Input
  /** How many single orders are asked for at one time; 4 if left out. */
  readonly concurrency?: number
  /** How far the first sync reaches back; 90 days if left out. */
  readonly firstSync?: Duration.Input
  /**
   * How far back the platform's lists go, if that is known: the first sync reaches back no further, and `why` says so of older
   * orders. Not known if left out: no manifest states it.
   */
  readonly history?: Duration.Input
  /** Between two readings of an open order whose changes no list shows; 15 minutes if left out. */
  readonly rereadOpen?: Duration.Input
  /** Between two readings of a completed or closed one; 1 day if left out. */
  readonly rereadClosed?: Duration.Input
  /** How long a completed or closed one is read again; 30 days if left out. */
  readonly keepClosed?: Duration.Input
  /** When the merchant's authorisation ends, as the platform's pages show it: no answer states it. Not known if left out. */
  readonly authorisationEnds?: DateTime.Utc
}

/** In milliseconds, but for `concurrency`; `authorisationEnds` since 1970. `history` is `null` if it is not known. */
export interface UsedSettings {
  readonly allowances: Allowances
  readonly pollInterval: number
  readonly concurrency: number
  readonly firstSync: number
  readonly history: number | null
  readonly rereads: RereadSettings
  readonly authorisationEnds: number | null
}

export const settingsOf = (settings: ShopSettings): UsedSettings => ({
  allowances: {
    clockMargin: Math.max(millis(settings.clockMargin, standardAllowances.clockMargin), standardAllowances.clockMargin),
    replicaLag: millis(settings.replicaLag, standardAllowances.replicaLag)
  },
  pollInterval: millis(settings.pollInterval, "30 seconds"),
  concurrency: settings.concurrency ?? 4,
  firstSync: Math.min(
    millis(settings.firstSync, "90 days"),
    settings.history === undefined ? Number.POSITIVE_INFINITY : Duration.toMillis(settings.history)
  ),
  history: settings.history === undefined ? null : Duration.toMillis(settings.history),
  rereads: {
    open: millis(settings.rereadOpen, "15 minutes"),
    closed: millis(settings.rereadClosed, "1 day"),
    keepClosed: millis(settings.keepClosed, "30 days")
  },
  authorisationEnds:
    settings.authorisationEnds === undefined ? null : DateTime.toEpochMillis(settings.authorisationEnds)
})

const millis = (given: Duration.Input | undefined, standard: Duration.Input): number =>
  Duration.toMillis(given ?? standard)
