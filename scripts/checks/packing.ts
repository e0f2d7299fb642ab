/** Promise: packages pack, publint and attw find no problem, and every entry loads in an empty folder with only effect next to it. */
import { execFileSync, spawnSync } from "node:child_process"
import { existsSync, writeFileSync } from "node:fs"
import { dirname, join, normalize } from "node:path"
import { publint } from "publint"
import { formatMessage } from "publint/utils"
import { type Check, main } from "../support/Check.ts"
import { filesBelow, readJson } from "../support/files.ts"
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
      const tarballs = packAll(root, packages, join(folder, "tarballs"))
      const problems = await Promise.all(
        tarballs.map(async (tarball) => {
          const unpacked = unpack(tarball)
          const found = [
            ...(await lint(unpacked)),
            ...types(root, tarball.path),
            ...missingFiles(unpacked),
            ...loads(root, folder, tarball, tarballs)
          ]
          return found.map((problem) => `${tarball.package.name}: ${problem}`)
        })
      )
      return problems.flat()
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

export const types = (root: string, tarball: string): ReadonlyArray<string> => {
  const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js")
  // A report is data and has no types.
  const data = ["--exclude-entrypoints", "./conformance.json"]
  const options = ["--profile", "esm-only", "--no-definitely-typed", "--no-emoji", "--no-color", "--format", "ascii"]
  const result = spawnSync(process.execPath, [attw, ...data, ...options, tarball], { encoding: "utf8" })
  return result.status === 0 ? [] : [`attw: ${(result.stdout + result.stderr).trim()}`]
}

/** Installs one package as a user would, loads what it exports and type-checks a program that does the same. */
const loads = (root: string, folder: string, tarball: Tarball, all: ReadonlyArray<Tarball>): ReadonlyArray<string> => {
  const { name, manifest } = tarball.package
  const optional = Object.keys(manifest.peerDependenciesMeta ?? {})
  const alone = join(folder, "alone", tarball.package.folder)
  const effect = { effect: effectVersion(root) }
  installInto(alone, withDependencies(tarball, all), effect)
  const whole = join(folder, "whole", tarball.package.folder)
  if (optional.length > 0) {
    const beside = all.filter((other) => optional.includes(other.package.name))
    const ours = new Set(beside.map((other) => other.package.name))
    const others = optional.filter((peer) => !ours.has(peer)).map((peer) => [peer, manifest.devDependencies?.[peer]])
    installInto(whole, [...new Set([tarball, ...beside].flatMap((wanted) => withDependencies(wanted, all)))], {
      ...effect,
      ...Object.fromEntries(others)
    })
  }
  return Object.keys(manifest.exports ?? {})
    .filter((entry) => !entry.endsWith(".json"))
    .flatMap((entry) => {
      const needsMore = entry !== "." && optional.length > 0
      const problem = load(root, needsMore ? whole : alone, name + entry.slice(1))
      return problem === null ? [] : [`entry ${entry}: ${problem}`]
    })
}

/** What goes wrong when a program in `folder` imports this entry, at run time or in the type check; `null` if nothing does. */
export const load = (root: string, folder: string, specifier: string): string | null => {
  const program = `import * as entry from "${specifier}"\nif (Object.keys(entry).length === 0) throw new Error("exports nothing")\n`
  writeFileSync(join(folder, "use.ts"), program)
  const options = {
    strict: true,
    module: "nodenext",
    target: "es2023",
    lib: ["es2023", "dom", "dom.iterable", "esnext.disposable"],
    types: [],
    skipLibCheck: false,
    noEmit: true
  }
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["use.ts"] }))
  return (
    attempt(() => execFileSync(process.execPath, ["use.ts"], { cwd: folder, stdio: "pipe" })) ??
    attempt(() => execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", "."], { cwd: folder, stdio: "pipe" }))
  )
}

const attempt = (run: () => unknown): string | null => {
  try {
    run()
    return null
  } catch (error) {
    const output = ["stdout", "stderr"].map((stream) => String(Reflect.get(Object(error), stream) ?? "")).join("")
    return output.trim().split("\n").slice(0, 8).join("\n      ")
  }
}

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
