/** Promise: packages pack, publint and attw find no problem, and every entry loads in an empty folder with only effect next to it. */
import { execFileSync } from "node:child_process"
import { existsSync, writeFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { dirname, join, normalize } from "node:path"
import * as Effect from "effect/Effect"
import { publint } from "publint"
import { formatMessage } from "publint/utils"
import { type Check, main } from "../support/Check.ts"
import { filesBelow, readJson } from "../support/files.ts"
import { type Ended, runToEnd } from "../support/runToEnd.ts"
import { effectVersion, installInto, packAll, type Tarball, withDependencies } from "../support/tarballs.ts"
import { withTemporaryFolder } from "../support/temporaryFolder.ts"
import { publishedOf, readWorkspace } from "../support/workspace.ts"

export const packing: Check = {
  name: "packing",
  promise:
    "packages pack, publint and attw find no problem, and every entry loads in an empty folder with only effect next to it",
  run: (root) =>
    withTemporaryFolder("packing", async (folder) => {
      const packages = publishedOf(readWorkspace(root))
      const unbuilt = packages.filter(({ path }) => !existsSync(join(path, "dist")))
      if (unbuilt.length > 0) return unbuilt.map(({ name }) => `${name} is not built. Run: pnpm build`)
      const tarballs = await packAll(root, packages, join(folder, "tarballs"))
      const problemsOf = async (tarball: Tarball): Promise<ReadonlyArray<string>> => {
        const unpacked = unpack(tarball)
        const found = [
          ...(await lint(unpacked)),
          ...(await types(root, tarball.path)),
          ...missingFiles(unpacked),
          ...(await loads(root, folder, tarball, tarballs))
        ]
        return found.map((problem) => `${tarball.package.name}: ${problem}`)
      }
      const each = Effect.forEach(tarballs, (tarball) => Effect.promise(() => problemsOf(tarball)), {
        concurrency: availableParallelism()
      })
      return (await Effect.runPromise(each)).flat()
    })
}

const unpack = ({ path }: Tarball): string => {
  execFileSync("tar", ["-xzf", path], { cwd: dirname(path) })
  return join(dirname(path), "package")
}

export const lint = async (unpacked: string): Promise<ReadonlyArray<string>> => {
  const { messages, pkg } = await publint({ pkgDir: unpacked, pack: false, strict: true })
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`)
}

export const types = async (root: string, tarball: string): Promise<ReadonlyArray<string>> => {
  const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js")
  // A report is data and has no types.
  const data = ["--exclude-entrypoints", "./conformance.json"]
  const options = ["--profile", "esm-only", "--no-definitely-typed", "--no-emoji", "--no-color", "--format", "ascii"]
  const words = [attw, ...data, ...options, tarball]
  const { code, stderr, stdout } = await runToEnd(process.execPath, words, root, process.env)
  return code === 0 ? [] : [`attw: ${(stdout + stderr).trim()}`]
}

/** Installs one package as a user would, loads what it exports and type-checks programs that do the same. */
const loads = async (
  root: string,
  folder: string,
  tarball: Tarball,
  all: ReadonlyArray<Tarball>
): Promise<ReadonlyArray<string>> => {
  const { name, manifest } = tarball.package
  const optional = Object.keys(manifest.peerDependenciesMeta ?? {})
  const alone = join(folder, "alone", tarball.package.folder)
  const effect = { effect: effectVersion(root) }
  await installInto(alone, withDependencies(tarball, all), effect)
  const entries = Object.keys(manifest.exports ?? {}).filter((entry) => !entry.endsWith(".json"))
  const specifiers = (those: ReadonlyArray<string>) => those.map((entry) => name + entry.slice(1))
  if (optional.length === 0) return load(root, alone, specifiers(entries))
  const whole = join(folder, "whole", tarball.package.folder)
  const beside = all.filter((other) => optional.includes(other.package.name))
  const ours = new Set(beside.map((other) => other.package.name))
  const others = optional.filter((peer) => !ours.has(peer)).map((peer) => [peer, manifest.devDependencies?.[peer]])
  await installInto(whole, [...new Set([tarball, ...beside].flatMap((wanted) => withDependencies(wanted, all)))], {
    ...effect,
    ...Object.fromEntries(others)
  })
  return [
    ...(await load(root, alone, specifiers(entries.filter((entry) => entry === ".")))),
    ...(await load(root, whole, specifiers(entries.filter((entry) => entry !== "."))))
  ]
}

/** What goes wrong when programs in `folder` import these entries, at run time or in the type check. */
export const load = async (
  root: string,
  folder: string,
  specifiers: ReadonlyArray<string>
): Promise<ReadonlyArray<string>> => {
  const files = specifiers.map((_, index) => `use-${index}.ts`)
  const problems: Array<string> = []
  for (const [index, specifier] of specifiers.entries()) {
    const file = `use-${index}.ts`
    const program = `import * as entry from "${specifier}"\nif (Object.keys(entry).length === 0) throw new Error("exports nothing")\n`
    writeFileSync(join(folder, file), program)
    const ended = await runToEnd(process.execPath, [file], folder, process.env)
    if (ended.code !== 0) problems.push(`${specifier}: ${beginningOf(ended)}`)
  }
  const options = {
    strict: true,
    module: "nodenext",
    target: "es2023",
    lib: ["es2023", "dom", "dom.iterable", "esnext.disposable"],
    types: [],
    skipLibCheck: false,
    noEmit: true
  }
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files }))
  const typed = await runToEnd(join(root, "node_modules/.bin/tsc"), ["-p", "."], folder, process.env)
  return typed.code === 0 ? problems : [...problems, `types of ${specifiers.join(", ")}: ${beginningOf(typed)}`]
}

const beginningOf = ({ stderr, stdout }: Ended): string =>
  `${stdout}${stderr}`.trim().split("\n").slice(0, 8).join("\n      ")

/** Sources that source maps name but the package lacks, and missing files that every package needs. */
export const missingFiles = (folder: string): ReadonlyArray<string> => {
  const files = filesInPackage(folder)
  const maps = files
    .filter((path) => path.endsWith(".map"))
    .flatMap((path) => {
      const { sources } = readJson(path) as { readonly sources: ReadonlyArray<string> }
      return sources
        .map((source) => normalize(join(dirname(path), source)))
        .filter((source) => !existsSync(source))
        .map(
          (source) =>
            `${path.slice(folder.length + 1)} leads to ${source.slice(folder.length + 1)}, which is not in the package`
        )
    })
  const missing = ["package.json", "README.md", "LICENSE"]
    .filter((file) => !existsSync(join(folder, file)))
    .map((file) => `has no ${file}`)
  return [...maps, ...missing]
}

/** `filesBelow` skips `dist`, but a package consists of it. */
const filesInPackage = (folder: string): ReadonlyArray<string> => [
  ...filesBelow(folder),
  ...filesBelow(join(folder, "dist"))
]

if (import.meta.main) await main(packing)
