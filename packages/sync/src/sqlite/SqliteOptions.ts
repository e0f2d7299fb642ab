import type * as Duration from "effect/Duration"

/** Where the database is, and how it is read. */
export interface SqliteOptions {
  /** The path of the file, which is created if it does not exist; `:memory:` for a database in memory. */
  readonly file: string
  /** `read`: nothing is written, and the file must exist; `write` if left out. */
  readonly access?: "read" | "write"
  /**
   * How many threads read, each started when it is first used; 2 if left out. With 0 this thread reads too, and writes the
   * log back: then the sequence of all that happens is that of this program alone.
   */
  readonly readers?: number
  /** How long a statement waits for the lock of another process; 5 seconds if left out. */
  readonly lockWait?: Duration.Input
}
