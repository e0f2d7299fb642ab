/** Runs the laws on a broken adapter in a process of its own: by vitest, and by the command line. */
import { spawn } from "node:child_process"
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

const root = fileURLToPath(new URL("../../", import.meta.url))

export interface KitRun {
  /** `null` if the process was killed. */
  readonly code: number | null
  readonly output: string
}

/** With `file`, the process prints into this file. */
const run = (
  words: ReadonlyArray<string>,
  folder: string,
  variables: Readonly<Record<string, string>>,
  file?: string
): Promise<KitRun> =>
  new Promise((resolve) => {
    const { PATH = "", TMPDIR = tmpdir() } = process.env
    const env = { PATH, TMPDIR, NO_COLOR: "1", ...variables }
    const descriptor = file === undefined ? null : openSync(file, "a")
    const output = descriptor ?? "pipe"
    const child = spawn(process.execPath, words, { cwd: folder, env, stdio: ["ignore", output, output] })
    const pieces: Array<Uint8Array> = []
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (piece: Uint8Array) => pieces.push(piece))
    child.on("close", (code) => {
      if (descriptor !== null) closeSync(descriptor)
      const text = file === undefined ? Buffer.concat(pieces).toString() : readFileSync(file, "utf8")
      resolve({ code, output: text })
    })
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

/** Runs `huidan conformance` on what a file of `test/broken/` exports; `intoFile`: with a file as its output. */
export const runCommand = async (
  file: string,
  name: string,
  options: ReadonlyArray<string>,
  variables: Readonly<Record<string, string>>,
  { intoFile = false } = {}
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
    const words = [program, "conformance", `huidan-adapter-${name}`, ...options]
    return await run(words, folder, variables, intoFile ? join(folder, "output") : undefined)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
