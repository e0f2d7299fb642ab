import type { ReactNode } from "react"
import { ScrollArea } from "./ScrollArea.tsx"

/** One column of a table. */
export interface Column<Row> {
  readonly name: string
  readonly heading: string
  readonly cell: (row: Row) => ReactNode
  readonly align?: "end"
  /** Whether the cell names its row. */
  readonly isRowHeading?: boolean
}

interface DataTableProps<Row> {
  /** What the table is about, for screen readers. */
  readonly label: string
  readonly columns: ReadonlyArray<Column<Row>>
  readonly rows: ReadonlyArray<Row>
  readonly rowKey: (row: Row) => string
}

/** A table of at most some hundred rows, which scrolls sideways where the page is narrow. */
export const DataTable = <Row,>({ columns, label, rowKey, rows }: DataTableProps<Row>) => (
  <ScrollArea label={label}>
    <table className="table" aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ align, heading, name }) => (
            <th key={name} scope="col" className={align}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map(({ align, cell, isRowHeading = false, name }) =>
              isRowHeading ? (
                <th key={name} scope="row" className={align}>
                  {cell(row)}
                </th>
              ) : (
                <td key={name} className={align}>
                  {cell(row)}
                </td>
              )
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollArea>
)
