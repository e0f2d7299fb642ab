import { readFileSync } from "node:fs"
import * as Effect from "effect/Effect"
import { assert, it } from "vitest"
import { make, manifest } from "../src/index.ts"

it("the manifest names the package and its version", () => {
  const { name, version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
  assert.deepStrictEqual([manifest.package, manifest.version], [name, version])
})

it("the adapter decodes every operation that the manifest says holds orders", async () => {
  const adapter = await Effect.runPromise(make({}))
  for (const [operation, { answers }] of Object.entries(adapter.manifest.operations)) {
    if (answers !== "order" && answers !== "orders") continue
    const { reason } = await Effect.runPromise(Effect.flip(adapter.decode(operation, "")))
    assert.notStrictEqual(reason._tag, "NotSupported", operation)
  }
})
