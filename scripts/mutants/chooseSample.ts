import { createHash } from "node:crypto"

export interface Sampling {
  readonly seed: number
  /** How many at most. */
  readonly limit: number
}

/**
 * At most `limit` of all, chosen by the seed and each one's own text: every one is as likely as any other, so each file
 * is in the sample in proportion to its size, and one that is added or removed moves at most one other.
 */
export const chooseSample = <A>(
  all: ReadonlyArray<A>,
  textOf: (one: A) => string,
  { limit, seed }: Sampling
): ReadonlyArray<A> =>
  all
    .map((one) => ({
      one,
      rank: createHash("sha256")
        .update(`${seed} ${textOf(one)}`)
        .digest("hex")
    }))
    .toSorted((left, right) => (left.rank < right.rank ? -1 : left.rank > right.rank ? 1 : 0))
    .slice(0, limit)
    .map(({ one }) => one)
