/**
 * Compares the adapters of this tree with those of another commit: `pnpm compare <commit>`.
 *
 * It asks every adapter, Paper Boat and the template included: all fixtures, 200 seeds of every operation and door, calls
 * with faults, pushes, lists, and lists resumed from the other commit's cursors. It compares orders in every encoding,
 * explanations, errors, requests and their times, pages, manifests and reports.
 *
 * Ends with 1 if there is a difference that `compare/deliberate.ts` does not declare. `--seeds 20` compares fewer seeds,
 * `--adapter adapter-xiaoe` (or `template`; may be repeated) only these adapters. `--keep <folder>` keeps the other
 * commit's tree in that folder, for the next run.
 */
import { execFile, execFileSync } from "node:child_process"
import { cpSync, existsSync, rmSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { parseArgs, promisify } from "node:util"
import { deliberate } from "./compare/deliberate.ts"
import { compareHashes, compareValues, linesOf } from "./compare/differences.ts"
import { makeReport } from "./compare/Report.ts"
import type { CollectRequest } from "./compare/Request.ts"
import { repositoryRoot } from "./support/Check.ts"
import { packageManagerOf } from "./support/tarballs.ts"
import { withTemporaryFolder } from "./support/temporaryFolder.ts"

const { positionals, values: flags } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  allowPositionals: true,
  options: {
    seeds: { type: "string", default: "200" },
    adapter: { type: "string", multiple: true },
    keep: { type: "string" }
  }
})
const seeds = Number(flags.seeds)
const [revision] = positionals
if (revision === undefined || !Number.isInteger(seeds) || seeds < 1) {
  console.error("pnpm compare <commit> [--seeds <a whole number above 0>] [--adapter <folder>]… [--keep <folder>]")
  process.exit(2)
}

/** Lists and pushes take longer than answers, so they get fewer seeds. */
const chosen = {
  ...(flags.adapter && { adapters: flags.adapter }),
  seeds,
  pushSeeds: Math.min(seeds, 50),
  listSeeds: Math.min(seeds, 4)
}

/** How many differing cases are read with all their values at a time. */
const casesOfChunk = 1000

const git = (...words: ReadonlyArray<string>): string =>
  execFileSync("git", words, { cwd: repositoryRoot, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim()

const execute = promisify(execFile)

/** Runs a program to its end, however long it takes; fails with what it printed. */
const run = (program: string, words: ReadonlyArray<string>, cwd: string): Promise<unknown> =>
  execute(program, words, { cwd, maxBuffer: 2 ** 26 })

/** Calls `use` with the tree of the commit, built, with this tree's collector in it. */
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
    if (found !== commit) throw new Error(`${tree} is the tree of ${found}: name another folder, or remove it`)
    rmSync(join(tree, "scripts/compare"), { recursive: true, force: true })
    cpSync(join(repositoryRoot, "scripts/compare"), join(tree, "scripts/compare"), { recursive: true })
    await use(tree)
  } finally {
    if (flags.keep === undefined && existsSync(tree)) git("worktree", "remove", "--force", tree)
  }
}

const commit = git("rev-parse", "--verify", `${revision}^{commit}`)
const report = makeReport(deliberate)

await withTemporaryFolder("compare", (folder) =>
  withTree(commit, folder, async (tree) => {
    const files = { old: join(folder, "old.jsonl"), new: join(folder, "new.jsonl") }
    const cursors = join(folder, "cursors.json")
    const only = join(folder, "only.json")
    const collect = (at: string, request: Omit<CollectRequest, keyof typeof chosen>) => {
      const words = [join(at, "scripts/compare/collect.ts"), JSON.stringify({ ...chosen, ...request })]
      return run(process.execPath, words, at)
    }
    const collectBoth = (oldOnes: Partial<CollectRequest>, both: Partial<CollectRequest>) =>
      Promise.all([
        collect(tree, { ...both, ...oldOnes, out: files.old }),
        collect(repositoryRoot, { ...both, out: files.new })
      ])

    /** Asks both trees, compares hashes, and asks again for the values of what differs. */
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
