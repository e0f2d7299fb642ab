/** Runs the laws on a broken adapter in a process of its own: by vitest, and by the command line. */
import { execFile } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

const root = fileURLToPath(new URL("../../", import.meta.url))

export interface KitRun {
  /** `null` if the process was killed. */
  readonly code: number | null
  readonly output: string
}

const run = (
  words: ReadonlyArray<string>,
  folder: string,
  variables: Readonly<Record<string, string>>
): Promise<KitRun> =>
  new Promise((resolve) => {
    const { PATH = "", TMPDIR = tmpdir() } = process.env
    const env = { PATH, TMPDIR, NO_COLOR: "1", ...variables }
    const child = execFile(process.execPath, words, { cwd: folder, env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, output: stdout + stderr })
    )
  })

/** Runs one of the test files of this folder. */
export const runTests = (
  name: string,
  options: ReadonlyArray<string>,
  variables: Readonly<Record<string, string>>
): Promise<KitRun> =>
  run(
    ["node_modules/vitest/vitest.mjs", "run", "--config", "test/kitRuns/vitest.config.ts", name, ...options],
    root,
    variables
  )

/** Runs `huidan conformance` on what a file of `test/broken/` exports. */
export const runCommand = async (
  file: string,
  name: string,
  options: ReadonlyArray<string>,
  variables: Readonly<Record<string, string>>
): Promise<KitRun> => {
  const folder = mkdtempSync(join(tmpdir(), "huidan-kit-"))
  try {
    const own = join(folder, "node_modules", `huidan-adapter-${name}`)
    mkdirSync(own, { recursive: true })
    for (const module of ["effect", "@huidan"])
      symlinkSync(join(root, "node_modules", module), join(folder, "node_modules", module))
    const source = JSON.stringify(pathToFileURL(join(root, "test/broken", file)).href)
    const files = {
      "package.json": JSON.stringify({
        name: `huidan-adapter-${name}`,
        version: "1.0.0",
        type: "module",
        exports: { ".": "./index.js", "./twin": "./twin.js" }
      }),
      "index.js": `import { ${name} } from ${source}\nexport const { adapter } = ${name}\n`,
      "twin.js": `import { ${name} } from ${source}\nexport const { twin } = ${name}\n`
    }
    for (const [path, text] of Object.entries(files)) writeFileSync(join(own, path), text)
    writeFileSync(join(folder, "huidan.config.json"), JSON.stringify({ shops: [] }))
    const program = join(root, "apps/cli/dist/main.js")
    return await run([program, "conformance", `huidan-adapter-${name}`, ...options], folder, variables)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
