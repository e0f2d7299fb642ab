import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { NodeServices } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { fieldLabels, parseWallTime, plainText } from "@huidan/core"
import { DateTime, Effect, Layer, Result, Stream } from "effect"
import { Csv } from "effect/encoding"
import { SqlClient } from "effect/sql"
import { parquetMetadata, parquetReadObjects } from "hyparquet"
import { batchStatement } from "../../src/export/storedOrders.ts"
import { type ExportFilter, type ExportOptions, exportOrders, exportToFile } from "../../src/index.ts"
import { buyer, detailPage, held, inMemory, type OrderFields, opened, orderOf, shop } from "../store/orders.ts"
import { temporaryFile } from "../temporaryFile.ts"

const at = (wallTime: string) => Result.getOrThrow(parseWallTime(wallTime))

const hostile = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\u0000=1", "\n=1"]

const orders: ReadonlyArray<readonly [string, OrderFields]> = [
  [
    "4951808855195223263",
    {
      buyer,
      status: { trade: "completed", fulfilment: "partially_shipped" },
      amounts: { payable: 1999, paid: 1999, adjustment: -5 },
      times: { created: at("2026-03-30 00:30:00") },
      lines: [
        { lineId: "1", skuId: "0012", title: 'a "cup", red', quantity: 2, paid: 1999 },
        { lineId: "2", title: "3-4" }
      ]
    }
  ],
  ["o_late", { status: { trade: "pending" }, times: { created: at("2026-03-31 12:00:00") } }],
  // The platform does not state when this one was created.
  ["o_first", { amounts: { currency: "JPY", paid: 1999 } }],
  [
    "o_hostile",
    {
      times: { created: at("2026-03-31 12:00:00") },
      lines: hostile.map((title) => ({ title, skuId: title })),
      notes: { seller: plainText("=secret") }
    }
  ]
]

const filled = Effect.gen(function* () {
  const store = yield* opened
  const lane = yield* held()
  const answers = orders.map(([orderId, fields]) => ({ order: orderOf(orderId, fields), askedAt: 1 }))
  yield* store.commitPage(lane, detailPage(orderOf("-"), 1, { answers }))
  const list = { operation: "order.list@2.0", meetsWants: false, carries: ["/kind"] }
  yield* store.commitPage(lane, detailPage(orderOf("o_late", { kind: "gift" }), 2, list))
})

const bytesOf = (options: ExportOptions) =>
  Stream.runCollect(exportOrders(options)).pipe(Effect.map((chunks) => Buffer.concat(chunks)))

const csvRows = (
  options: Omit<ExportOptions & { readonly format: "csv" }, "format" | "language"> & { readonly language?: "en" }
) =>
  Effect.gen(function* () {
    const bytes = yield* bytesOf({ format: "csv", language: "zh", ...options })
    assert.deepStrictEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf])
    const [headings = [], ...rows] = yield* Stream.runCollect(
      Stream.make(new Uint8Array(bytes)).pipe(Stream.pipeThroughChannel(Csv.decode()))
    )
    return rows.map((row) => Object.fromEntries(headings.map((heading, index) => [heading, row[index] ?? ""])))
  })

