/** Pages for accounts of some shops: where reading stops must not depend on the orders of other shops. */
import * as Effect from "effect/Effect"

/** A page of the store; `scannedTo`: where reading stopped because it had read so many index rows, `null` if it did not. */
interface Page<Row, Place> {
  readonly rows: ReadonlyArray<Row>
  readonly next: Place | null
  readonly scannedTo: Place | null
}

/** How many pages of the store are read at most for one page of an account. */
const mostReads = 10

/**
 * Reads a list of the store. The store reads a bounded number of index rows for a page, of all shops; for an account of some
 * shops it is read again from there, until the page is full or the list ends, at most `mostReads` times.
 */
export const readOn = <Row, Place, E, R>(list: {
  readonly read: (after: Place | null, size: number) => Effect.Effect<Page<Row, Place>, E, R>
  readonly placeOf: (row: Row) => Place
  readonly after: Place | null
  readonly size: number
  /** Whether the account sees some shops only. */
  readonly isLimited: boolean
}): Effect.Effect<Page<Row, Place>, E, R> =>
  Effect.gen(function* () {
    const { after, isLimited, placeOf, read, size } = list
    if (!isLimited) return yield* read(after, size)
    const rows: Array<Row> = []
    let from = after
    for (let reads = 0; reads < mostReads; reads++) {
      // One row more tells whether another page follows.
      const page = yield* read(from, size + 1 - rows.length)
      rows.push(...page.rows)
      const last = rows[size - 1]
      if (rows.length > size && last !== undefined) {
        return { rows: rows.slice(0, size), next: placeOf(last), scannedTo: null }
      }
      from = page.scannedTo
      if (from === null) break
    }
    return { rows, next: from, scannedTo: from }
  })
