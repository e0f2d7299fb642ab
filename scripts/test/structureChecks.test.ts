/** The checks of the structure pass on a sound repository. Those of fixtures, changesets and texts fail on each broken promise. */
import { describe, expect, it } from "vitest"
import { changesets } from "../checks/changesets.ts"
import { circles } from "../checks/circles.ts"
import { dependencies } from "../checks/dependencies.ts"
import { effectModules } from "../checks/effectModules.ts"
import { fixtures } from "../checks/fixtures.ts"
import { imports } from "../checks/imports.ts"
import { namedAdapters } from "../checks/namedAdapters.ts"
import { repository } from "../checks/repository.ts"
import { roomOrder } from "../checks/roomOrder.ts"
import { adapterRooms } from "../checks/rooms.ts"
import { problemsOf } from "./support/problemsOf.ts"
import { changeset, manifest } from "./support/temporaryRepository.ts"

const checks = [
  imports,
  namedAdapters,
  effectModules,
  dependencies,
  adapterRooms,
  circles,
  roomOrder,
  fixtures,
  changesets,
  repository
]

describe("a sound repository", () => {
  it.each(checks)("passes $name", async (check) => {
    expect(await problemsOf(check)).toStrictEqual([])
  })
})

describe("an adapter among the examples", () => {
  const example = { "examples/adapter-boat/package.json": manifest("huidan-adapter-boat") }

  it("is checked like the others, and no app names it", async () => {
    expect(await problemsOf(adapterRooms, example)).toContain("examples/adapter-boat has no src/Manifest.ts")
    const twin = { ...example, "examples/adapter-boat/twin/a.ts": 'import "../src/index.ts"' }
    expect(await problemsOf(imports, twin)).toStrictEqual([
      "examples/adapter-boat/twin/a.ts:1 imports ../src/index.ts: twin/ may not import src/"
    ])
    const phone = { ...example, "examples/adapter-boat/fixtures/order.detail.a.json": "139" + "12345678" }
    expect(await problemsOf(fixtures, phone)).toHaveLength(1)
    const app = { ...example, "apps/cli/src/boats.ts": 'export const wanted = "boat"' }
    expect(await problemsOf(namedAdapters, app)).toHaveLength(1)
  })
})

describe("fixtures", () => {
  const card = ["110101", "19900307", "7715"].join("")
  it.each([
    ["a phone number", `{ "phone": "${["139", "01234567"].join("")}" }`, "a phone number"],
    ["an identity card", `{ "card": "${card}" }`, "a valid identity card number"],
    ["an e-mail address", `{ "mail": "${["someone", "company.cn"].join("@")}" }`, "an e-mail address"],
    ["a private key", `-----BEGIN ${"PRIVATE"} KEY-----`, "a private key"],
    ["a credential", `{ "access_token": "${"a1b2c3d4".repeat(4)}" }`, "a credential"]
  ])("fails on %s, without showing it", async (_, text, problem) => {
    const problems = await problemsOf(fixtures, { "packages/adapter-acme/fixtures/order.detail.other.json": text })
    expect(problems).toStrictEqual([expect.stringMatching(`holds ${problem}.*, in line 1`)])
    expect(problems[0]).not.toMatch(/\d{8}/)
  })

  it.each(["Order.json", "order-detail.json", "order.detail.Paid Case.json", "notes.txt"])(
    "fails on the name %s",
    async (name) => {
      expect(await problemsOf(fixtures, { [`packages/adapter-acme/fixtures/${name}`]: "{}" })).toStrictEqual([
        expect.stringContaining("is not named")
      ])
    }
  )
})

describe("changesets", () => {
  it.each([
    [
      "a package without a changeset",
      changeset(["@huidan/core", "@huidan/adapter-kit", "@huidan/conformance"]),
      "@huidan/adapter-acme has neither"
    ],
    [
      "a changeset for an app",
      changeset([...["core", "adapter-kit", "conformance", "adapter-acme", "cli"].map((name) => `@huidan/${name}`)]),
      "which is not published"
    ],
    [
      "a changeset without a description",
      changeset(
        ["core", "adapter-kit", "conformance", "adapter-acme"].map((name) => `@huidan/${name}`),
        "fix"
      ),
      "does not say what changed"
    ]
  ])("fails on %s", async (_, text, problem) => {
    expect(await problemsOf(changesets, { ".changeset/first.md": text })).toStrictEqual([
      expect.stringContaining(problem)
    ])
  })
})

describe("repository", () => {
  it.each([
    ["a registry's host", `see https://${"registry"}.example.org/pkg`],
    ["a path of one machine", `cd ${"/home"}/someone/huidan`],
    ["a merge conflict", `${"<".repeat(7)} HEAD`]
  ])("fails on %s", async (what, text) => {
    expect(await problemsOf(repository, { "docs/page.md": `\n${text}\n` })).toStrictEqual([
      `docs/page.md:2 holds ${what}`
    ])
  })
})
