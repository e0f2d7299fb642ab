import type { InfiniteData } from "@tanstack/react-query"
import type { OrderPage, OrderRow } from "../../../api/orders.ts"
import type { OrderQuery } from "../../api/queries.ts"
import { isAskedFor } from "./filter.ts"

type Pages = InfiniteData<OrderPage, string | null>

/** The latest created comes first; orders without a time of creation come last. */
const isBefore = (first: OrderRow, second: OrderRow): boolean => (first.created ?? 0) >= (second.created ?? 0)

/**
 * The pages with an order as it is now: in its place, taken out if it does not belong to them any more, put in if it does.
 * An order behind the last page that was read is left to the page that will have it.
 */
export const mergeChange = (pages: Pages, row: OrderRow, query: OrderQuery): Pages => {
  const belongs = isAskedFor(row, query)
  const known = pages.pages.some(({ rows }) => rows.some(({ key }) => key === row.key))
  if (known) {
    return withRows(pages, (rows) => rows.flatMap((each) => (each.key !== row.key ? [each] : belongs ? [row] : [])))
  }
  if (!belongs) return pages
  const at = pages.pages.findIndex(({ next, rows }) => next === null || rows.some((each) => isBefore(row, each)))
  if (at < 0) return pages
  return withRows(pages, (rows, page) => {
    if (page !== at) return rows
    const place = rows.findIndex((each) => isBefore(row, each))
    return place < 0 ? [...rows, row] : rows.toSpliced(place, 0, row)
  })
}

const withRows = (
  pages: Pages,
  change: (rows: ReadonlyArray<OrderRow>, page: number) => ReadonlyArray<OrderRow>
): Pages => ({ ...pages, pages: pages.pages.map((page, index) => ({ ...page, rows: change(page.rows, index) })) })
