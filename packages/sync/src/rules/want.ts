/**
 * How new an answer must be. A want is a moment of the platform's clock up to which an order must be known: the update time
 * that a row of a list states, or the arrival of a push.
 */

/** What the moment of asking must leave room for, in milliseconds. */
export interface Allowances {
  /** How far two clocks of the platform may be apart; 3000 unless an operator says otherwise. */
  readonly clockMargin: number
  /** How far the platform's replicas may be behind; 60 000 unless an operator says otherwise. */
  readonly replicaLag: number
}

/** What is allowed for unless an operator says otherwise. */
export const standardAllowances: Allowances = { clockMargin: 3000, replicaLag: 60_000 }

/** Update times are whole seconds: a change in the rest of the second has the same one. */
const second = 1000

/** The moment from which on an answer that is asked for meets the want, in Unix milliseconds by the platform's clock. */
export const enoughFrom = (want: number, { clockMargin, replicaLag }: Allowances): number =>
  want + second + clockMargin + replicaLag

/**
 * Whether an answer that was asked for at this moment meets the want. `askedAt` is `null` if there is no answer, `want` is
 * `null` if nobody wants one. An answer that was asked for sooner is shown, and confirmed by a later one.
 */
export const isEnough = (want: number | null, askedAt: number | null, allowances: Allowances): boolean =>
  want === null || (askedAt !== null && askedAt >= enoughFrom(want, allowances))

/** The want that remains of two: the later one. */
export const laterWant = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.max(one, other)
