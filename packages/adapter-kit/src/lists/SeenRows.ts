import { isOrder, type OrderQuery, type OrderRecord } from "@huidan/core"
import * as DateTime from "effect/DateTime"

/** A row's time on the list's clock, in milliseconds; `null` where it tells none. */
interface SeenRow {
  readonly time: number | null
  /** The last window that showed it. */
  readonly window: number
}

/**
 * The rows of a list that were given out. An order counts as another row once it was updated. Only rows that the next
 * window can show again are kept, so memory does not grow with the number of orders.
 */
export class SeenRows {
  private readonly rows = new Map<string, SeenRow>()
  private readonly by: OrderQuery["by"]
  private window = 0

  constructor(by: OrderQuery["by"]) {
    this.by = by
  }

  /** Whether an earlier page of the window that is being read held the row. */
  isOfThisWindow(record: OrderRecord): boolean {
    return this.rows.get(identityOf(record))?.window === this.window
  }

  /** Notes a row; whether it was not given out before. */
  isNew(record: OrderRecord): boolean {
    const identity = identityOf(record)
    const known = this.rows.has(identity)
    this.rows.set(identity, { time: this.timeOf(record), window: this.window })
    return !known
  }

  /** A row that tells no time is kept for one window more: it may stand on the border. */
  endWindow(nextSince: number): void {
    for (const [identity, { time, window }] of this.rows) {
      if (time === null ? window < this.window : time < nextSince) this.rows.delete(identity)
    }
    this.window++
  }

  private timeOf(record: OrderRecord): number | null {
    if (!isOrder(record)) return null
    const time = this.by === "created" ? record.times.created : (record.times.updated ?? record.times.created)
    return time === null ? null : DateTime.toEpochMillis(time)
  }
}

const identityOf = (record: OrderRecord): string => {
  if (!isOrder(record)) return record.fingerprint
  const { updated } = record.times
  return updated === null ? record.key : `${record.key} ${DateTime.toEpochMillis(updated)}`
}
