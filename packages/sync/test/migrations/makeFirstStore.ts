/**
 * Makes `test/fixtures/migration-1.sqlite` and what the tests expect of it:
 * `node packages/sync/test/migrations/makeFirstStore.ts`, after a build. Once: it refuses to replace the files. A store
 * that was written by the first version of the tables must be opened by every later program, so they are never made again.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { fileURLToPath } from "node:url"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/testing/TestClock"
import { layerSqlite, layerStoreWriter } from "../../src/index.ts"
import { contentOf } from "./contentOf.ts"
import { fillFirstStore, firstKey, firstTime } from "./firstStore.ts"

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))
const [file, expected] = [fixture("migration-1.sqlite"), fixture("migration-1.json")]

if (existsSync(file)) {
  console.error(`${file} exists, and is never made again: stores like it are in use`)
  process.exit(1)
}

const opened = layerStoreWriter({ name: "huidan serve", masterKey: firstKey, keepsRawAnswers: true }).pipe(
  Layer.provideMerge(layerSqlite({ file, readers: 0 }))
)
// The clock is set before the store is opened: its writer gives signs of life as time passes.
await Effect.runPromise(
  TestClock.setTime(firstTime).pipe(
    Effect.andThen(Effect.provide(fillFirstStore, opened)),
    Effect.provide(TestClock.layer())
  )
)

// Nothing of this machine stays in the file, and it is one small file: with small pages tables of few rows need less.
const database = new DatabaseSync(file)
database.exec("UPDATE writer SET host = 'a machine', process = 1, address = NULL, token = NULL")
database.exec("PRAGMA journal_mode = DELETE")
database.exec("PRAGMA page_size = 1024")
database.exec("VACUUM")
database.close()

// Reading notes what it reveals, so a copy is read.
const folder = mkdtempSync(join(tmpdir(), "huidan-first-store-"))
copyFileSync(file, join(folder, "store.db"))
const content = await Effect.runPromise(contentOf(join(folder, "store.db")))
rmSync(folder, { recursive: true })
const empty = Object.entries(content.rows).flatMap(([table, rows]) => (rows === 0 ? [table] : []))
if (empty.length > 0) throw new Error(`these tables are empty: ${empty.join(", ")}`)
writeFileSync(expected, `${JSON.stringify(content, null, 2)}\n`)
console.log(`${statSync(file).size} bytes, ${Object.keys(content.rows).length} tables`)
