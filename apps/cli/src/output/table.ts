/** Tables of text on a terminal, where a Chinese character is two columns wide. */
import { displayWidth } from "effect/cli/CliOutput"

export interface Column {
  readonly title: string
  readonly align?: "right"
  /** The least width, in columns of the terminal: later rows may need it. */
  readonly minimum?: number
  /** Longer cells are cut to this width, in columns of the terminal. */
  readonly maximum?: number
}

export type Cells = ReadonlyArray<string>

/** How wide each column must be for these rows. */
export const columnWidths = (columns: ReadonlyArray<Column>, rows: ReadonlyArray<Cells>): ReadonlyArray<number> =>
  columns.map((column, index) =>
    rows.reduce(
      (widest, cells) => Math.max(widest, displayWidth(cut(cells[index] ?? "", column))),
      Math.max(displayWidth(column.title), column.minimum ?? 0)
    )
  )

/** One line; a cell wider than its column moves the rest of the line. */
export const tableLine = (columns: ReadonlyArray<Column>, widths: ReadonlyArray<number>, cells: Cells): string =>
  columns
    .map((column, index) => {
      const text = cut(cells[index] ?? "", column)
      const space = " ".repeat(Math.max(0, (widths[index] ?? 0) - displayWidth(text)))
      return column.align === "right" ? space + text : text + space
    })
    .join("  ")
    .trimEnd()

export const headerLine = (columns: ReadonlyArray<Column>, widths: ReadonlyArray<number>): string =>
  tableLine(
    columns,
    widths,
    columns.map((column) => column.title)
  )

/** Header and rows. */
export const tableLines = (columns: ReadonlyArray<Column>, rows: ReadonlyArray<Cells>): ReadonlyArray<string> => {
  const widths = columnWidths(columns, rows)
  return [headerLine(columns, widths), ...rows.map((cells) => tableLine(columns, widths, cells))]
}

const cut = (text: string, { maximum }: Column): string => (maximum === undefined ? text : fitted(text, maximum))

/** The text, or its beginning and `…`: at most so many columns of a terminal. */
export const fitted = (text: string, maximum: number): string => {
  if (displayWidth(text) <= maximum) return text
  let kept = ""
  for (const character of text) {
    if (displayWidth(kept + character) >= maximum) break
    kept += character
  }
  return `${kept}…`
}
