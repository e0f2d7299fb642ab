/** What a person must know of a trial to repeat it. */
export interface TrialName {
  /** The adapter's package. */
  readonly adapter: string
  readonly law: string
  readonly seed: number
  /** The name of the door. */
  readonly door: string
  /** The name of the law's case. */
  readonly case: string
}

/** Says that the trial breaks its law, without the full stop. */
export const brokenWords = ({ adapter, case: which, door, law, seed }: TrialName): string =>
  `${law} is broken by ${adapter}. Seed ${seed}, door ${door}, case "${which}"`
