import { describe, expect, it } from "vitest"
import { changesets } from "../checks/changesets.ts"
import { dependencies } from "../checks/dependencies.ts"
import { effectModules } from "../checks/effectModules.ts"
import { fixtures } from "../checks/fixtures.ts"
import { imports } from "../checks/imports.ts"
import { namedAdapters } from "../checks/namedAdapters.ts"
import { repository } from "../checks/repository.ts"
import { adapterRooms } from "../checks/rooms.ts"
import type { Check } from "../support/Check.ts"
import {
  changeset,
  type Files,
  initializeGit,
  manifest,
  soundRepository,
  withRepository
} from "./support/temporaryRepository.ts"

const problemsOf = (check: Check, changes: Files = {}, without: ReadonlyArray<string> = []) => {
  const files = Object.fromEntries(
    Object.entries({ ...soundRepository, ...changes }).filter(([path]) => !without.includes(path))
  )
  return withRepository(files, (root) => {
    if (check === repository) initializeGit(root)
    return check.run(root)
  })
}

const checks = [imports, namedAdapters, effectModules, dependencies, adapterRooms, fixtures, changesets, repository]

describe("a sound repository", () => {
  it.each(checks)("passes $name", async (check) => {
    expect(await problemsOf(check)).toStrictEqual([])
  })
})

describe("imports", () => {
  it.each([
    [
      "core imports the kit",
      "packages/core/src/a.ts",
      'import "@huidan/adapter-kit"',
      "core may import no other package"
    ],
    [
      "the kit imports an adapter",
      "packages/adapter-kit/src/a.ts",
      'import "@huidan/adapter-acme"',
      "adapter-kit may import core"
    ],
    [
      "an adapter imports the proof",
      "packages/adapter-acme/src/AcmeA.ts",
      'import "@huidan/conformance"',
      "adapter may import core, adapter-kit"
    ],
    ["a type is imported", "packages/core/src/a.ts", 'import type { A } from "@huidan/adapter-kit"', "core may import"],
    [
      "a type is named by import()",
      "packages/core/src/a.ts",
      'export type A = import("@huidan/adapter-kit").A',
      "core may import"
    ],
    ["something is re-exported", "packages/core/src/a.ts", 'export * from "@huidan/conformance"', "core may import"],
    [
      "something is imported when used",
      "packages/core/src/a.ts",
      'await import("@huidan/conformance")',
      "core may import"
    ],
    [
      "a twin imports the kit",
      "packages/adapter-acme/twin/a.ts",
      'import "@huidan/adapter-kit"',
      "a twin may import core, conformance"
    ],
    [
      "a twin imports its adapter",
      "packages/adapter-acme/twin/a.ts",
      'import "../src/index.ts"',
      "twin/ may not import src/"
    ],
    [
      "an adapter imports its twin",
      "packages/adapter-acme/src/AcmeA.ts",
      'import "../twin/index.ts"',
      "src/ may not import twin/"
    ],
    [
      "a path leaves the package",
      "packages/adapter-kit/src/a.ts",
      'import "../../core/src/index.ts"',
      "it leaves its package"
    ],
    [
      "a package imports itself by name",
      "packages/core/src/a.ts",
      'import "@huidan/core"',
      "imports its own files by path"
    ]
  ])("fails when %s", async (_, path, code, problem) => {
    expect(await problemsOf(imports, { [path]: `\n${code}\n` })).toStrictEqual([
      expect.stringMatching(`^${path}:2 imports .*: .*${problem}`)
    ])
  })

  it("fails when an adapter imports another", async () => {
    const other = {
      "packages/adapter-other/package.json": manifest("@huidan/adapter-other"),
      "packages/adapter-other/src/a.ts": 'import "@huidan/adapter-acme"'
    }
    expect(await problemsOf(imports, other)).toStrictEqual([expect.stringContaining("no adapter imports another")])
  })

  it("fails on a package that has no place on the floor plan", async () => {
    await expect(problemsOf(imports, { "packages/attic/package.json": manifest("@huidan/attic") })).rejects.toThrow(
      "floor plan"
    )
  })
})

describe("namedAdapters", () => {
  it.each([
    'export const a = "@huidan/adapter-acme"',
    "export const a = `acme`",
    "export const acmeShop = 1",
    'import "@huidan/adapter-acme"'
  ])("fails on %s", async (code) => {
    expect(await problemsOf(namedAdapters, { "apps/cli/src/a.ts": code })).toStrictEqual([
      expect.stringContaining("apps/cli/src/a.ts:1 names acme")
    ])
  })

  it("leaves comments alone", async () => {
    expect(await problemsOf(namedAdapters, { "apps/cli/src/a.ts": "// as acme does\nexport {}\n" })).toStrictEqual([])
  })
})

