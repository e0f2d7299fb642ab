/** Orders as Parquet for data warehouses. */
import type { Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type BasicType, ByteWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer"
import type { OverlaidOrder } from "../rules/overlay.ts"
import { columnsOf, type ExportColumn, type RowSource, type RowsPer, rowsOf, shownValue, valuesOf } from "./columns.ts"

export interface ParquetOptions {
  /** Whether a row is an order or one of its lines. */
  readonly rowsPer: RowsPer
}

/** How many rows are in memory, and become one row group. */
const rowsPerGroup = 2000

/**
 * The orders as Parquet (Snappy). Columns have the names of the order's fields, in small letters with `_`: `amounts_paid`. Amounts
 * are INT64 in minor units (CNY: fen), times are TIMESTAMP_MILLIS in UTC, states are the order's own words.
 */
export const parquetBytes = <E, R>(
  orders: Stream.Stream<OverlaidOrder, E, R>,
  { rowsPer }: ParquetOptions
): Stream.Stream<Uint8Array, E, R> => {
  const columns = columnsOf(rowsPer)
  const file = Effect.sync(() => makeFile(columns))
  return Stream.unwrap(
    Effect.map(file, ({ finish, group }) =>
      orders.pipe(
        Stream.flatMap((order) => Stream.fromIterable(rowsOf(order, rowsPer))),
        Stream.grouped(rowsPerGroup),
        Stream.map(group),
        Stream.concat(Stream.sync(finish))
      )
    )
  )
}

/** The bytes of each row group, then those of the end. */
const makeFile = (columns: ReadonlyArray<ExportColumn>) => {
  const bytes = new ByteWriter()
  const named = columns.map((column) => ({ column, name: nameOf(column), type: typeOf(column) }))
  const schema = schemaFromColumnData({ columnData: named.map(({ name, type }) => ({ name, type, data: [] })) })
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: "huidan" })
  const written = (): Uint8Array => {
    const taken = bytes.getBytes().slice()
    bytes.index = 0
    return taken
  }
  return {
    group: (rows: ReadonlyArray<RowSource>): Uint8Array => {
      const columnData = named.map(({ column, name, type }) => ({
        name,
        type,
        data: rows.map((row) => valueOf(row, column))
      }))
      // The writer answers with a promise only if it has to wait for its output, which is in memory.
      writer.write({ columnData, rowGroupSize: rowsPerGroup })
      return written()
    },
    finish: (): Uint8Array => {
      writer.finish()
      return written()
    }
  }
}

/** `/lines/&#42;/skuId` → `lines_sku_id` */
const nameOf = ({ field }: ExportColumn): string =>
  field
    .split("/")
    .filter((name) => name !== "" && name !== "*")
    .map((name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
    .join("_")

const typeOf = ({ kind }: ExportColumn): BasicType =>
  kind === "money" || kind === "count" ? "INT64" : kind === "time" ? "TIMESTAMP" : "STRING"

const valueOf = (row: RowSource, { field, kind }: ExportColumn): string | bigint | Date | null => {
  const values = valuesOf(row, field)
  const [value] = values
  if (value === undefined) return null
  if (kind === "money" || kind === "count") return wholeOf(value)
  if (kind === "time") return new Date(shownValue(value))
  return values.map(shownValue).join("; ")
}

const wholeOf = (value: Json): bigint | null => (typeof value === "number" ? BigInt(value) : null)
