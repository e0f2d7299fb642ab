import { existsSync, linkSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { NodeServices } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { plainValue } from "@huidan/core"
import { Deferred, Effect, Fiber, Layer, type Scope } from "effect"
import { SqlClient } from "effect/sql"
import { copyDatabase } from "../../src/backup/copyDatabase.ts"
import { draftFile } from "../../src/files/draftFile.ts"
import {
  backupStore,
  exportToFile,
  layerSqlite,
  layerStore,
  restoreStore,
  Store,
  type StoreWriter
} from "../../src/index.ts"
import { buyer, detailPage, held, onFile, opened, orderOf, shop, someKey, unreadable } from "../store/orders.ts"
import { temporaryFile } from "../temporaryFile.ts"

const add = (orderId: string) =>
  Effect.gen(function* () {
    const store = yield* opened
    yield* store.commitPage(yield* held(), detailPage(orderOf(orderId, { buyer }), 1))
  })

/** Reads the store beside a program that writes to it. */
const reading = (file: string) =>
  layerStore({ masterKey: someKey }).pipe(Layer.provideMerge(layerSqlite({ file, readers: 0 })))

const ordersIn = (file: string) =>
  Effect.gen(function* () {
    const store = yield* Store
    assert.deepStrictEqual(yield* store.check, [])
    const { rows } = yield* store.orders({}, null, 100)
    return rows.map(({ orderId }) => orderId).toSorted()
  }).pipe(Effect.provide(reading(file)))

/** The names of a store and of its backup, in a folder of their own; the store has the order `o_1`. */
const files = Effect.gen(function* () {
  const store = yield* temporaryFile
  yield* Effect.provide(add("o_1"), onFile(store))
  return { store, copy: `${store}.backup` }
})

/** Changes the file by the raw driver. */
const change = (file: string, statements: string) =>
  Effect.sync(() => {
    const database = new DatabaseSync(file)
    database.exec(statements)
    database.close()
  })

const modeOf = (file: string) => statSync(file).mode & 0o777

const test = (effect: Effect.Effect<void, unknown, NodeServices.NodeServices | Scope.Scope>) => () =>
  Effect.provide(effect, NodeServices.layer)

describe("a backup", () => {
  it.effect(
    "of a store in use has its orders, is private and one file, and becomes a store again",
    test(
      Effect.gen(function* () {
        const { copy, store } = yield* files
        const progress: Array<number> = []
        yield* Effect.gen(function* () {
          const summary = yield* backupStore({
            from: store,
            to: copy,
            onProgress: ({ copied, pages }) => Effect.sync(() => progress.push(copied / pages))
          })
          assert.deepInclude(summary, { file: copy, bytes: statSync(copy).size })
          assert.deepInclude(summary.rows, { orders: 1, facets: 1, keys: 1 })
          yield* add("o_2")
          assert.strictEqual((yield* Effect.flip(backupStore({ from: store, to: copy })))._tag, "FileExists")
        }).pipe(Effect.provide(onFile(store)))
        assert.strictEqual(progress.at(-1), 1)
        assert.strictEqual(modeOf(copy), 0o600)
        const name = String(plainValue(buyer.name))
        assert.isFalse(readFileSync(copy).includes(name))
        const restored = `${store}.restored`
        yield* restoreStore({ from: copy, to: restored })
        // The backup was made of a store with a writer: it has none.
        yield* Effect.provide(Effect.void, onFile(restored))
        assert.strictEqual(modeOf(restored), 0o600)
        assert.deepStrictEqual([yield* ordersIn(restored), yield* ordersIn(store)], [["o_1"], ["o_1", "o_2"]])
        assert.deepStrictEqual(readdirSync(dirname(store)).toSorted(), [
          "store.db",
          "store.db.backup",
          "store.db.restored"
        ])
      })
    )
  )

  it.effect(
    "is of the moment at which it began, and does not begin again when the store is written",
    test(
      Effect.gen(function* () {
        const { copy, store } = yield* files
        let steps = 0
        const write = Effect.suspend(() => add(`o_1${++steps}`)).pipe(Effect.orDie)
        yield* Effect.gen(function* () {
          const context = yield* Effect.context<Store | StoreWriter>()
          yield* copyDatabase(store, copy, () => Effect.provide(write, context), 16)
        }).pipe(Effect.provide(onFile(store)))
        assert.isAbove(steps, 2)
        assert.lengthOf(yield* ordersIn(store), steps + 1)
        assert.deepStrictEqual(yield* ordersIn(copy), ["o_1"])
      })
    )
  )

  it.effect(
    "that is interrupted leaves nothing",
    test(
      Effect.gen(function* () {
        const { copy, store } = yield* files
        const begun = yield* Deferred.make<void>()
        const onProgress = () => Effect.andThen(Deferred.succeed(begun, undefined), Effect.never)
        const running = yield* Effect.forkChild(
          draftFile(copy, false, (draft) => copyDatabase(store, draft, onProgress, 1))
        )
        yield* Deferred.await(begun)
        yield* Fiber.interrupt(running)
        const left = readdirSync(dirname(store)).filter((name) => !/^store\.db(?:-wal|-shm)?$/.test(name))
        assert.deepStrictEqual(left, [])
      })
    )
  )
})

describe("a store is restored", () => {
  it.effect.each([
    [
      "no database",
      (file: string) => Effect.sync(() => writeFileSync(file, "key,title\n".repeat(900))),
      /is not a SQLite database/
    ],
    [
      "the database of another program",
      (file: string) => change(file, "PRAGMA application_id = 7"),
      /is not a store of this program/
    ],
    [
      "a store of a newer program",
      (file: string) => change(file, "INSERT INTO huidan_migrations (migration_id, name) VALUES (999, 'later')"),
      /was written by a newer program \(migration 999, this program knows \d+\)/
    ],
    [
      "a damaged store",
      (file: string) =>
        Effect.sync(() => {
          const bytes = readFileSync(file)
          writeFileSync(file, bytes.fill(0xff, bytes.length - 6000))
        }),
      /store\.db\.backup is damaged/
    ],
    ["missing", (file: string) => Effect.sync(() => writeFileSync(`${file}2`, "")), /store\.db\.none does not exist/]
  ] as const)("never from a file that is %s", ([kind, damage, message]) =>
    Effect.gen(function* () {
      const { copy, store } = yield* files
      yield* backupStore({ from: store, to: copy })
      yield* damage(copy)
      const from = kind === "missing" ? `${store}.none` : copy
      const error = yield* Effect.flip(restoreStore({ from, to: store, mayReplace: true }))
      assert.match(error.message, message)
      assert.notInclude(error.message, ".huidan-")
      assert.deepStrictEqual(yield* ordersIn(store), ["o_1"])
    }).pipe(Effect.provide(NodeServices.layer))
  )

  it.effect(
    "over another one only if that is wanted, and only if nobody uses it",
    test(
      Effect.gen(function* () {
        const { copy, store } = yield* files
        yield* backupStore({ from: store, to: copy })
        yield* Effect.gen(function* () {
          yield* add("o_2")
          const used = yield* Effect.flip(restoreStore({ from: copy, to: store, mayReplace: true }))
          assert.match(used.message, /another program uses .*store\.db: stop it first/)
        }).pipe(Effect.provide(onFile(store)))
        assert.strictEqual((yield* Effect.flip(restoreStore({ from: copy, to: store })))._tag, "FileExists")
        assert.deepStrictEqual(yield* ordersIn(store), ["o_1", "o_2"])
        yield* restoreStore({ from: copy, to: store, mayReplace: true })
        assert.deepStrictEqual(yield* ordersIn(store), ["o_1"])
      })
    )
  )

  it.effect(
    "without what a damaged store left beside itself",
    test(
      Effect.gen(function* () {
        const { copy, store } = yield* files
        yield* backupStore({ from: store, to: copy })
        // The log of a process that was killed: its pages are newer than those of the backup.
        const log = yield* Effect.andThen(
          add("o_2"),
          Effect.sync(() => readFileSync(`${store}-wal`))
        ).pipe(Effect.provide(onFile(store)))
        writeFileSync(store, "damaged")
        for (const suffix of ["-wal", "-shm", "-journal"]) writeFileSync(`${store}${suffix}`, log)
        const refused = yield* Effect.flip(restoreStore({ from: copy, to: store, mayReplace: true }))
        assert.match(refused.message, /it is not known which orders were forgotten in it/)
        yield* restoreStore({ from: copy, to: store, mayReplace: true, mayLoseForgotten: true })
        assert.isFalse(existsSync(`${store}-wal`))
        assert.deepStrictEqual(yield* ordersIn(store), ["o_1"])
      })
    )
  )
})

describe("what was forgotten", () => {
  it.effect(
    "after a backup does not come back with it",
    test(
      Effect.gen(function* () {
        const { copy, store } = yield* files
        yield* Effect.gen(function* () {
          for (const orderId of ["o_2", "o_3"]) yield* add(orderId)
          const { commitPage, privacy } = yield* opened
          yield* commitPage(yield* held(), detailPage(orderOf("o_3"), 1, { unreadable: [unreadable] }))
          yield* backupStore({ from: store, to: copy })
          yield* add("o_4")
          for (const orderId of ["o_1", "o_4", "o_9"]) yield* privacy.forget(shop, orderId, "li")
        }).pipe(Effect.provide(onFile(store)))
        yield* change(store, "UPDATE quarantine SET sealed = NULL, wrapped = NULL, master = NULL")
        yield* restoreStore({ from: copy, to: store, mayReplace: true })
        assert.deepStrictEqual(yield* ordersIn(store), ["o_1", "o_2", "o_3"])
        yield* Effect.gen(function* () {
          const reopened = yield* opened
          const stateOf = (orderId: string) =>
            Effect.map(reopened.textState(shop, orderId), (found) => found?.state ?? null)
          yield* add("o_4")
          yield* add("o_9")
          const states = yield* Effect.forEach(["o_1", "o_2", "o_3", "o_4", "o_9"], (orderId) => stateOf(orderId))
          assert.deepStrictEqual(states, ["forgotten", "encrypted", "encrypted", "forgotten", "forgotten"])
          assert.deepStrictEqual(
            (yield* reopened.audit({}, null, 9)).map(({ subject }) => subject),
            ["o_9", "o_4", "o_1"].map((orderId) => `xiaoe/app1/${orderId}`)
          )
          assert.deepStrictEqual(
            (yield* reopened.quarantine({}, null, 9)).map(({ isKept }) => isKept),
            [0]
          )
          assert.deepStrictEqual(yield* reopened.check, [])
        }).pipe(Effect.provide(onFile(store)))
      })
    )
  )
})

describe("the file of a store", () => {
  it.effect(
    "is replaced by no export and no backup of it, under any name",
    test(
      Effect.gen(function* () {
        const { store } = yield* files
        const [hard, soft] = [`${store}.hard`, `${store}.soft`]
        linkSync(store, hard)
        symlinkSync(store, soft)
        yield* Effect.gen(function* () {
          yield* add("o_2")
          for (const file of [store, hard, soft, `${store}-wal`, `${store}-shm`]) {
            const exported = yield* Effect.flip(exportToFile(file, { format: "ndjson", mayReplace: true }))
            assert.match(exported.message, /belongs to the store, which would be destroyed/, file)
            const copied = yield* Effect.flip(backupStore({ from: store, to: file, mayReplace: true }))
            assert.match(copied.message, /cannot be copied to itself/, file)
          }
          yield* exportToFile(`${store}.ndjson`, { format: "ndjson" })
        }).pipe(Effect.provide(onFile(store)))
        assert.deepStrictEqual(yield* ordersIn(store), ["o_1", "o_2"])
      })
    )
  )
})

describe("a full disk", () => {
  it.effect(
    "is named, and what was stored before remains",
    test(
      Effect.gen(function* () {
        const { copy, store } = yield* files
        yield* Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          // SQLite fails as if the disk were full, once the file has so many pages.
          yield* sql`PRAGMA max_page_count = 1`
          const answers = Array.from({ length: 200 }, (_, index) => ({ order: orderOf(`o_2${index}`), askedAt: 1 }))
          const store = yield* opened
          const error = yield* Effect.flip(store.commitPage(yield* held(), detailPage(orderOf("-"), 1, { answers })))
          assert.match(error.message, /^the disk is full: .*store\.db cannot grow$/)
        }).pipe(Effect.provide(onFile(store)))
        yield* backupStore({ from: store, to: copy })
        assert.deepStrictEqual(yield* ordersIn(copy), ["o_1"])
      })
    )
  )
})
