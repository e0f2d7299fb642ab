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

export const deliberate: ReadonlyArray<Deliberate> = [
  {
    reason: "the sentences on what a document leaves open are written in plainer words",
    part: /^manifest$/,
    pointer: /^\/operations\/[^/]+\/unverified\/\d+$/,
    old: /^"/,
    new: /^"/
  },
  {
    reason: "the advice is written in plainer words",
    pointer: /\/advice$/,
    old: /^"Look the code up in the platform's documentation\."$/,
    new: /^"Look up the code in the platform's documentation\."$/
  }
]
