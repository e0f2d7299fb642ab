/** The parameters of a request, as a lenient server reads them. */
import type { Json, Order } from "@huidan/core"

export type Parameters = { readonly [name: string]: Json }

export const isUnset = (value: Json | undefined): boolean => value === undefined || value === null || value === ""

/** Text, or a number as text; empty for anything else. */
export const asText = (value: Json | undefined): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : ""

/** Text in the documents; numbers are taken too. `null` for what is neither, or has more digits. */
export const wholeNumber = (value: Json | undefined, otherwise: number, digits: number): number | null => {
  if (isUnset(value)) return otherwise
  const text = asText(value)
  return /^\d+$/.test(text) && text.length <= digits ? Number(text) : null
}

/** Filters that ask for a value of the row itself, by the parameter's name. */
export type RowFilters = Readonly<Record<string, (order: Order) => string>>

export const matchesAll = (order: Order, parameters: Parameters, filters: RowFilters): boolean =>
  Object.entries(filters).every(
    ([name, valueOf]) => isUnset(parameters[name]) || asText(parameters[name]) === valueOf(order)
  )
