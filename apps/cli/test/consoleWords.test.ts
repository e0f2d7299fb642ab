/** The console and the commands say the same about a failure of the store. */
import { Accounts, ConsoleShops, layerConsole, type StoreError } from "@huidan/console/server"
import { DamagedRecord, LaneTaken, layerSqlite, Store, type StoreService, StoreWriter, WriterLost } from "@huidan/sync"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as Layer from "effect/Layer"
import * as SqlError from "effect/sql/SqlError"
import { afterAll, describe, expect, it } from "vitest"
import { storeFailed } from "../src/store/StoreFailed.ts"

const file = "/srv/huidan/huidan.db"

const database = (errno: number, message: string) =>
  new SqlError.SqlError({ reason: SqlError.classifySqliteError({ errno, message }, { message, operation: "execute" }) })

const failures: ReadonlyArray<readonly [name: string, error: StoreError]> = [
  ["a damaged file", database(11, `${file} is damaged: restore it from a backup`)],
  ["a full disk", database(13, `the disk is full: ${file} cannot grow`)],
  ["a failing disk", database(10, "disk I/O error")],
  ["a locked file", database(5, `another connection keeps ${file} locked`)],
  ["a file that cannot be written", database(8, "attempt to write a readonly database")],
  ["another error of the database", database(1, "no such table: x")],
  ["a damaged record", new DamagedRecord({ order: "xiaoe/a/1", part: "the order" })],
  ["a writer that was replaced", new WriterLost()],
  ["a lane that was taken", new LaneTaken({ lane: "live", owner: "a test", epoch: 1 })]
]

/** Every call of it fails with the same error. */
const failingWith = (error: StoreError): StoreService =>
  new Proxy({} as StoreService, { get: () => Object.assign(() => Effect.fail(error), Effect.fail(error)) })

const account = { name: "lin", role: "operator", shops: null, expires: null } as const

const accounts = { ofToken: () => Effect.succeed(account) } as unknown as Accounts["Service"]

describe("a failure of the store", () => {
  const disposals: Array<() => Promise<void>> = []
  afterAll(() => Promise.all(disposals.map((dispose) => dispose())))

  it.each(failures)("is worded the same by the console and by the commands: %s", async (_name, error) => {
    const services = Context.make(Store, failingWith(error)).pipe(
      Context.add(StoreWriter, {} as StoreWriter["Service"]),
      Context.add(Accounts, accounts),
      Context.add(ConsoleShops, [])
    )
    const routes = layerConsole({ page: null, hosts: [], isSecure: false, storeWords: storeFailed(file) }).pipe(
      Layer.provide(Layer.succeedContext(services)),
      Layer.provide(layerSqlite({ file: ":memory:", readers: 0 }))
    )
    const { dispose, handler } = HttpRouter.toWebHandler(routes, { disableLogger: true })
    disposals.push(dispose)
    const headers = { host: "127.0.0.1", authorization: "Bearer a-token-of-lin" }
    const answer = await handler(new Request("http://127.0.0.1/api/orders", { headers }))
    const { advice, message } = storeFailed(file)(error)
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ type: "urn:huidan:problem:store-failed", detail: message, advice })
  })
})
