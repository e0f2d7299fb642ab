import { readFileSync } from "node:fs"
import { assert, it } from "@effect/vitest"
import { AdapterManifest, type OperationManifest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { make, manifest, XiaoeOptions } from "../src/index.ts"

it("the label is one by its schema, and names this package", () => {
  assert.isTrue(Schema.is(AdapterManifest)(manifest))
  const { name, version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
  assert.deepStrictEqual([manifest.platform, manifest.package, manifest.version], ["xiaoe", name, version])
})

const version1 = ["order.detail@1.0", "order.list@1.0", "token"]
const version2 = ["order.detail@2.0", "order.list@2.0", "token"]

const called: ReadonlyArray<readonly [options: XiaoeOptions, operations: ReadonlyArray<string>]> = [
  [{}, version2],
  [{ api: "2.0" }, version2],
  [{ api: "1.0" }, version1],
  [{ afterSales: false }, version2],
  [{ afterSales: true }, ["after_sale.list", ...version2]],
  [{ afterSales: true, afterSaleParameter: "id" }, ["after_sale.detail", "after_sale.list", ...version2]]
]

it.effect.each(called)(
  "with the options %j it declares as called what it calls, and nothing else",
  ([options, operations]) =>
    Effect.gen(function* () {
      const { manifest } = yield* make(options)
      assert.deepStrictEqual(
        Object.entries(manifest.operations)
          .flatMap(([name, { use }]) => (use === "call" ? [name] : []))
          .toSorted(),
        operations
      )
    }).pipe(Effect.scoped)
)

type Row = readonly [
  operation: string,
  answers: string,
  request: string,
  requestsPerSeconds: readonly [requests: number, seconds: number] | null,
  pages: readonly [firstPage: number, maxSize: number, maxRows: number | null, windowSeconds: number | null] | null
]

const operations: ReadonlyArray<Row> = [
  ["token", "token", "GET /token", [100, 600], null],
  ["order.detail@1.0", "order", "POST /xe.order.detail/1.0.0", [3000, 10], null],
  ["order.list@1.0", "orders", "POST /xe.order.list.get/1.0.0", [3000, 10], [0, 50, null, 86_400]],
  ["order.list@1.1", "orders", "POST /xe.order.list.get/1.0.1", null, [1, 50, null, null]],
  ["order.list@2.0", "orders", "POST /xe.ecommerce.order.list/1.0.0", [20, 1], [1, 100, null, 31 * 86_400]],
  ["order.detail@2.0", "order", "POST /xe.ecommerce.order.detail/1.0.0", [20, 1], null],
  ["after_sale.list", "other", "POST /xe.ecommerce.after_sale.list/1.0.0", [300, 60], [1, 20, null, null]],
  ["after_sale.detail", "other", "POST /xe.ecommerce.after_sale.detail/1.0.0", [300, 60], null],
  ["push", "other", "POST (your own address)", null, null]
]

it("each operation is called as its document says, within its limits", () => {
  const declared = Object.entries<OperationManifest>(manifest.operations).map(
    ([name, { answers, method, paging, path, quota, windowSeconds }]): Row => [
      name,
      answers,
      `${method} ${path}`,
      quota === null ? null : [quota.requests, quota.seconds],
      paging === null ? null : [paging.firstPage, paging.maxSize, paging.maxRows, windowSeconds]
    ]
  )
  assert.deepStrictEqual(declared, operations)
})

it("declares no quota as certain, and says where each comes from", () => {
  for (const { quota } of Object.values<OperationManifest>(manifest.operations)) {
    assert.notStrictEqual(quota?.verified, true)
    assert.notStrictEqual(quota?.source, "")
  }
})

it("declares its names and its abilities", () => {
  assert.deepStrictEqual(manifest.name, { zh: "小鹅通", en: "Xiaoe" })
  assert.deepStrictEqual<AdapterManifest["capabilities"]>(manifest.capabilities, {
    getOrder: true,
    listOrders: { by: ["created", "updated"], states: false },
    receivePush: true
  })
  assert.deepStrictEqual<ReadonlyArray<string>>(manifest.secrets, [
    "clientSecret",
    "pushToken",
    "pushKey",
    "previousPushToken",
    "previousPushKey"
  ])
})

it("names the option for the shop", () => {
  assert.hasAnyKeys(XiaoeOptions.fields, [manifest.shopOption])
})
