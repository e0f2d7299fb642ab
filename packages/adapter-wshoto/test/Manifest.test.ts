import { readFileSync } from "node:fs"
import { assert, it } from "@effect/vitest"
import { AdapterManifest, type OperationManifest } from "@huidan/core"
import * as Schema from "effect/Schema"
import { manifest, WshotoOptions } from "../src/index.ts"

it("the label is one by its schema, and names this package", () => {
  assert.isTrue(Schema.is(AdapterManifest)(manifest))
  const { name, version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
  assert.deepStrictEqual([manifest.platform, manifest.package, manifest.version], ["wshoto", name, version])
})

type Row = readonly [
  operation: string,
  answers: string,
  request: string,
  requestsPerSeconds: readonly [requests: number, seconds: number] | null,
  pages: readonly [firstPage: number, maxSize: number, maxRows: number | null, windowSeconds: number | null] | null
]

const operations: ReadonlyArray<Row> = [
  ["token", "token", "GET /openapi/access_token", [10, 1], null],
  ["mall.order.detail", "order", "POST /openapi/mall/order/detail", [10, 1], null]
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
  assert.deepStrictEqual(manifest.name, { zh: "微盛", en: "Wshoto" })
  assert.deepStrictEqual<AdapterManifest["capabilities"]>(manifest.capabilities, {
    getOrder: true,
    listOrders: null,
    receivePush: false
  })
  assert.deepStrictEqual<ReadonlyArray<string>>(manifest.secrets, ["appSecret"])
})

it("calls what it declares, by the option for the shop", () => {
  assert.isTrue(Object.values<OperationManifest>(manifest.operations).every(({ use }) => use === "call"))
  assert.hasAnyKeys(WshotoOptions.fields, [manifest.shopOption])
})
