/** No file that is written takes the place of a store in use. */
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { FileExists } from "./draftFile.ts"

/** What SQLite writes beside a database. With another database in its place these files would damage it. */
export const besides = ["-wal", "-shm", "-journal"]

/**
 * Fails if the file is the store's own, or one that SQLite has beside it, under whichever name: the store would be destroyed,
 * also where files may be replaced.
 */
export const refuseStoreFile = Effect.fnUntraced(function* (
  file: string
): Effect.fn.Return<void, FileExists | SqlError, SqlClient.SqlClient | FileSystem.FileSystem> {
  const files = yield* FileSystem.FileSystem
  const sql = yield* SqlClient.SqlClient
  const [row] = yield* sql.onDialectOrElse({
    sqlite: () => sql<{ file: string | null }>`SELECT file FROM pragma_database_list WHERE name = 'main'`,
    orElse: () => Effect.succeed([])
  })
  const store = row?.file ?? ""
  if (store !== "" && (yield* isOfStore(files, store, file))) return yield* new FileExists({ file, isStore: true })
})

/** Whether a file is this store, or one that SQLite has beside it, also under another name. */
export const isOfStore = Effect.fnUntraced(function* (files: FileSystem.FileSystem, store: string, file: string) {
  const written = yield* identityOf(files, file)
  if (written === null) return false
  for (const suffix of ["", ...besides]) {
    if ((yield* identityOf(files, `${store}${suffix}`)) === written) return true
  }
  return false
})

/** The device and the number of a file, which are the same under all its names; `null` if there is none. */
const identityOf = (files: FileSystem.FileSystem, file: string): Effect.Effect<string | null> =>
  files.stat(file).pipe(
    Effect.map(({ dev, ino }) => `${dev} ${Option.getOrElse(ino, () => file)}`),
    Effect.catch(() => Effect.succeed(null))
  )
