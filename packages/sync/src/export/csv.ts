/** Orders as CSV for spreadsheets. */
import { fieldLabels, formatMoney, formatWallTime, type Json, type LabelLanguage, minorUnitDigits } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Csv from "effect/encoding/Csv"
import * as Stream from "effect/Stream"
import type { OverlaidOrder } from "../rules/overlay.ts"
import { textAt } from "../store/jsonAt.ts"
import { columnsOf, type ExportColumn, type RowSource, type RowsPer, rowsOf, shownValue, valuesOf } from "./columns.ts"
import { safeId, safeText } from "./spreadsheetText.ts"

export interface CsvOptions {
  /** Whether a row is an order or one of its lines. */
  readonly rowsPer: RowsPer
  /** The language of headings and states. */
  readonly language: LabelLanguage
  /** The zone of all times; Asia/Shanghai if left out. */
  readonly zone?: DateTime.TimeZone
}

/** How many rows are written at once. */
const rowsAtOnce = 500

/** It tells spreadsheets that the file is UTF-8. */
const byteOrderMark = new Uint8Array([0xef, 0xbb, 0xbf])

/**
 * The orders as UTF-8 with a byte order mark, and headings. Amounts are decimals of the currency's major unit, times
 * `YYYY-MM-DD HH:mm:ss`. The cells of texts are as `spreadsheetText` says.
 */
export const csvBytes = <E, R>(
  orders: Stream.Stream<OverlaidOrder, E, R>,
  { language, rowsPer, zone }: CsvOptions
): Stream.Stream<Uint8Array, E, R> => {
  const columns = columnsOf(rowsPer)
  const cells = (source: RowSource): Csv.Row => columns.map((column) => cellOf(source, column, language, zone))
  const headings = columns.map(({ field }) => fieldLabels[field][language])
  return Stream.make<[Csv.Row]>(headings).pipe(
    Stream.concat(Stream.flatMap(orders, (order) => Stream.fromIterable(rowsOf(order, rowsPer).map(cells)))),
    Stream.rechunk(rowsAtOnce),
    Stream.pipeThroughChannel(Csv.encode<E>()),
    (encoded) => Stream.concat(Stream.make(byteOrderMark), encoded)
  )
}

/** The texts of a list are made harmless one by one. */
const cellOf = (source: RowSource, column: ExportColumn, language: LabelLanguage, zone: Zone): string =>
  valuesOf(source, column.field)
    .map((value) => textOf(value, source, column, language, zone))
    .join("; ")

type Zone = CsvOptions["zone"]

const textOf = (
  value: Json,
  { order }: RowSource,
  { kind, words }: ExportColumn,
  language: LabelLanguage,
  zone: Zone
): string => {
  const text = shownValue(value)
  switch (kind) {
    case "id":
      return safeId(text)
    case "text":
      return safeText(text)
    case "word":
      return Object.hasOwn(words, text) ? (words[text]?.[language] ?? text) : safeText(text)
    case "time":
      return timeText(text, zone)
    case "count":
      return text
    case "money":
      return moneyText(value, textAt(order, "amounts", "currency") ?? "CNY")
  }
}

const moneyText = (value: Json, currency: string): string =>
  typeof value === "number" ? formatMoney(value, digitsOf(currency)) : ""

const knownDigits = new Map<string, number>()

const digitsOf = (currency: string): number => {
  const digits = knownDigits.get(currency) ?? minorUnitDigits(currency)
  knownDigits.set(currency, digits)
  return digits
}

const timeText = (text: string, zone: Zone): string => {
  const instant = DateTime.makeUnsafe(text)
  if (zone === undefined) return formatWallTime(DateTime.toUtc(instant))
  return DateTime.formatIsoOffset(DateTime.setZone(instant, zone)).slice(0, 19).replace("T", " ")
}
