/** Where this tree does not do what the commit before did, on purpose. Empty it when a release is out. */

export interface Deliberate {
  /** Why, for whoever reads the output. */
  readonly reason: string
  /** What it is about; what is left out matches everything. `old` and `new` are matched with values as JSON. */
  readonly platform?: RegExp
  readonly door?: RegExp
  readonly operation?: RegExp
  readonly name?: RegExp
  /** `orders`, `explanation`, `error`, …; `case` where one tree has a case that the other has not. */
  readonly part?: RegExp
  readonly pointer?: RegExp
  readonly old?: RegExp
  readonly new?: RegExp
}

export const deliberate: ReadonlyArray<Deliberate> = []
