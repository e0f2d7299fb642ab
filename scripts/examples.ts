/** Runs the examples as a user would: in an empty folder, with packages from packed tarballs, reading from the sandbox. */
import { execFile } from "node:child_process"
import { cpSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { repositoryRoot } from "./support/Check.ts"
import { readJson } from "./support/files.ts"
import { type SandboxEnvironment, withSandbox } from "./support/sandbox.ts"
import { effectVersion, installInto, packAll, type Tarball, withDependencies } from "./support/tarballs.ts"
import { withTemporaryFolder } from "./support/temporaryFolder.ts"
import { type PackageManifest, publishedOf, readWorkspace } from "./support/workspace.ts"

const run = promisify(execFile)

const examples = ["promise", "effect"]

/** What an example prints: one order's key, its state and an amount. */
const wanted = /^[a-z]+\/[^/\s]+\/[^/\s]+ (?:pending|active|completed|closed) \d+ fen\n$/

const typeScriptOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  module: "nodenext",
  target: "es2023",
  lib: ["es2023", "dom", "esnext.disposable"],
  types: ["node"],
  typeRoots: [join(repositoryRoot, "node_modules/@types")],
  skipLibCheck: true,
  noEmit: true
}

const runExample = async (
  name: string,
  folder: string,
  tarballs: ReadonlyArray<Tarball>,
  environment: SandboxEnvironment
): Promise<boolean> => {
  const home = join(folder, name)
  const { dependencies = {} } = readJson(join(repositoryRoot, "examples", name, "package.json")) as PackageManifest
  const needed = tarballs.filter((tarball) => tarball.package.name in dependencies)
  await installInto(home, [...new Set(needed.flatMap((tarball) => withDependencies(tarball, tarballs)))], {
    effect: effectVersion(repositoryRoot)
  })
  cpSync(join(repositoryRoot, "examples", name, "example.ts"), join(home, "example.ts"))
  writeFileSync(
    join(home, "tsconfig.json"),
    JSON.stringify({ compilerOptions: typeScriptOptions, files: ["example.ts"] })
  )
  const options = { cwd: home, env: { ...process.env, ...environment }, timeout: 60_000 }
  await run(join(repositoryRoot, "node_modules/.bin/tsc"), ["-p", "."], options)
  const { stdout } = await run(process.execPath, ["example.ts"], options)
  console.log(`${wanted.test(stdout) ? "✓" : "✗"} examples/${name}: ${stdout.trim()}`)
  return wanted.test(stdout)
}

const results = await withTemporaryFolder("examples", async (folder) => {
  const tarballs = await packAll(repositoryRoot, publishedOf(readWorkspace(repositoryRoot)), join(folder, "tarballs"))
  return withSandbox(repositoryRoot, async (environment) => {
    const kept: Array<boolean> = []
    for (const name of examples) kept.push(await runExample(name, folder, tarballs, environment))
    return kept
  })
})
process.exitCode = results.every((kept) => kept) ? 0 : 1
