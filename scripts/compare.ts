/**
 * Compares what this tree's adapters do with what they did at another commit: `pnpm compare <commit>`.
 *
 * All fixtures, and 200 seeds of every operation, door and call of every adapter, Paper Boat and the template included:
 * orders in every encoding, explanations, errors, requests, pages, pushes, manifests and reports, and lists that go on
 * from the other commit's cursors. Ends with 1 where something differs that `compare/deliberate.ts` does not declare.
 * `--seeds 20` for fewer seeds; `--keep <folder>` keeps the other commit's tree there, and uses it when it is there.
 */
import { execFileSync } from "node:child_process"
import { cpSync, existsSync, rmSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { parseArgs } from "node:util"
import { compareHashes, compareValues, linesOf } from "./compare/differences.ts"
import { makeReport } from "./compare/Report.ts"
import type { CollectRequest } from "./compare/Request.ts"
import { repositoryRoot } from "./support/Check.ts"
import { outputOf, runToEnd } from "./support/runToEnd.ts"
import { packageManagerOf } from "./support/tarballs.ts"
import { withTemporaryFolder } from "./support/temporaryFolder.ts"

const { positionals, values: flags } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  allowPositionals: true,
  options: { seeds: { type: "string", default: "200" }, keep: { type: "string" } }
})
const seeds = Number(flags.seeds)
const [revision] = positionals
if (revision === undefined || !Number.isInteger(seeds) || seeds < 1) {
  console.error("pnpm compare <commit> [--seeds <a whole number above 0>] [--keep <folder>]")
  process.exit(2)
}

/** Lists of several windows and pages take time: a few seeds of them. */
const listSeeds = Math.min(seeds, 5)

/** How many cases are read whole at a time. */
const casesOfChunk = 1000

const git = (...words: ReadonlyArray<string>): string =>
  execFileSync("git", words, { cwd: repositoryRoot, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim()

const run = async (program: string, words: ReadonlyArray<string>, cwd: string): Promise<void> => {
  const what = `${[program, ...words].join(" ").slice(0, 200)} in ${cwd}`
  outputOf(what, await runToEnd(program, words, cwd, process.env))
}

/** Hands over the commit's tree, built, with this tree's collector in it. */
const withTree = async (commit: string, folder: string, use: (tree: string) => Promise<void>): Promise<void> => {
  const tree = flags.keep === undefined ? join(folder, "tree") : resolve(flags.keep)
  try {
    if (!existsSync(tree)) {
      git("worktree", "add", "--detach", tree, commit)
      const pnpm = ["-y", packageManagerOf(repositoryRoot)]
      await run("npx", [...pnpm, "install", "--frozen-lockfile", "--prefer-offline"], tree)
      await run("npx", [...pnpm, "build"], tree)
    }
    const found = execFileSync("git", ["rev-parse", "HEAD"], { cwd: tree, encoding: "utf8" }).trim()
    if (found !== commit) throw new Error(`${tree} is the tree of ${found}: give another folder, or remove it`)
    rmSync(join(tree, "scripts/compare"), { recursive: true, force: true })
    cpSync(join(repositoryRoot, "scripts/compare"), join(tree, "scripts/compare"), { recursive: true })
    await use(tree)
  } finally {
    if (flags.keep === undefined && existsSync(tree)) git("worktree", "remove", "--force", tree)
  }
}

const commit = git("rev-parse", "--verify", `${revision}^{commit}`)
const report = makeReport()

await withTemporaryFolder("compare", (folder) =>
  withTree(commit, folder, async (tree) => {
    const files = { old: join(folder, "old.jsonl"), new: join(folder, "new.jsonl") }
    const cursors = join(folder, "cursors.json")
    const only = join(folder, "only.json")
    const collect = (at: string, request: Omit<CollectRequest, "seeds" | "listSeeds">) => {
      const words = [join(at, "scripts/compare/collect.ts"), JSON.stringify({ ...request, seeds, listSeeds })]
      return run(process.execPath, words, at)
    }
    const collectBoth = (oldOnes: Partial<CollectRequest>, both: Partial<CollectRequest>) =>
      Promise.all([
        collect(tree, { ...both, ...oldOnes, out: files.old }),
        collect(repositoryRoot, { ...both, out: files.new })
      ])

    const compareRound = async (oldOnes: Partial<CollectRequest>, both: Partial<CollectRequest>): Promise<void> => {
      await collectBoth(oldOnes, both)
      for await (const line of linesOf(files.old)) report.countLine(line)
      const { differing, missing } = await compareHashes(files.old, files.new)
      missing.forEach(report.addDifference)
      const cases = Object.entries(differing)
      for (let from = 0; from < cases.length; from += casesOfChunk) {
        writeFileSync(only, JSON.stringify(Object.fromEntries(cases.slice(from, from + casesOfChunk))))
        await collectBoth({}, { ...both, only })
        for await (const difference of compareValues(files.old, files.new)) report.addDifference(difference)
      }
    }
    await compareRound({ cursors }, {})
    await compareRound({}, { resume: cursors })
  })
)

console.log(`compared with ${commit.slice(0, 7)}, ${seeds} seeds`)
console.log(report.text())
process.exitCode = report.undeclared() > 0 ? 1 : 0
