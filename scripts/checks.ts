/** Runs the checks in `scripts/checks`, one after the other: `pnpm checks` for all, `pnpm checks imports docs` for some. */
import { readdirSync } from "node:fs"
import { join } from "node:path"
import { type Check, repositoryRoot, runCheck } from "./support/Check.ts"

const folder = join(repositoryRoot, "scripts/checks")
const wanted = process.argv.slice(2)
const files = readdirSync(folder).filter((file) => wanted.length === 0 || wanted.includes(file.replace(/\.ts$/, "")))

let failed = 0
for (const file of files) {
  const module: Readonly<Record<string, Check>> = await import(join(folder, file))
  for (const check of Object.values(module)) {
    if ("promise" in check && !(await runCheck(check, repositoryRoot))) failed += 1
  }
}
process.exitCode = failed === 0 && files.length > 0 ? 0 : 1
