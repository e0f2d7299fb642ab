import { isOrder, type OrderQuery, type OrderRecord } from "@huidan/core"
import * as DateTime from "effect/DateTime"

/** A row's time by which the list is sorted, in milliseconds since 1970; `null` if it has none. */
interface SeenRow {
  readonly time: number | null
  /** The last window that contained it. */
  readonly window: number
}

/**
 * The rows of a list that were given out. An order that was updated is another row. Only rows that the next window can
 * contain again are kept, so memory does not grow with the number of orders.
 */
export class SeenRows {
  private readonly rows = new Map<string, SeenRow>()
  private readonly by: OrderQuery["by"]
  private window = 0

  constructor(by: OrderQuery["by"]) {
    this.by = by
  }

  /** Whether an earlier page of the current window contained the row. */
  isOfThisWindow(record: OrderRecord): boolean {
    return this.rows.get(identityOf(record))?.window === this.window
  }

  /** Notes a row, and returns whether it is new. */
  isNew(record: OrderRecord): boolean {
    const identity = identityOf(record)
    const known = this.rows.has(identity)
    this.rows.set(identity, { time: this.timeOf(record), window: this.window })
    return !known
  }

  /** Ends the window. A row without a time is kept for one window more: it may be on the border. */
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
