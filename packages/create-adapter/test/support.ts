import { execFile } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll } from "vitest"

export const packageFolder = fileURLToPath(new URL("..", import.meta.url))
export const templateFolder = join(packageFolder, "template")
export const repositoryModules = join(packageFolder, "../../node_modules")

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** An empty folder, removed after the tests of the file. */
export const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "huidan-create-"))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs the built command as a user would, without a terminal. */
export const runCreate = (
  cwd: string,
  parameters: ReadonlyArray<string>,
  env: Readonly<Record<string, string>> = {}
): Promise<Outcome> => {
  const { PATH = "" } = process.env
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(packageFolder, "dist/main.js"), ...parameters],
      { cwd, env: { PATH, NO_COLOR: "1", ...env } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr })
    )
  })
}
