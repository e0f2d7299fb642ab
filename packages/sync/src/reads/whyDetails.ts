import type { ReadPeriod } from "../store/periods.ts"

/** The facts behind a reason, for programs that word it in another language. Times are Unix milliseconds by the platform's clock. */
export interface WhyDetails {
  /** The version of the order that is stored; `null` if it is not. */
  readonly version: number | null
  /** Since when the platform does not know the order; `null` if it knows it, or the order is not stored. */
  readonly gone: number | null
  /** When the order changed at the platform and is still to be read; `null` if it is not to be read. */
  readonly wanted: number | null
  /** When it is read next; `null` if it is not to be read. */
  readonly due: number | null
  /** The tag of the error with which reading it failed; `null` if it did not. */
  readonly parked: string | null
  /** How many rows of the shop are in quarantine. */
  readonly quarantined: number
  /** When the order was created, as the question said; `null` if it did not. */
  readonly created: number | null
  /** The periods that were read, the earliest first. `until` is excluded. */
  readonly read: ReadonlyArray<ReadPeriod>
  /** What an unfinished backfill is still to read; `null` if there is none. */
  readonly unread: ReadPeriod | null
  /** How many days back the platform's lists go; `null` if no limit is known. */
  readonly historyDays: number | null
}

/** Where the store has no shop, nothing is known. */
export const emptyWhyDetails: WhyDetails = {
  version: null,
  gone: null,
  wanted: null,
  due: null,
  parked: null,
  quarantined: 0,
  created: null,
  read: [],
  unread: null,
  historyDays: null
}
