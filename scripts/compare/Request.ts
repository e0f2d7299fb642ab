/** The request of `compare.ts` to a collector. */
export interface CollectRequest {
  /** The file for the lines. */
  readonly out: string
  /** Folders of adapters, such as `adapter-xiaoe` and `template`; all adapters if left out. */
  readonly adapters?: ReadonlyArray<string>
  /** Number of seeds for answers of every operation and door, and for `getOrder`. */
  readonly seeds: number
  /** Number of seeds for pushes. */
  readonly pushSeeds: number
  /** Number of seeds for lists, which have several windows and pages. */
  readonly listSeeds: number
  /** A file of `PartsOfCases`: only these cases are run, and written with values. Left out: all cases, with hashes. */
  readonly only?: string
  /** The file for the cursors of all lists. */
  readonly cursors?: string
  /** A file of cursors: only lists resumed from them are run. Left out: everything else is run. */
  readonly resume?: string
}

/** One line: a case, its parts (hashes or values), and counts for the summary. */
export interface CollectedLine {
  readonly key: string
  readonly parts: Readonly<Record<string, unknown>>
  readonly counts: Readonly<Record<string, number>>
}

/** The key of a case → the names of its parts. */
export type PartsOfCases = Readonly<Record<string, ReadonlyArray<string>>>