describe("an export", () => {
  it.effect("as NDJSON has the orders by creation, masked and with all members", () =>
    Effect.gen(function* () {
      yield* filled
      const text = (yield* bytesOf({ format: "ndjson" })).toString("utf8")
      const lines = text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line))
      assert.deepStrictEqual(
        lines.map(({ orderId }) => orderId),
        ["o_first", "4951808855195223263", "o_late", "o_hostile"]
      )
      assert.deepNestedInclude(lines[1], { "buyer.name": { state: "masked", value: "•••" }, "times.closed": null })
      assert.strictEqual(lines[2].kind, "gift")
      assert.notInclude(text, "secret")
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect.each([
    [{ createdFrom: Date.parse("2026-03-30T00:00:00Z") }, ["o_late", "o_hostile"]],
    [{ createdTo: Date.parse("2026-03-30T00:00:00Z") }, ["o_first", "4951808855195223263"]],
    [{ trade: "pending", shop }, ["o_late"]],
    [{ shop: { platform: "xiaoe", shopId: "other" } }, []]
  ] satisfies ReadonlyArray<readonly [ExportFilter, ReadonlyArray<string>]>)(
    "of %j has the orders that were asked for",
    ([filter, expected]) =>
      Effect.gen(function* () {
        yield* filled
        const lines = (yield* bytesOf({ format: "ndjson", ...filter })).toString("utf8").split("\n").slice(0, -1)
        assert.deepStrictEqual(
          lines.map((line) => JSON.parse(line).orderId),
          expected
        )
      }).pipe(Effect.provide(inMemory()))
  )

  it.effect("as CSV has a row for each order, for people", () =>
    Effect.gen(function* () {
      yield* filled
      const rows = yield* csvRows({ rowsPer: "order" })
      assert.deepInclude(rows[1], {
        订单编号: "4951808855195223263\t",
        订单状态: "已完成",
        发货状态: "部分发货",
        下单时间: "2026-03-30 00:30:00",
        实付金额: "19.99",
        改价金额: "-0.05",
        买家昵称: "•••",
        商品名称: 'a "cup", red; 3-4\t'
      })
      assert.deepInclude(rows[0], { 实付金额: "1999", 币种: "JPY", 下单时间: "" })
      const zone = DateTime.zoneMakeNamedUnsafe("America/New_York")
      const [, english] = yield* csvRows({ rowsPer: "order", language: "en", zone })
      assert.deepInclude(english, { "Order state": "Completed", Created: "2026-03-29 12:30:00" })
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("as CSV has a row for each line, and one for an order without lines", () =>
    Effect.gen(function* () {
      yield* filled
      const rows = yield* csvRows({ rowsPer: "line" })
      assert.lengthOf(rows, 1 + 2 + 1 + hostile.length)
      assert.deepInclude(rows[1], { 商品实付: "19.99", "平台规格 ID": "0012\t", 商品数量: "2" })
      assert.notProperty(rows[1], fieldLabels["/amounts/paid"].zh)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("as CSV has no cell that a spreadsheet computes or changes", () =>
    Effect.gen(function* () {
      yield* filled
      const reveal = (yield* opened).privacy.exportReveal("li")
      const createdFrom = Date.UTC(2026, 2, 31, 4)
      for (const rowsPer of ["order", "line"] as const) {
        const cells = (yield* csvRows({ rowsPer, reveal, createdFrom })).flatMap((row) => Object.values(row))
        // What may come before a formula: what a spreadsheet takes away, and what separates the texts of a list.
        for (const cell of cells) assert.notMatch(cell, /(?:^|; )[\s\p{Cc}]*[=+\-@＝]/u)
        assert.include(cells, rowsPer === "line" ? "'=1+1\t" : "'=secret")
      }
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("as Parquet has exact numbers and instants, in row groups", () =>
    Effect.gen(function* () {
      yield* filled
      const file = new Uint8Array(yield* bytesOf({ format: "parquet", rowsPer: "order" })).buffer
      const rows = yield* Effect.promise(() => parquetReadObjects({ file }))
      assert.deepInclude(rows[1], {
        order_id: "4951808855195223263",
        status_trade: "completed",
        amounts_paid: 1999n,
        amounts_adjustment: -5n,
        times_created: new Date("2026-03-29T16:30:00Z"),
        times_closed: null,
        buyer_name: "•••"
      })
      assert.strictEqual(parquetMetadata(file).num_rows, BigInt(orders.length))
      const none = new Uint8Array(yield* bytesOf({ format: "parquet", rowsPer: "line", trade: "closed" })).buffer
      assert.deepStrictEqual(yield* Effect.promise(() => parquetReadObjects({ file: none })), [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("shows private texts only after an entry of the audit, one for each export", () =>
    Effect.gen(function* () {
      yield* filled
      const store = yield* opened
      const sql = yield* SqlClient.SqlClient
      const reveal = store.privacy.exportReveal("li")
      const names = Effect.map(csvRows({ rowsPer: "order", shop, reveal }), (rows) =>
        rows.map((row) => row[fieldLabels["/buyer/name"].zh])
      )
      assert.deepStrictEqual(yield* names, ["", "王小明", "", ""])
      yield* store.privacy.forget(shop, "4951808855195223263", "han")
      assert.deepStrictEqual(yield* names, ["", "•••", "", ""])
      const entries = (yield* store.audit({ who: "li" }, null, 9)).map(({ action, subject }) => [action, subject])
      assert.deepStrictEqual(entries, [
        ["export", "orders of xiaoe/app1"],
        ["export", "orders of xiaoe/app1"]
      ])
      yield* sql`CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`
      assert.strictEqual((yield* Effect.flip(names))._tag, "SqlError")
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("of more orders than a batch has each of them once, and tells its progress", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      const created = at("2026-03-30 12:00:00")
      const answers = Array.from({ length: 401 }, (_, index) => ({
        order: orderOf(`o_${index}`, { times: { created } }),
        askedAt: 1
      }))
      yield* store.commitPage(lane, detailPage(orderOf("-"), 1, { answers }))
      const progress: Array<number> = []
      const onProgress: ExportOptions["onProgress"] = ({ orders }) => Effect.sync(() => progress.push(orders))
      const lines = (yield* bytesOf({ format: "ndjson", onProgress })).toString("utf8").split("\n").slice(0, -1)
      assert.strictEqual(new Set(lines.map((line) => JSON.parse(line).orderId)).size, 401)
      assert.lengthOf(lines, 401)
      assert.deepStrictEqual(progress, [200, 400, 401])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("finds each batch by an index, whatever is asked for", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* filled
      for (const filter of [{}, { shop }, { trade: "closed" }, { createdFrom: 1, createdTo: 2 }]) {
        const [statement, parameters] = batchStatement(sql, filter, { created: 0, id: 0 }, 200).compile()
        const plan = yield* sql.unsafe<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement}`, [...parameters])
        const scans = plan.map(({ detail }) => detail).filter((detail) => /^SCAN (?!o$)/.test(detail))
        assert.deepStrictEqual(scans, [], JSON.stringify(filter))
      }
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("to a file is private, whole, and replaces nothing unless that is wanted", () =>
    Effect.gen(function* () {
      yield* filled
      const file = yield* temporaryFile
      const summary = yield* exportToFile(file, { format: "ndjson" })
      assert.deepStrictEqual(summary, { orders: 4, bytes: statSync(file).size })
      assert.strictEqual(statSync(file).mode & 0o777, 0o600)
      writeFileSync(file, "mine")
      const refused = yield* Effect.flip(exportToFile(file, { format: "ndjson" }))
      assert.match(refused.message, /exists already/)
      const reveal = (yield* opened).privacy.exportReveal("li")
      yield* Effect.flip(
        exportToFile(file, { format: "csv", rowsPer: "line", language: "en", mayReplace: true, reveal })
      )
      assert.strictEqual(readFileSync(file, "utf8"), "mine")
      yield* exportToFile(file, { format: "parquet", rowsPer: "line", mayReplace: true })
      assert.match(readFileSync(file, "latin1"), /^PAR1/)
      assert.lengthOf(readdirSync(dirname(file)), 1)
    }).pipe(Effect.provide(Layer.merge(inMemory(null), NodeServices.layer)))
  )
})
