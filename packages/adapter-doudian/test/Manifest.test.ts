import { readFileSync } from "node:fs"
import { assert, it } from "@effect/vitest"
import { AdapterManifest, type OperationManifest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { DoudianOptions, make, manifest } from "../src/index.ts"

it("the manifest conforms to its schema, and names this package and its option for the shop", () => {
  assert.isTrue(Schema.is(AdapterManifest)(manifest))
  const { name, version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
  assert.deepStrictEqual([manifest.platform, manifest.package, manifest.version], ["doudian", name, version])
  assert.hasAnyKeys(DoudianOptions.fields, [String(manifest.shopOption)])
})

it.effect("each door declares what it lists by", () =>
  Effect.gen(function* () {
    const listsOf = (door: "official" | "fengchao") =>
      Effect.map(make({ door }), (adapter) => adapter.manifest.capabilities.listOrders)
    assert.deepStrictEqual(yield* listsOf("fengchao"), { by: ["created"], states: true })
    assert.deepStrictEqual(yield* listsOf("official"), { by: ["created", "updated"], states: true })
  }).pipe(Effect.scoped)
)

it.effect("each door declares as called what it calls, and nothing else", () =>
  Effect.gen(function* () {
    const calledBy = (options: typeof DoudianOptions.Type) =>
      Effect.map(make(options), (adapter) => calledOf(adapter.manifest))
    const fengchao = ["fengchao.trade.detail", "fengchao.trade.list"]
    assert.deepStrictEqual(yield* calledBy({}), fengchao)
    assert.deepStrictEqual(yield* calledBy({ door: "fengchao" }), fengchao)
    assert.deepStrictEqual(yield* calledBy({ door: "official" }), [
      "order.batchDecrypt",
      "order.orderDetail",
      "order.searchList",
      "token.create",
      "token.refresh"
    ])
  }).pipe(Effect.scoped)
)

const calledOf = ({ operations }: AdapterManifest): ReadonlyArray<string> =>
  Object.entries(operations)
    .flatMap(([name, { use }]) => (use === "call" ? [name] : []))
    .toSorted()

type Row = readonly [
  operation: string,
  answers: string,
  request: string,
  requestsPerSeconds: readonly [requests: number, seconds: number] | null,
  pages: readonly [firstPage: number, maxSize: number, maxRows: number | null, windowSeconds: number | null] | null
]

const operations: ReadonlyArray<Row> = [
  ["token.create", "token", "POST /token/create", null, null],
  ["token.refresh", "token", "POST /token/refresh", null, null],
  ["fengchao.trade.detail", "order", "POST /gateway/dd/trade/detail", [10, 1], null],
  ["fengchao.trade.list", "orders", "POST /gateway/dd/trade/list", [10, 1], [0, 100, 50_000, 90 * 86_400]],
  ["order.orderDetail", "order", "POST /order/orderDetail", [50, 1], null],
  ["order.batchDecrypt", "other", "POST /order/batchDecrypt", [50, 1], null],
  ["order.searchList", "orders", "POST /order/searchList", [50, 1], [0, 100, 50_000, 90 * 86_400]],
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
  assert.deepStrictEqual(manifest.name, { zh: "抖店", en: "Doudian (Douyin Shop)" })
  assert.deepStrictEqual<AdapterManifest["capabilities"]>(manifest.capabilities, {
    getOrder: true,
    listOrders: { by: ["created", "updated"], states: true },
    receivePush: true
  })
  assert.deepStrictEqual<ReadonlyArray<string>>(manifest.secrets, ["appSecret", "authCode", "previousAppSecret"])
})
