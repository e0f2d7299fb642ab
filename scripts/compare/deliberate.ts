/** Differences from the commit before that are on purpose. Remove an entry when the commit compared with has it too. */

export interface Deliberate {
  /** Why it differs, printed with the number of differences. */
  readonly reason: string
  /** Patterns without the flag `g`; one that is left out matches everything. */
  readonly platform?: RegExp
  readonly door?: RegExp
  readonly operation?: RegExp
  readonly name?: RegExp
  /** `orders`, `explanation`, `error`, …; `case` if only one tree has the case. */
  readonly part?: RegExp
  readonly pointer?: RegExp
  /** Matched with the value as JSON, `nothing` if there is none; so is `new`. */
  readonly old?: RegExp
  readonly new?: RegExp
}

export const deliberate: ReadonlyArray<Deliberate> = []
