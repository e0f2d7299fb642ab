/** The checks of imports, names and declared dependencies fail on each broken promise. */
import { describe, expect, it } from "vitest"
import { dependencies } from "../checks/dependencies.ts"
import { effectModules } from "../checks/effectModules.ts"
import { imports } from "../checks/imports.ts"
import { namedAdapters } from "../checks/namedAdapters.ts"
import { problemsOf } from "./support/problemsOf.ts"
import { manifest } from "./support/temporaryRepository.ts"

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
      "an adapter imports the conformance kit",
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
      "it leads out of its package"
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

  it("fails on a package of an unknown kind", async () => {
    await expect(problemsOf(imports, { "packages/attic/package.json": manifest("@huidan/attic") })).rejects.toThrow(
      "unknown kind"
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

  it("ignores comments", async () => {
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
      "a declared package that nothing imports",
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
