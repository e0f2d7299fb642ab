import { isOrder, type OrderQuery, type OrderRecord } from "@huidan/core"
import * as DateTime from "effect/DateTime"

/**
 * The rows of a list: which were given out, and how many of the current window came. An order that was updated is
 * another row to give out, and the same row to count. Only rows that the next window can contain again are kept, so memory
 * does not grow with the number of orders.
 */
export class SeenRows {
  /** The time by which the list is sorted, in milliseconds since 1970, and the last window of each row given out. */
  private readonly given = new Map<string, { readonly time: number | null; readonly window: number }>()
  private readonly by: OrderQuery["by"]
  private window = 0
  private ofRound = new Set<string>()
  private ofWindow = new Set<string>()
  private totals = new Set<number>()

  constructor(by: OrderQuery["by"]) {
    this.by = by
  }

  /** Counts the rows of a page, and returns how many of them no earlier page of this round had. */
  receive(records: ReadonlyArray<OrderRecord>): number {
    const before = this.ofRound.size
    for (const id of idsOf(records)) {
      this.ofRound.add(id)
      this.ofWindow.add(id)
    }
    return this.ofRound.size - before
  }

  /** Notes how many rows the window has by the platform. */
  noteTotal(total: number | null): void {
    if (total !== null) this.totals.add(total)
  }

  /**
   * Whether all readings of the window together had as many rows as the platform stated, and it never stated another
   * number: then none left the window, and none came into it.
   */
  get isWholeTogether(): boolean {
    const [total, other] = this.totals
    return total !== undefined && other === undefined && this.ofWindow.size >= total
  }

  /** The window is read again. */
  beginRound(): void {
    this.ofRound = new Set()
  }

  /** Another window is read, with rows that may have been given out before. */
  beginWindow(): void {
    this.beginRound()
    this.ofWindow = new Set()
    this.totals = new Set()
  }

  /** Notes a row as given out, and returns whether it is new. */
  isNew(record: OrderRecord): boolean {
    const identity = identityOf(record)
    const known = this.given.has(identity)
    this.given.set(identity, { time: this.timeOf(record), window: this.window })
    return !known
  }

  /** Ends the window. A row without a time is kept for one window more: it may be on the border. */
  endWindow(nextSince: number): void {
    for (const [identity, { time, window }] of this.given) {
      if (time === null ? window < this.window : time < nextSince) this.given.delete(identity)
    }
    this.window++
    this.beginWindow()
  }

  private timeOf(record: OrderRecord): number | null {
    if (!isOrder(record)) return null
    const time = this.by === "created" ? record.times.created : (record.times.updated ?? record.times.created)
    return time === null ? null : DateTime.toEpochMillis(time)
  }
}

/** What rows are counted by. Unreadable rows that are alike are several on one page, and the same on two. */
const idsOf = (records: ReadonlyArray<OrderRecord>): ReadonlyArray<string> => {
  const alike = new Map<string, number>()
  return records.map((record) => {
    if (isOrder(record)) return record.key
    const number = (alike.get(record.fingerprint) ?? 0) + 1
    alike.set(record.fingerprint, number)
    return `${record.fingerprint} ${number}`
  })
}

const identityOf = (record: OrderRecord): string => {
  if (!isOrder(record)) return record.fingerprint
  const { updated } = record.times
  return updated === null ? record.key : `${record.key} ${DateTime.toEpochMillis(updated)}`
}
