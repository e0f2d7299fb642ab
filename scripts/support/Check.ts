/** A check of the repository's structure: a promise, and the places where it is broken. */
export interface Check {
  readonly name: string
  /** What holds while the check passes, in one sentence. */
  readonly promise: string
  /** The problems found in the repository at `root`, each a sentence that names the file. */
  readonly run: (root: string) => Promise<ReadonlyArray<string>>
}

/** Runs one check and prints what it found. `true`: the promise is kept. */
export const runCheck = async (check: Check, root: string): Promise<boolean> => {
  const problems = await check.run(root)
  console.log(`${problems.length === 0 ? "✓" : "✗"} ${check.name}: ${check.promise}`)
  for (const problem of problems) console.log(`    ${problem}`)
  return problems.length === 0
}

/** Runs a check as a program of its own. */
export const main = async (check: Check): Promise<void> => {
  process.exitCode = (await runCheck(check, repositoryRoot)) ? 0 : 1
}

export const repositoryRoot = new URL("../..", import.meta.url).pathname.replace(/\/$/, "")
