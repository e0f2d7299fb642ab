/** Every edit that the template's README lists is told by the compiler, by a law or by a fixture. */
import { execFile } from "node:child_process"
import { cpSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { laws, makeSubjects, runLaw } from "@huidan/conformance"
import { fixtureRecords, readFixtures } from "@huidan/conformance/fixtures"
import * as Effect from "effect/Effect"
import { assert, describe, it } from "vitest"
import { type Edit, edits, type Told } from "./edits.ts"
import { makeFolder, packageFolder, repositoryModules, templateFolder } from "./support.ts"

const seeds = { from: 1, count: 10 }

/** A copy of the template with one edit, where its imports are found. */
const edited = ({ file, from, to }: Pick<Edit, "file" | "from" | "to">): string => {
  const folder = join(makeFolder(), "adapter")
  cpSync(templateFolder, folder, { recursive: true })
  renameSync(join(folder, "package.template.json"), join(folder, "package.json"))
  symlinkSync(join(packageFolder, "node_modules"), join(folder, "node_modules"))
  const path = join(folder, file)
  const parts = readFileSync(path, "utf8").split(from)
  assert.strictEqual(parts.length, 2, `${JSON.stringify(from)} stands ${parts.length - 1} times in ${file}`)
  writeFileSync(path, parts.join(to))
  return folder
}

/** The files in which the compiler finds errors. */
const compile = (folder: string): Promise<ReadonlyArray<string>> => {
  const options = ["--typeRoots", join(repositoryModules, "@types"), "--pretty", "false"]
  const files = ["--noEmit", "-p", join(folder, "tsconfig.build.json")]
  return new Promise((resolve) => {
    execFile(join(repositoryModules, ".bin/tsc"), [...files, ...options], { cwd: folder }, (_error, stdout) =>
      resolve([...new Set([...stdout.matchAll(/^(.+?)\(\d+,\d+\): error/gm)].map(([, file = ""]) => file))])
    )
  })
}

type Loaded = Parameters<typeof makeSubjects>[0]

const load = async (folder: string): Promise<Loaded> => {
  const [{ adapter }, { twin }] = await Promise.all(
    ["src/index.ts", "twin/index.ts"].map((file) => import(pathToFileURL(join(folder, file)).href))
  )
  return { adapter, twin }
}

/** Those of these laws that are broken. */
const brokenLaws = async ({ adapter, twin }: Loaded, names: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
  const subjects = await Effect.runPromise(makeSubjects({ adapter, twin }))
  const results = await Effect.runPromise(
    Effect.forEach(
      laws.filter((law) => names.includes(law.name)),
      (law) => runLaw(law, subjects, { seeds })
    )
  )
  return results.filter(({ verdict }) => verdict === "broken").map((result) => result.law)
}

const differentFixtures = ({ adapter }: Loaded, folder: string): Promise<ReadonlyArray<string>> =>
  Effect.gen(function* () {
    const opened = yield* adapter.make({ appId: "fixture-app" })
    const different = yield* Effect.filter(readFixtures(pathToFileURL(`${folder}/fixtures/`)), (fixture) =>
      Effect.map(fixtureRecords(opened, fixture), (found) => JSON.stringify(found) !== JSON.stringify(fixture.expected))
    )
    return different.map((fixture) => fixture.case)
  }).pipe(Effect.scoped, Effect.runPromise)

const notTold = async (folder: string, told: Told): Promise<ReadonlyArray<string>> => {
  if (told.by === "compiler") {
    const errors = await compile(folder)
    return told.at.filter((file) => !errors.includes(file))
  }
  const loaded = await load(folder)
  if (told.by === "fixtures") return (await differentFixtures(loaded, folder)).length > 0 ? [] : ["fixtures"]
  return (await brokenLaws(loaded, told.laws)).length > 0 ? [] : told.laws
}

describe("an edit of the template", () => {
  it.each(edits)("$name: told by $told.by", { timeout: 120_000 }, async (edit) => {
    assert.deepStrictEqual(await notTold(edited(edit), edit.told), [])
  })

  it("none: nothing is told", { timeout: 120_000 }, async () => {
    const folder = edited({ file: "README.md", from: "imaginary: it", to: "imaginary: it" })
    assert.deepStrictEqual(await compile(folder), [])
    const loaded = await load(folder)
    assert.deepStrictEqual(await brokenLaws(loaded, [...new Set(edits.flatMap(lawsOf))]), [])
    assert.deepStrictEqual(await differentFixtures(loaded, folder), [])
  })

  it("stands in the README, which promises no more than these", () => {
    const readme = readFileSync(join(templateFolder, "README.md"), "utf8")
    const table = /\| you change \|[^\n]*\n[^\n]*\n(?<rows>(?:\|.*\n)+)/.exec(readme)?.groups?.["rows"] ?? ""
    const promised = table
      .trim()
      .split("\n")
      .map((line) => line.split(" | "))
    const rowOf = ([row = ""]: ReadonlyArray<string>) => row.replace(/^\| /, "")
    const ofManifest = "the package's name or version"
    assert.sameMembers(promised.map(rowOf), [...new Set(edits.map(({ row }) => row)), ofManifest])
    for (const edit of edits) {
      const [, teller = ""] = promised.find((line) => rowOf(line) === edit.row) ?? []
      const named = edit.told.by === "law" ? lawsOf(edit).some((law) => teller.includes(`\`${law}\``)) : true
      assert.isTrue(named && teller.includes(edit.told.by === "fixtures" ? "fixtures" : edit.told.by), edit.name)
    }
  })
})

const lawsOf = ({ told }: Edit): ReadonlyArray<string> => (told.by === "law" ? told.laws : [])
