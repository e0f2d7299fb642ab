/** The checks of dependencies pass on what is installed here, and fail on each broken promise. */
import { describe, expect, it } from "vitest"
import { allowedBuildProblems, installScriptProblems, installScripts } from "../checks/installScripts.ts"
import { licenceProblems, licences } from "../checks/licences.ts"
import { lockfile, lockfileProblems, manifestProblems } from "../checks/lockfile.ts"
import { repositoryRoot } from "../support/Check.ts"

const dependency = { name: "left", version: "1.0.0", isBuilt: false }

describe("this repository", () => {
  it.each([licences, installScripts, lockfile])("passes $name", async (check) => {
    expect(await check.run(repositoryRoot)).toStrictEqual([])
  })
})

describe("licences", () => {
  it.each(["MIT", "(MIT OR GPL-3.0)", "MIT AND ISC", "(GPL-3.0 AND MIT) OR (ISC AND (MIT OR X))"])(
    "allows %s",
    (license) => {
      expect(licenceProblems([{ ...dependency, license }])).toStrictEqual([])
    }
  )

  it.each([
    "GPL-3.0",
    "MIT AND GPL-3.0",
    "(MIT OR ISC) AND GPL-3.0",
    "SEE LICENSE IN LICENSE",
    "UNLICENSED",
    "MPL-2.0"
  ])("does not allow %s", (license) => {
    expect(licenceProblems([{ ...dependency, license }])).toStrictEqual([
      expect.stringContaining(`left@1.0.0 has the licence ${license}.`)
    ])
  })

  it("reads the old forms, and fails without a licence", () => {
    expect(licenceProblems([{ ...dependency, license: { type: "MIT" } }])).toStrictEqual([])
    expect(licenceProblems([{ ...dependency, licenses: [{ type: "GPL-2.0" }, { type: "MIT" }] }])).toStrictEqual([])
    expect(licenceProblems([dependency])).toStrictEqual([expect.stringContaining("names none")])
  })
})

describe("installScripts", () => {
  it.each(["preinstall", "install", "postinstall"])("fails on the script %s", (step) => {
    expect(installScriptProblems([{ ...dependency, scripts: { [step]: "node x.js", test: "x" } }])).toStrictEqual([
      expect.stringContaining(`left@1.0.0 runs code when it is installed (${step})`)
    ])
  })

  it("fails on a package that is built, and on one that pnpm may build unreviewed", () => {
    expect(installScriptProblems([{ ...dependency, isBuilt: true }])).toHaveLength(1)
    expect(installScriptProblems([{ ...dependency, scripts: { test: "x", prepare: "x" } }])).toStrictEqual([])
    expect(
      allowedBuildProblems("allowBuilds:\n  node: true\n  'left': true\n  right: false\nother:\n  up: true\n")
    ).toStrictEqual(["pnpm-workspace.yaml lets left run code, which is not in scripts/checks/installScripts.ts"])
    expect(allowedBuildProblems("dangerouslyAllowAllBuilds: true\n")).toHaveLength(1)
  })
})

describe("lockfile", () => {
  const hash = `{integrity: sha512-${"A".repeat(86)}==}`
  const locked = (name: string, resolution: string) =>
    `lockfileVersion: '9.0'\n\npackages:\n\n  right@1.0.0:\n    resolution: ${hash}\n\n  ${name}:\n    resolution: ${resolution}\n    engines: {node: '>=4'}\n\nsnapshots:\n\n  right@1.0.0: {}\n`

  it("passes on hashed versions", () => {
    expect(lockfileProblems(locked("'@a/left@1.0.0-rc.1'", hash))).toStrictEqual([])
  })

  it.each([
    ["no hash", "left@1.0.0", "{}"],
    ["SHA-1", "left@1.0.0", "{integrity: sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=}"],
    ["an address of its own", "left@1.0.0", `${hash.slice(0, -1)}, tarball: ${"https"}://left.test/left.tgz}`],
    ["a repository", `left@${"https"}://left.test/left/tar.gz/abc`, hash],
    ["a folder", "left@file:../left", hash]
  ])("fails on %s", (_what, name, resolution) => {
    expect(lockfileProblems(locked(name, resolution))).toStrictEqual([
      expect.stringContaining(`pnpm-lock.yaml: ${name} `)
    ])
  })

  it("fails if nothing is locked, and on a dependency that is no version", () => {
    expect(lockfileProblems("")).toHaveLength(1)
    const fine = { dependencies: { a: "^1.2.3", b: "workspace:^", c: ">=1 <3 || 4.x", d: "1.0.0-rc.1" } }
    expect(manifestProblems("package.json", fine)).toStrictEqual([])
    for (const wanted of ["latest", "github:a/b", "file:../a", "npm:b@1", "git+ssh://a.test/b", "a/b", "link:../a"])
      expect(manifestProblems("package.json", { devDependencies: { a: wanted } })).toHaveLength(1)
    expect(manifestProblems("package.json", { publishConfig: { registry: "x" } })).toHaveLength(1)
  })
})
