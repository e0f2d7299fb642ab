import { execFileSync } from "node:child_process"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { lint, load, missingFiles, packing, types } from "../checks/packing.ts"
import { repositoryRoot } from "../support/Check.ts"
import { type Files, manifest, soundRepository, withRepository } from "./support/temporaryRepository.ts"

/** The files of a package in a tarball. */
const soundPackage: Files = {
  "package/package.json": manifest("acme", {
    license: "MIT",
    exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } }
  }),
  "package/README.md": "# Acme\n",
  "package/LICENSE": "MIT\n",
  "package/dist/index.js": "export const one = 1\n",
  "package/dist/index.js.map": JSON.stringify({ version: 3, sources: ["../src/index.ts"], mappings: "" }),
  "package/dist/index.d.ts": "export declare const one: number\n",
  "package/src/index.ts": "export const one = 1\n"
}

const withPackage = <A>(
  changes: Files,
  without: ReadonlyArray<string>,
  use: (unpacked: string, tarball: string) => Promise<A>
) => {
  const files = Object.fromEntries(
    Object.entries({ ...soundPackage, ...changes }).filter(([path]) => !without.includes(path))
  )
  return withRepository(files, (root) => {
    execFileSync("tar", ["-czf", "package.tgz", "package"], { cwd: root })
    return use(join(root, "package"), join(root, "package.tgz"))
  })
}

const judge = (changes: Files = {}, without: ReadonlyArray<string> = []) =>
  withPackage(changes, without, async (unpacked, tarball) => [
    ...(await lint(unpacked)),
    ...(await types(repositoryRoot, tarball)),
    ...missingFiles(unpacked)
  ])

describe("a tarball", () => {
  it("passes if it is complete", async () => {
    expect(await judge()).toStrictEqual([])
  })

  it("fails in publint and attw if the file of an entry is missing", async () => {
    const problems = await judge({}, ["package/dist/index.js", "package/dist/index.d.ts"])
    expect(problems.join("\n")).toMatch(/publint: .*dist\/index\.js but the file does not exist[\s\S]*attw: /)
  })

  it("fails if a source map names a source that it lacks", async () => {
    expect(await judge({}, ["package/src/index.ts"])).toStrictEqual([
      "dist/index.js.map leads to src/index.ts, which is not in the package"
    ])
  })

  it("fails without a README and a licence", async () => {
    expect(await judge({}, ["package/README.md", "package/LICENSE"])).toStrictEqual([
      "has no README.md",
      "has no LICENSE"
    ])
  })
})

describe("an entry", () => {
  const program = (module: string, declarations: string) =>
    withRepository(
      {
        "package.json": manifest("acme", { exports: { ".": { types: "./index.d.ts", default: "./index.js" } } }),
        "index.js": module,
        "index.d.ts": declarations
      },
      (root) => load(repositoryRoot, root, ["acme"])
    )

  it("loads", async () => {
    expect(await program("export const one = 1", "export declare const one: number")).toStrictEqual([])
  })

  it.each([
    [
      "imports a missing package",
      'import "left-pad"; export const one = 1',
      "export declare const one: number",
      "left-pad"
    ],
    ["exports nothing", "export {}", "export {}", "exports nothing"],
    ["has types of a missing package", "export const one = 1", 'export { one } from "left-pad"', "left-pad"]
  ])("fails when it %s", async (_, module, declarations, problem) => {
    expect((await program(module, declarations)).join("\n")).toContain(problem)
  })
})

describe("packing", () => {
  it("asks for a build first", async () => {
    expect(await withRepository(soundRepository, (root) => packing.run(root))).toContain(
      "@huidan/core is not built. Run: pnpm build"
    )
  })
})
