/** Which orders an export has, and how they are stored. */
import type { ShopName } from "../store/lanes.ts"

/** Which orders are exported. A member that is left out excludes no order. */
export interface ExportFilter {
  readonly platform?: string
  readonly shop?: ShopName
  /** Orders of any of these shops. */
  readonly shops?: ReadonlyArray<ShopName>
  readonly trade?: string
  /** Unix milliseconds, included. */
  readonly createdFrom?: number
  /** Unix milliseconds, excluded. */
  readonly createdTo?: number
}

/** An order as it is stored: its private texts are masked in `json`. */
export interface StoredRow {
  /** The order's number in the store. */
  readonly id: number
  /** The order's key. */
  readonly key: string
  /** The operation whose answer this is; `null` for what several answers make. */
  readonly operation: string | null
  readonly json: string
  /** The private texts, encrypted; `null` if there are none. */
  readonly sealed: string | null
}
