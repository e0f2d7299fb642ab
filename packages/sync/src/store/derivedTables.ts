/** The tables that follow from the orders alone; each row begins with the order's id. */
import type { Json } from "@huidan/core"
import type { Key } from "../privacy/encryption.ts"
import { hashColumns, hashRows } from "../privacy/hashes.ts"
import { bigramColumns, bigramRows, idColumns, idRows, lineColumns, lineRows } from "./derivedRows.ts"
import type { Row } from "./rows.ts"
import type { StoredOrder } from "./StoredOrder.ts"

export interface DerivedTable {
  readonly table: string
  /** Without the order's id. */
  readonly columns: ReadonlyArray<string>
  /** `id`: the number of the order in the store. */
  readonly rows: (order: StoredOrder, id: number) => ReadonlyArray<Row>
}

const ofBody =
  (rows: (body: Json, id: number) => ReadonlyArray<Row>) =>
  ({ body }: StoredOrder, id: number): ReadonlyArray<Row> =>
    body === null ? [] : rows(body, id)

/** Those that follow from what an order shows. */
export const derivedTables: ReadonlyArray<DerivedTable> = [
  { table: "lines", columns: lineColumns, rows: ofBody(lineRows) },
  { table: "ids", columns: idColumns, rows: ofBody(idRows) },
  { table: "search", columns: bigramColumns, rows: ofBody(bigramRows) }
]

/** The hashes of names and telephone numbers, which follow from all answers of an order. */
export const hashTable = (key: Key): DerivedTable => ({
  table: "private_hashes",
  columns: hashColumns,
  rows: ({ facets }) => hashRows(facets.values(), key)
})