describe("effectModules", () => {
  it.each([
    ["the barrel", "packages/adapter-kit/src/a.ts", 'import { Effect } from "effect"', "imports the barrel"],
    [
      "an unstable module in core",
      "packages/core/src/a.ts",
      'import * as HttpClient from "effect/http/HttpClient"',
      "does not call stable"
    ],
    [
      "an unstable value in core",
      "packages/core/src/a.ts",
      'import * as S from "effect/Schema"\nexport const a = S.ByteSize',
      "effect/Schema.ByteSize"
    ],
    [
      "an unstable type in core",
      "packages/core/src/a.ts",
      'import type * as S from "effect/Schema"\nexport type A = S.ByteSize',
      "effect/Schema.ByteSize"
    ]
  ])("fails on %s", async (_, path, code, problem) => {
    expect(await problemsOf(effectModules, { [path]: code })).toStrictEqual([expect.stringContaining(problem)])
  })

  it("lets other packages use unstable modules", async () => {
    expect(
      await problemsOf(effectModules, { "packages/adapter-kit/src/a.ts": 'import "effect/http/HttpClient"' })
    ).toStrictEqual([])
  })
})

describe("dependencies", () => {
  it.each([
    [
      "an undeclared package",
      { "packages/core/src/a.ts": 'import "left-pad"' },
      "imports left-pad, which is not in the dependencies"
    ],
    ["an undeclared type", { "packages/core/src/a.ts": 'import type { A } from "left-pad"' }, "imports left-pad"],
    ["one that is declared for development only", { "packages/core/src/a.ts": 'import "vitest"' }, "imports vitest"],
    [
      "an undeclared package of a test",
      { "packages/core/test/a.test.ts": 'import "left-pad"' },
      "not in the devDependencies of packages/core"
    ],
    ["an undeclared package of a script", { "scripts/a.ts": 'import "left-pad"' }, "the root's devDependencies"],
    ["an undeclared package of a common test", { "test/a.test.ts": 'import "left-pad"' }, "the root's devDependencies"],
    ["a builtin module in a library", { "packages/core/src/a.ts": 'import "node:fs"' }, "web standards only"],
    [
      "what is declared for nothing",
      {
        "packages/core/package.json": manifest("@huidan/core", {
          dependencies: { "left-pad": "1" },
          peerDependencies: { effect: "1" }
        })
      },
      "declares left-pad, which nothing"
    ],
    [
      "effect among the dependencies",
      { "packages/core/package.json": manifest("@huidan/core", { dependencies: { effect: "1" } }) },
      "make it a peer"
    ]
  ])("fails on %s", async (_, changes, problem) => {
    expect(await problemsOf(dependencies, changes)).toStrictEqual([expect.stringContaining(problem)])
  })
})

describe("rooms", () => {
  it.each([
    "src/AcmeWire.ts",
    "src/AcmeAuth.ts",
    "twin/index.ts",
    "fixtures/order.detail.paid.json",
    "test/acme.test.ts",
    "README.md"
  ])("fails without %s", async (room) => {
    const problems = await problemsOf(adapterRooms, {}, [`packages/adapter-acme/${room}`])
    expect(problems).toStrictEqual([
      expect.stringContaining(`packages/adapter-acme has no ${room.replace(/(?<=fixtures\/|test\/).*/, "")}`)
    ])
  })

  it("fails on an empty room and on a file of another name", async () => {
    expect(await problemsOf(adapterRooms, { "packages/adapter-acme/README.md": "" })).toHaveLength(1)
    expect(await problemsOf(adapterRooms, { "packages/adapter-acme/src/helpers.ts": "export {}" })).toStrictEqual([
      "packages/adapter-acme/src/helpers.ts does not begin with Acme"
    ])
  })
})

describe("an adapter among the examples", () => {
  const example = { "examples/adapter-boat/package.json": manifest("huidan-adapter-boat") }

  it("keeps the plan of the others, and no app names it", async () => {
    expect(await problemsOf(adapterRooms, example)).toContain("examples/adapter-boat has no src/BoatWire.ts")
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
      "a package that says nothing of its release",
      changeset(["@huidan/core", "@huidan/adapter-kit", "@huidan/conformance"]),
      "@huidan/adapter-acme has neither"
    ],
    [
      "a changeset for an app",
      changeset([...["core", "adapter-kit", "conformance", "adapter-acme", "cli"].map((name) => `@huidan/${name}`)]),
      "which is not published"
    ],
    [
      "a changeset without words",
      changeset(
        ["core", "adapter-kit", "conformance", "adapter-acme"].map((name) => `@huidan/${name}`),
        "fix"
      ),
      "does not tell"
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
