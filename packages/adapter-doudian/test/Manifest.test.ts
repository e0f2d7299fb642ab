import { readFileSync } from "node:fs"
import { assert, it } from "@effect/vitest"
import { AdapterManifest } from "@huidan/core"
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
