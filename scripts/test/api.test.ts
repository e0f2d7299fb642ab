/** The reports of exported names contain what `.d.ts` files export, and their check fails on each broken promise. */
import { describe, expect, it } from "vitest"
import { api, apiOf } from "../checks/api.ts"
import { apiReport } from "../support/apiReport.ts"
import { usedNames } from "../support/usedNames.ts"
import { readWorkspace } from "../support/workspace.ts"
import { problemsOf } from "./support/problemsOf.ts"
import { type Files, manifest, soundRepository, withRepository } from "./support/temporaryRepository.ts"

const kit = "packages/adapter-kit"
const exported = (...entries: ReadonlyArray<string>) => ({
  dependencies: { "@huidan/core": "1" },
  exports: Object.fromEntries(
    entries.map((entry) => [entry === "index" ? "." : `./${entry}`, { types: `./dist/${entry}.d.ts` }])
  )
})

/** A built kit with these `.d.ts` files. */
const built = (files: Files, ...entries: ReadonlyArray<string>): Files => ({
  ...soundRepository,
  [`${kit}/package.json`]: manifest("@huidan/adapter-kit", exported("index", ...entries)),
  ...Object.fromEntries(Object.entries(files).map(([file, text]) => [`${kit}/dist/${file}.d.ts`, text]))
})

const reportOf = (files: Files): Promise<string> =>
  withRepository(files, async (root) => {
    const current = readWorkspace(root).find(({ kind }) => kind === "adapter-kit")
    return (current && apiReport(current)) ?? ""
  })

