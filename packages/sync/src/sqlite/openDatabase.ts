/** Opening a connection of `node:sqlite`. SQLite itself never waits for a lock. */
import { DatabaseSync } from "node:sqlite"
import { pathToFileURL } from "node:url"

/**
 * Every commit reaches the disk (`synchronous = FULL`): a version that was sent must not be given away again after a power
 * cut. What is deleted is overwritten (`secure_delete`): the key of private texts that were forgotten must not be found in
 * the file. A cache of 64 MB. A thread writes the log back to the file (`makeLogWriteBack`); without one a commit does it
 * when the log has 1000 pages (16 MB), which stops the event loop for 20 to 30 ms. A log that a long read made larger is cut
 * to 64 MB once it is written back.
 *
 * A new file has pages of 16 kB: an answer takes about 3 kB, and one such row in each page of 4 kB wastes a quarter of the
 * file. A file that exists keeps its pages.
 */
const writerSettings = `
  PRAGMA page_size = 16384;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA secure_delete = ON;
  PRAGMA temp_store = MEMORY;
  PRAGMA wal_autocheckpoint = 1000;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA cache_size = -65536`

/** A cache of 16 MB. The first read shows whether the file is a database. */
const readerSettings = `
  PRAGMA query_only = ON;
  PRAGMA cache_size = -16384;
  SELECT count(*) FROM sqlite_schema`

/** The log is written back, and nothing else is written. */
const logSettings = `
  PRAGMA query_only = ON;
  PRAGMA wal_autocheckpoint = 0;
  SELECT count(*) FROM sqlite_schema`

export const openWriter = (file: string): DatabaseSync => opened(file, false, writerSettings)

export const openReader = (file: string): DatabaseSync => opened(file, true, readerSettings)

/** For the thread that writes the log back. A file that is not there any more is not created. */
export const openLog = (file: string): DatabaseSync => {
  const url = pathToFileURL(file)
  url.searchParams.set("mode", "rw")
  return opened(url, false, logSettings)
}

const opened = (file: string | URL, readOnly: boolean, settings: string): DatabaseSync => {
  const database = new DatabaseSync(file, { readOnly, timeout: 0 })
  try {
    database.exec(settings)
    return database
  } catch (cause) {
    database.close()
    throw cause
  }
}
