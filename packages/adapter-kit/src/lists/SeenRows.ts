import { isOrder, type OrderQuery, type OrderRecord } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Hash from "effect/Hash"

/** The rows of a page by the earlier pages of the same reading. */
export interface Received {
  /** Rows that no earlier page had. */
  readonly fresh: number
  /** Rows that an earlier page had. */
  readonly repeated: number
}

/** So many rows of a page show whether rows move to the page that is read next. */
const borderRows = 16

/** The rows of a page that move first if rows move: hashes, for a cursor. `way`: where the next page is. */
export const borderOf = (records: ReadonlyArray<OrderRecord>, way: "up" | "down"): ReadonlyArray<number> =>
  (way === "up" ? idsOf(records).slice(-borderRows) : idsOf(records).slice(0, borderRows)).map(Hash.string)

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
  /** Of a page that was read in another process. */
  private border: ReadonlySet<number> = new Set()

  constructor(by: OrderQuery["by"]) {
    this.by = by
  }

  /** The window was begun in another process, which read a page with this border last. */
  goOn(border: ReadonlyArray<number>): void {
    this.border = new Set(border)
  }

  /** Counts the rows of a page. A row that the page has twice counts once. */
  receive(records: ReadonlyArray<OrderRecord>): Received {
    const ids = new Set(idsOf(records))
    const old = new Set([...ids].filter((id) => this.ofRound.has(id) || this.border.has(Hash.string(id))))
    for (const id of ids) {
      this.ofRound.add(id)
      this.ofWindow.add(id)
    }
    return { fresh: ids.size - old.size, repeated: old.size }
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
    const [total = Number.POSITIVE_INFINITY, other] = this.totals
    return other === undefined && this.ofWindow.size >= total
  }

  /** The window is read again. */
  beginRound(): void {
    this.ofRound = new Set()
    this.border = new Set()
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
