import type { OrderQuery } from "../../api/queries.ts"

/** The filters that an export takes. */
const exported: ReadonlySet<string> = new Set(["platform", "shopId", "trade", "createdFrom", "createdTo"])

/**
 * Where a program or a spreadsheet gets the orders of a filter; `null` if the filter has more than an export takes: the file
 * would have orders that the table does not show.
 */
export const exportAddress = (query: OrderQuery, language: string): string | null => {
  const address = new URLSearchParams({ language })
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    if (!exported.has(name)) return null
    address.set(name, String(value))
  }
  return `/api/exports/orders.csv?${address}`
}
