/** What `compare.ts` wants of a tree. */
export interface CollectRequest {
  /** The file for the lines. */
  readonly out: string
  /** So many seeds of every operation, door and call. */
  readonly seeds: number
  /** So many seeds of lists. */
  readonly listSeeds: number
  /** A file of `PartsOfCases`: only these are asked, and written whole. Left out: all cases, as hashes. */
  readonly only?: string
  /** The file for the cursors of all lists. */
  readonly cursors?: string
  /** Goes on from the cursors of this file, and asks nothing else. */
  readonly resume?: string
}

/** One line: a case, its parts (hashes, or values), and what it held. */
export interface CollectedLine {
  readonly key: string
  readonly parts: Readonly<Record<string, unknown>>
  readonly counts: Readonly<Record<string, number>>
}

/** The key of a case → the names of its parts. */
export type PartsOfCases = Readonly<Record<string, ReadonlyArray<string>>>
