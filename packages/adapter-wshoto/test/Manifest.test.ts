import { readFileSync } from "node:fs"
import { assert, it } from "@effect/vitest"
import { AdapterManifest } from "@huidan/core"
import * as Schema from "effect/Schema"
import { manifest } from "../src/index.ts"

it("the label is one by its schema, and names this package", () => {
  assert.isTrue(Schema.is(AdapterManifest)(manifest))
  const { name, version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
  assert.deepStrictEqual([manifest.platform, manifest.package, manifest.version], ["wshoto", name, version])
})
