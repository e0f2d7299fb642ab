/** Something that does not follow from the answers. */
export interface Discrepancy {
  /** The order's key; `null` if it is about several orders. */
  readonly order: string | null
  readonly message: string
}
