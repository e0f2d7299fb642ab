/** Every edit that the template's README lists is reported by the compiler, a law or a test, as the README says. */
import { execFile } from "node:child_process"
import { cpSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { laws, makeSubjects, runLaw } from "@huidan/conformance"
import { fixtureRecords, readFixtures } from "@huidan/conformance/fixtures"
import * as Effect from "effect/Effect"
import { assert, describe, it } from "vitest"
import { type Edit, edits, type Reporter } from "./edits.ts"
import { makeFolder, packageFolder, repositoryModules, templateFolder } from "./support.ts"

const seeds = { from: 1, count: 10 }

/** A copy of the template with one edit, in which imports resolve. */
const edited = ({ file, from, to }: Pick<Edit, "file" | "from" | "to">): string => {
  const folder = join(makeFolder(), "adapter")
  cpSync(templateFolder, folder, { recursive: true })
  renameSync(join(folder, "package.template.json"), join(folder, "package.json"))
  symlinkSync(join(packageFolder, "node_modules"), join(folder, "node_modules"))
  const path = join(folder, file)
  const parts = readFileSync(path, "utf8").split(from)
  assert.strictEqual(parts.length, 2, `${JSON.stringify(from)} occurs ${parts.length - 1} times in ${file}`)
  writeFileSync(path, parts.join(to))
  return folder
}

/** The files with compiler errors. */
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

/** Operations that hold orders by the manifest, and that the adapter does not decode. */
const undecoded = ({ adapter }: Loaded): Promise<ReadonlyArray<string>> =>
  Effect.gen(function* () {
    const opened = yield* adapter.make({})
    const names = Object.entries(opened.manifest.operations).flatMap(([name, { answers }]) =>
      answers === "order" || answers === "orders" ? [name] : []
    )
    return yield* Effect.filter(names, (name) =>
      Effect.map(Effect.flip(opened.decode(name, "")), ({ reason }) => reason._tag === "NotSupported")
    )
  }).pipe(Effect.scoped, Effect.runPromise)

const missingReports = async (folder: string, reporter: Reporter): Promise<ReadonlyArray<string>> => {
  if (reporter.by === "compiler") {
    const errors = await compile(folder)
    return reporter.at.filter((file) => !errors.includes(file))
  }
  const loaded = await load(folder)
  switch (reporter.by) {
    case "fixtures":
      return (await differentFixtures(loaded, folder)).length > 0 ? [] : ["fixtures"]
    case "manifest":
      return (await undecoded(loaded)).length > 0 ? [] : ["manifest"]
    default:
      return (await brokenLaws(loaded, reporter.laws)).length > 0 ? [] : reporter.laws
  }
}

describe("an edit of the template", () => {
  it.each(edits)("$name: reported by $reportedBy.by", { timeout: 120_000 }, async (edit) => {
    assert.deepStrictEqual(await missingReports(edited(edit), edit.reportedBy), [])
  })

  it("none: nothing is reported", { timeout: 120_000 }, async () => {
    const folder = edited({ file: "README.md", from: "imaginary platform", to: "imaginary platform" })
    assert.deepStrictEqual(await compile(folder), [])
    const loaded = await load(folder)
    assert.deepStrictEqual(await brokenLaws(loaded, [...new Set(edits.flatMap(lawsOf))]), [])
    assert.deepStrictEqual(await differentFixtures(loaded, folder), [])
    assert.deepStrictEqual(await undecoded(loaded), [])
  })

  it("is in the table of the README, which lists no others", () => {
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
      const [, reporter = ""] = promised.find((line) => rowOf(line) === edit.row) ?? []
      const named = edit.reportedBy.by !== "law" || lawsOf(edit).some((law) => reporter.includes(`\`${law}\``))
      assert.isTrue(named && reporter.includes(edit.reportedBy.by), edit.name)
    }
  })
})

const lawsOf = ({ reportedBy }: Edit): ReadonlyArray<string> => (reportedBy.by === "law" ? reportedBy.laws : [])
