import { readFileSync } from "node:fs"
import { assert, it } from "vitest"
import { manifest } from "../src/index.ts"

it("the manifest names the package and its version", () => {
  const { name, version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
  assert.deepStrictEqual([manifest.package, manifest.version], [name, version])
})
