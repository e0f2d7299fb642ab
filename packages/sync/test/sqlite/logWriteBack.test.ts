/** The log is written back to the file on a thread of its own: no commit does it. */
import { existsSync, renameSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Layer, Logger, Scope } from "effect"
import { SqlClient } from "effect/sql"
import { layerSqlite } from "../../src/index.ts"
import { temporaryFile } from "../temporaryFile.ts"

const megabyte = 1_000_000

/** What is awaited happens after some hundreds. */
const mostCommits = 5000

/** A client, and another connection that looks at the log of its file. */
const opened = Effect.gen(function* () {
  const file = yield* temporaryFile
  const scope = yield* Scope.fork(yield* Effect.scope)
  const sql = yield* SqlClient.SqlClient.pipe(
    Effect.provide(yield* Layer.build(layerSqlite({ file })).pipe(Scope.provide(scope)))
  )
  yield* sql`CREATE TABLE parcels (id INTEGER PRIMARY KEY, content BLOB)`
  const other = yield* Effect.acquireRelease(
    Effect.sync(() => new DatabaseSync(file)),
    (database) => Effect.sync(() => (database.isOpen ? database.close() : undefined))
  )
  const measured = other.prepare("PRAGMA wal_checkpoint(NOOP)")
  const log = () => {
    const row = measured.get()
    return { pages: Number(row?.["log"]), written: Number(row?.["checkpointed"]) }
  }
  /** By the connection that writes. */
  const megabytes = sql.withTransaction(
    Effect.map(sql<{ n: number }>`SELECT round(sum(length(content)) / 1e6) AS n FROM parcels`, ([row]) => row?.n)
  )
  const add = (bytes: number) => sql`INSERT INTO parcels (content) VALUES (zeroblob(${bytes}))`
  /** Commits little, so that the client looks at its log. */
  const little = add(10)
  const until = (isReached: () => boolean) =>
    Effect.gen(function* () {
      for (let commits = 0; !isReached(); commits++) {
        assert.isBelow(commits, mostCommits)
        yield* little
        yield* Effect.promise(() => new Promise(setImmediate))
      }
    })
  return { file, megabytes, other, log, add, little, until, close: Scope.close(scope, Exit.void) }
})

describe("a long log", () => {
  it.effect("is left by commits, and is written back and begins anew while more is committed", () =>
    Effect.gen(function* () {
      const { add, log, megabytes, until } = yield* opened
      yield* add(20 * megabyte)
      const { pages, written } = log()
      assert.isAbove(pages, 1000)
      assert.strictEqual(written, 0)
      yield* until(() => log().pages < 250)
      assert.strictEqual(yield* megabytes, 20)
    })
  )

  it.effect("stays short while many commits follow each other closely", () =>
    Effect.gen(function* () {
      const { add, log, megabytes } = yield* opened
      let longest = 0
      for (let commits = 0; commits < 200; commits++) {
        yield* add(megabyte / 2)
        longest = Math.max(longest, log().pages)
        // The thread's answer can arrive.
        yield* Effect.promise(() => new Promise(setImmediate))
      }
      assert.strictEqual(yield* megabytes, 100)
      assert.isBelow(longest * 16, 80 * 1024)
    })
  )

  it.effect("grows while a long read prevents it, and is written back when that has ended", () =>
    Effect.gen(function* () {
      const { add, log, other, until } = yield* opened
      other.exec("BEGIN")
      other.prepare("SELECT count(*) FROM parcels").get()
      yield* Effect.forEach(Array.from({ length: 12 }), () => add(3 * megabyte), { discard: true })
      other.exec("COMMIT")
      const { pages } = log()
      assert.isAbove(pages, 2000)
      yield* add(5 * megabyte)
      yield* until(() => log().pages < 250)
    })
  )

  it.effect("is written back before the file is closed", () =>
    Effect.gen(function* () {
      const { add, close, file, little, other } = yield* opened
      yield* add(20 * megabyte)
      yield* little
      other.close()
      yield* close
      assert.isFalse(existsSync(`${file}-wal`))
      const again = new DatabaseSync(file)
      assert.strictEqual(again.prepare("SELECT count(*) AS n FROM parcels").get()?.["n"], 2)
      again.close()
    })
  )

  it.effect("is written back by commits if the thread fails, which is said once", () => {
    const messages: Array<string> = []
    const logger = Logger.make(({ message }) => messages.push(String(message)))
    return Effect.gen(function* () {
      const { add, file, log, megabytes, until } = yield* opened
      renameSync(file, `${file}-moved`)
      yield* add(20 * megabyte)
      yield* until(() => messages.length > 0)
      assert.match(
        messages.join("\n"),
        /^The thread that writes the log of the database back has stopped: .*store\.db cannot be opened/
      )
      assert.isFalse(existsSync(file))
      yield* until(() => log().pages < 250)
      yield* add(20 * megabyte)
      assert.strictEqual(yield* megabytes, 40)
      assert.lengthOf(messages, 1)
    }).pipe(Effect.provide(Logger.layer([logger])))
  })
})
