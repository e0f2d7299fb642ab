import { readFileSync } from "node:fs"
import { assert, it } from "@effect/vitest"
import { AdapterManifest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { make, manifest, type XiaoeOptions } from "../src/index.ts"

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
