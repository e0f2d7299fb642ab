import { readFileSync } from "node:fs"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { adapterNames } from "../src/AdapterNames.ts"
import { clientNames } from "../src/clientNames.ts"
import { readTemplate, renameTemplate, type TemplateFile } from "../src/Template.ts"
import { templateFolder } from "./support.ts"

const versions = { "@huidan/core": "1.2.3", "@huidan/adapter-kit": "1.3.0", "@huidan/conformance": "1.4.0" }

const renamed = (platform: string, zh?: string) =>
  Effect.gen(function* () {
    const files = yield* readTemplate(templateFolder)
    const names = Result.getOrThrow(adapterNames({ platform, ...(zh === undefined ? {} : { zh }) }))
    return yield* Effect.fromResult(renameTemplate(files, names, versions))
  }).pipe(Effect.provide(NodeServices.layer))

const textOf = (files: ReadonlyArray<TemplateFile>, path: string): string =>
  files.find((file) => file.path === path)?.text ?? assert.fail(`there is no ${path}`)

describe("the template", () => {
  it.effect("leaves no placeholder behind", () =>
    Effect.gen(function* () {
      for (const { path, text } of yield* renamed("youzan", "有赞")) {
        assert.notMatch(path, /example/i)
        assert.notMatch(text, /example|示例|workspace:/i, path)
      }
    })
  )

  it.effect("has the files and folders of every adapter", () =>
    Effect.gen(function* () {
      const paths = (yield* renamed("youzan")).map(({ path }) => path)
      const source = ["index", "Manifest", "Options", "Auth", "Errors", "orderDetail/Operation", "orderList/Operation"]
      const others = [
        "twin/index.ts",
        "test/fixtures.test.ts",
        "test/conformance.test.ts",
        "test/Manifest.test.ts",
        "fixtures/order.detail.paid.json",
        "fixtures/order.detail.paid.order.json",
        "README.md",
        "CHANGELOG.md",
        "conformance.json",
        "package.json",
        "tsconfig.json",
        "tsconfig.build.json",
        "vitest.config.ts",
        ".gitignore"
      ]
      assert.includeMembers(paths, [...source.map((file) => `src/${file}.ts`), ...others])
    })
  )

  it.effect("spells the platform as each place needs it", () =>
    Effect.gen(function* () {
      const files = yield* renamed("corner_shop", "街角小店")
      assert.include(textOf(files, "src/index.ts"), "export const createCornerShopClient")
      assert.include(textOf(files, "src/index.ts"), "`CORNER_SHOP_APP_ID`")
      assert.include(textOf(files, "src/Manifest.ts"), 'platform: "corner_shop"')
      assert.include(textOf(files, "src/Manifest.ts"), '{ zh: "街角小店", en: "Corner Shop" }')
      assert.include(textOf(files, "src/Manifest.ts"), 'package: "huidan-adapter-corner-shop"')
      assert.include(textOf(files, "twin/index.ts"), 'platform: "corner_shop"')
    })
  )

  it.effect("names our packages in the versions that it was made with, the kit exactly", () =>
    Effect.gen(function* () {
      const files = yield* renamed("youzan")
      const manifest = JSON.parse(textOf(files, "package.json"))
      assert.strictEqual(manifest.name, "huidan-adapter-youzan")
      const label = textOf(files, "src/Manifest.ts")
      assert.include(label, `package: "${manifest.name}",\n  version: "${manifest.version}"`)
      assert.deepStrictEqual(manifest.dependencies, { "@huidan/adapter-kit": "^1.3.0", "@huidan/core": "^1.2.3" })
      assert.strictEqual(manifest.peerDependencies["@huidan/conformance"], "^1.4.0")
      assert.strictEqual(manifest.devDependencies["@huidan/conformance"], "1.4.0")
    })
  )

  it.effect("takes a platform's name word for word, whatever placeholders it holds", () =>
    Effect.gen(function* () {
      const files = yield* renamed("example", "Example 示例平台")
      assert.include(textOf(files, "src/Manifest.ts"), 'zh: "Example 示例平台"')
    })
  )

  it.effect("refuses a platform whose types would meet those of the kit", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(renamed("call"))
      assert.include(error.message, "CallOptions")
      assert.include(error._tag === "CreateError" ? error.advice : "", "call_shop")
      yield* renamed("call_shop")
    })
  )
})

describe("the names that the kit gives to every adapter", () => {
  it("are those of its entry point for clients", () => {
    const text = readFileSync(new URL("../../adapter-kit/src/client.ts", import.meta.url), "utf8")
    const spaces = [...text.matchAll(/export \* as (\w+)/g)].map(([, name]) => name)
    const lists = [...text.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(
      ([, list = ""]) => list.match(/\w+/g) ?? []
    )
    assert.deepStrictEqual([...spaces, ...lists.filter((word) => word !== "type")].toSorted(), clientNames.toSorted())
  })
})