describe("the report of a package", () => {
  it("has each name once, sorted, with its types and without its comments", async () => {
    const report = await reportOf(
      built({
        index: `export * from "./Shop.ts"\nexport { hidden as shown } from "./inner.ts"\n`,
        Shop: `/** A shop. */
export declare const Shop: Schema<{
    /** Its name. */
    readonly name: string;
}>;
export interface Shop {
    readonly name: string; // as the owner writes it
}
/** Opens a shop. */
export declare function open(shop: Shop): void;
`,
        inner: "export declare const hidden: 1, other: 2;\n"
      })
    )
    expect(report).toContain(`## \`@huidan/adapter-kit\`

3 names, 3 of them values.

\`\`\`ts
declare const Shop: Schema<{
    readonly name: string;
}>;
interface Shop {
    readonly name: string;
}

declare function open(shop: Shop): void;

// no doc comment
// exported as shown
declare const hidden: 1;
\`\`\``)
  })

  it("shows the members of a namespace, and names from other packages", async () => {
    const report = await reportOf(
      built({
        index: `/** What is read. */
export * as Wire from "./Wire.ts"
import * as Money from "./Money.ts"
import { isOrder } from "@huidan/core"
export { isOrder, Money }
export type { Order } from "@huidan/core"
export type * from "./OnlyTypes.ts"
`,
        Wire: "/** A text. */\nexport declare const text: string;\nexport type Wire = string;\n",
        Money: "/** Amounts. */\nimport type {} from 'effect'\nexport declare const fen: number;\n",
        OnlyTypes: "/** Of a type alone. */\nexport declare class Only {\n}\n"
      })
    )
    expect(report).toContain("8 names, 3 of them values.")
    expect(report).toMatch(/```ts\ndeclare class Only \{\n\}\n```/)
    expect(report).toMatch(/### `Money`\n\n```ts\n\/\/ no doc comment\ndeclare const fen: number;\n```/)
    expect(report).toMatch(
      /### `Wire`\n\n```ts\n\/\/ no doc comment\ntype Wire = string;\n\ndeclare const text: string;\n```/
    )
    expect(report).toContain("- `Order` of `@huidan/core`\n- `isOrder` of `@huidan/core`")
  })

  it("shows types that are not exported but part of exported ones", async () => {
    const report = await reportOf(
      built(
        {
          index: `import type { Breaker } from "./Breaker.ts"
import type { Shown } from "./more.ts"
type Key = Part
type Part = "a" | "b"
type Unused = 1
export interface Account { readonly key: Key; readonly breaker: Breaker; readonly shown: Shown }
`,
          Breaker: "export interface Breaker { readonly open: boolean }\n",
          more: "export interface Shown { readonly one: 1 }\n"
        },
        "more"
      )
    )
    expect(report).toContain(`### Not exported, but part of these types

\`\`\`ts
interface Breaker { readonly open: boolean }

type Key = Part

type Part = "a" | "b"
\`\`\`

## \`@huidan/adapter-kit/more\``)
    expect(report).not.toContain("Unused")
  })
})

describe("api", () => {
  const index = "/** One. */\nexport declare const one: 1;\n/** Two. */\nexport interface Two { readonly two: 2 }\n"
  const using = { [`${kit}/README.md`]: '```ts\nimport { one, type Two } from "@huidan/adapter-kit"\n```\n' }

  it("passes while names have doc comments and the kit is small", async () => {
    expect(await problemsOf(apiOf({ names: 2, values: 1 }), { ...built({ index }), ...using })).toStrictEqual([])
  })

  it("fails on a name without a doc comment, in any entry point", async () => {
    const bare = index.replace("/** One. */\n", "")
    const files = { ...built({ index: bare, more: "export declare const three: 3;\n" }, "more"), ...using }
    expect(await problemsOf(api, files)).toStrictEqual([
      "@huidan/adapter-kit exports names without a doc comment: one, /more three"
    ])
  })

  it("fails on a package that is not built", async () => {
    const files = { [`${kit}/package.json`]: manifest("@huidan/adapter-kit", exported("index")) }
    expect(await problemsOf(api, files)).toStrictEqual(["@huidan/adapter-kit is not built. Run: pnpm build"])
  })

  it("fails on a kit that is too large", async () => {
    expect(await problemsOf(apiOf({ names: 1, values: 0 }), { ...built({ index }), ...using })).toStrictEqual([
      "the kit exports 2 names, at most 1",
      "the kit exports 1 values, at most 0"
    ])
  })

  it("counts the members of a namespace as values, those of Wire as one", async () => {
    const files = {
      ...built({
        index: `/** Wire. */\nexport * as Wire from "./Wire.ts"\n/** More. */\nexport * as More from "./More.ts"\n`,
        Wire: "/** A. */\nexport declare const a: 1;\n/** B. */\nexport declare const b: 1;\n",
        More: "/** C. */\nexport declare const c: 1;\n/** D. */\nexport declare const d: 1;\n"
      }),
      [`${kit}/README.md`]:
        '```ts\nimport { More, Wire } from "@huidan/adapter-kit"\nWire.a + Wire.b + More.c + More.d\n```\n'
    }
    expect(await problemsOf(apiOf({ names: 6, values: 2 }), files)).toStrictEqual([
      "the kit exports 3 values, at most 2"
    ])
  })

  it.each([
    ["an adapter", "packages/adapter-acme/src/detail20/more.ts", ""],
    ["the test of an adapter", "packages/adapter-acme/test/more.test.ts", ""],
    ["Paper Boat", "examples/adapter-paperboat/src/index.ts", ""],
    ["the template", "packages/create-adapter/template/src/index.ts", ""],
    ["a page", "docs/page.md", "```ts\n"],
    ["no adapter", "packages/adapter-kit/test/a.test.ts", ""],
    ["no adapter", "docs/page.txt", ""]
  ])("counts what %s uses", async (who, path, before) => {
    const files = {
      ...built({ index }),
      "examples/adapter-paperboat/package.json": manifest("huidan-adapter-paperboat"),
      "packages/create-adapter/package.json": manifest("create-huidan-adapter", { private: true }),
      "packages/create-adapter/template/package.template.json": manifest("huidan-adapter-example"),
      [path]: `${before}import * as Kit from "@huidan/adapter-kit"\nexport const two: Kit.Two = Kit.one\n${before.trim().slice(0, 3)}\n`
    }
    expect(await problemsOf(apiOf({ names: 2, values: 1 }), files)).toStrictEqual(
      who === "no adapter" ? ["no adapter, template or documented example uses these names of the kit: Two, one"] : []
    )
  })
})

describe("the names that a file uses", () => {
  it.each([
    ['import { a, type B, c as d } from "kit"', ["a", "B", "c"]],
    ['export { a, type B } from "kit"', ["a", "B"]],
    ['import { Wire } from "kit"\nconst x: Wire.Text = Wire.text(1).Other', ["Wire", "Wire.Text", "Wire.text"]],
    ['import { Wire as W } from "kit"\nW.text', ["Wire", "Wire.text"]],
    ['import * as Kit from "kit"\nKit.Wire.text(Kit.one)', ["Wire.text", "Wire", "one"]],
    ['export { text as words } from "kit/Wire"', ["Wire.text"]],
    ['import { a } from "other"\na.b', []],
    ['import { Wire } from "kit"\nWire["text"]', ["Wire"]]
  ])("%s", (code, names) => {
    expect(usedNames("a.ts", code, "kit")).toStrictEqual(new Set(names))
  })
})
