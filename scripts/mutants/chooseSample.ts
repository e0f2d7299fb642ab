import { createHash } from "node:crypto"

export interface Sampling {
  readonly seed: number
  /** The largest number of mutants. */
  readonly limit: number
}

/**
 * At most `limit` of all, chosen by the seed and the text of each. Each one is equally likely, so a file is in the sample in
 * proportion to its size, and a mutant that is added or removed replaces at most one other.
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
