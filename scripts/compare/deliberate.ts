/** Differences that are on purpose. Remove an entry when the commit that is compared with has the change too. */

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
  /** Old words → new ones. The old value (as JSON) must become the new one when all of them are replaced, in this order. */
  readonly reworded?: ReadonlyArray<readonly [old: string, new: string]>
}

export const deliberate: ReadonlyArray<Deliberate> = [
  {
    reason: "what a document leaves open is written in plainer words",
    part: /^manifest$/,
    pointer: /^\/operations\/[^/]+\/unverified\/\d+$/,
    old: /^"/,
    new: /^"/
  },
  {
    reason: "messages and advice are written in plainer words",
    reworded: [
      ["the platform's budget for this operation is used up", "the platform's quota for this operation is used up"],
      ["and that nothing rewrites requests on the way.", "and that no proxy changes requests on the way."],
      [
        "The platform finds the request's time wrong: set this machine's clock by NTP.",
        "The platform rejected the request's timestamp: synchronise this machine's clock (NTP)."
      ],
      ["Apply for the permission set in the platform's", "Apply for the permission in the platform's"],
      [
        "Wait until the platform renews the budget, or ask it for a larger one.",
        "Wait until the platform renews the quota, or ask the platform for a larger one."
      ],
      ["See what the adapter declares: `huidan adapters`.", "Run `huidan adapters` to see what the adapter supports."],
      ["Try again later; if it lasts, check", "Try again later; if it persists, check"],
      ["Look the code up in the platform's documentation.", "Look up the code in the platform's documentation."],
      ["the nonce came before", "the nonce was used before"],
      ["list 1.0 knows orders by creation time only", "list 1.0 filters by creation time only"],
      ["the rate is no whole number of basis points", "the rate is not a whole number of basis points"],
      ["the mark or the rows of the pages before it alone", "only the mark or the rows of earlier pages"],
      ["rows of the pages before it alone", "only rows of earlier pages"],
      ["is no huidan/order@1", "is not an order (huidan/order@1)"],
      [
        "Expected a string matching the RegExp ^https?:\\\\/\\\\/[^\\\\s]+$",
        "Expected an address that begins with https:// or http://"
      ],
      [': list 2.0 (`api: \\"2.0\\"`) knows update times', ': use list 2.0 (`api: \\"2.0\\"`) for update times']
    ]
  }
]
