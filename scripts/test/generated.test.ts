import { orderJsonSchema } from "@huidan/core"
import { describe, expect, it } from "vitest"
import { generated } from "../checks/generated.ts"
import { generatedPages } from "../support/generatedPages.ts"
import { orderPage } from "../support/orderPage.ts"
import { type Files, manifest, soundRepository, withRepository } from "./support/temporaryRepository.ts"

const label = {
  contract: "huidan/adapter@1",
  platform: "acme",
  name: { zh: "艾克米", en: "Acme" },
  package: "@huidan/adapter-acme",
  version: "1.0.0",
  capabilities: { getOrder: true, listOrders: { by: ["created"], states: false }, receivePush: false },
  operations: {
    "order.list": {
      title: "Orders by time",
      answers: "orders",
      use: "call",
      needs: ["appId", "appSecret"],
      method: "POST",
      path: "/orders",
      quota: { requests: 10, seconds: 1, source: "ours", verified: false },
      paging: { firstPage: 0, maxSize: 50, maxRows: null },
      windowSeconds: 86_400,
      carries: [],
      document: "acme.example, orders",
      unverified: ["Amounts are read as fen."]
    }
  },
  errors: [{ code: "7|8", subCode: null, reason: { _tag: "Authentication", kind: "token" }, text: "token expired" }],
  secrets: ["appSecret"],
  shopOption: "appId"
}

const built = (manifest: object): Files => ({
  ...soundRepository,
  "packages/adapter-acme/dist/src/index.js": `export const adapter = { manifest: ${JSON.stringify(manifest)} }\n`
})

const pagesOf = async (files: Files) =>
  Object.fromEntries((await withRepository(files, generatedPages)).map(({ path, text }) => [path, text]))

describe("generated", () => {
  it("passes while pages and manifests agree", async () => {
    const files = built(label)
    expect(await withRepository({ ...files, ...(await pagesOf(files)) }, (root) => generated.run(root))).toStrictEqual(
      []
    )
  })

  it("fails on a stale page and on a missing one", async () => {
    const files = built(label)
    const { "docs/order.md": order = "" } = await pagesOf(files)
    expect(
      await withRepository({ ...files, "docs/order.md": `${order} ` }, (root) => generated.run(root))
    ).toStrictEqual([
      expect.stringContaining("docs/order.md is not current"),
      expect.stringContaining("docs/adapters.md is not current")
    ])
  })

  it("fails if the type of an exported name changed, not if its comment did", async () => {
    const place = "packages/adapter-kit"
    const files = {
      ...built(label),
      [`${place}/package.json`]: manifest("@huidan/adapter-kit", { exports: { ".": { types: "./dist/index.d.ts" } } }),
      [`${place}/dist/index.d.ts`]: "/** One. */\nexport declare const one: 1;\n"
    }
    const pages = await pagesOf(files)
    const problemsWith = (text: string) =>
      withRepository({ ...files, ...pages, [`${place}/dist/index.d.ts`]: text }, (root) => generated.run(root))
    expect(await problemsWith("/** The first. */\nexport declare const one: 1;\n")).toStrictEqual([])
    expect(await problemsWith("/** One. */\nexport declare const one: 2;\n")).toStrictEqual([
      `${place}/api.md is not current. Run: pnpm build && pnpm generate`
    ])
  })

  it("fails on a manifest that names another version or package", async () => {
    const files = built({ ...label, version: "0.9.0", package: "acme" })
    expect(await withRepository({ ...files, ...(await pagesOf(files)) }, (root) => generated.run(root))).toStrictEqual([
      "packages/adapter-acme: its manifest states the package acme, its package.json @huidan/adapter-acme",
      "packages/adapter-acme: its manifest states the version 0.9.0, its package.json 1.0.0"
    ])
  })
})

describe("the page of the adapters", () => {
  it("shows the manifest", async () => {
    const { "docs/adapters.md": page } = await pagesOf(built(label))
    expect(page).toContain("| 艾克米 · Acme | `@huidan/adapter-acme` | yes | by created | no | `ACME_APP_SECRET` |")
    expect(page).toContain(
      "| `order.list` | Orders by time | called | `appId` `appSecret` | `POST /orders` | 10 in 1 s (ours, unverified) | from 0, ≤ 50 rows | 1 d | acme.example, orders |"
    )
    expect(page).toContain("- `order.list`: Amounts are read as fen.")
    expect(page).toContain("| `7\\|8` |  | `Authentication (token)` | token expired |")
  })
})

describe("the results of the laws", () => {
  const report = {
    kit: { package: "@huidan/conformance", version: "1.2.3" },
    seeds: 10,
    laws: [
      { law: "fidelity", verdict: "kept", reason: null },
      { law: "completeness", verdict: "skipped", reason: "not declared: listOrders" }
    ]
  }
  const files = {
    ...built(label),
    "packages/adapter-acme/conformance.json": JSON.stringify(report),
    "packages/adapter-acme/README.md": "# Acme\n\n<!-- conformance -->\nold\n<!-- end -->\n"
  }

  it("are in the page of the adapters and in the README", async () => {
    const pages = await pagesOf(files)
    expect(pages["docs/adapters.md"]).toMatch(/\| `fidelity` \| an order .* \| kept \|/)
    expect(pages["docs/adapters.md"]).toMatch(/\| `completeness` \| .* \| skipped \(1\) \|/)
    expect(pages["docs/adapters.md"]).toContain("1. not declared: listOrders")
    expect(pages["packages/adapter-acme/README.md"]).toContain(
      "[Conformance](conformance.json): 1 laws kept, 1 skipped (`@huidan/conformance` 1.2.3, 10 seeds)"
    )
  })

  it("make the check fail if the README states others", async () => {
    const pages = await pagesOf(files)
    const { "packages/adapter-acme/README.md": _readme, ...others } = pages
    expect(await withRepository({ ...files, ...others }, (root) => generated.run(root))).toStrictEqual([
      expect.stringContaining("packages/adapter-acme/README.md is not current")
    ])
  })
})

describe("the page of the order", () => {
  it("lists every field, opened to its leaves", () => {
    const page = orderPage(orderJsonSchema())
    expect(page).toContain("| `amounts.payable` | fen or null |")
    expect(page).toContain("| `lines[].inputs[].value` | private text or null |")
    expect(page).toContain("| `buyer.phones[]` | list of private text |")
    expect(page).toContain("| `times.created` | instant or null |")
    expect(page).toContain("| `status.raw` | texts by name |")
    expect(page).toContain("| `source.raw` | any JSON or null |")
  })
})
