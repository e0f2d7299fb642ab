/** Runs the built command as a user would: as a process, in a folder with a configuration and a third-party adapter. */
import { spawn } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll } from "vitest"

export const program = fileURLToPath(new URL("../dist/main.js", import.meta.url))
const workspaceModules = fileURLToPath(new URL("../../../node_modules", import.meta.url))
const fakeAdapter = fileURLToPath(new URL("./fixtures/huidan-adapter-fake", import.meta.url))

/** Options of Node.js that record what the command prints and what it must not print, for the scan after the run. */
export const recorded = ["--import", new URL("../../../test/secrecy/recordProcess.ts", import.meta.url).href]

/** Where the commands of all tests keep compiled code, so that they start faster and the user's own folder stays as it is. */
const caches = fileURLToPath(new URL("../../../node_modules/.cache", import.meta.url))

/** Variables of this process that every command gets. */
const passedOn = ["PATH", "TMPDIR", "HUIDAN_SECRECY_FOLDER"]

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
  readonly folder?: string
  /** Options of Node.js itself, instead of recording. */
  readonly node?: ReadonlyArray<string>
  /** Stop reading standard output after its first piece. */
  readonly hangUp?: boolean
  /** Send this signal after the first piece of standard output. */
  readonly signal?: NodeJS.Signals
}

export const shops = [
  { name: "main", adapter: "huidan-adapter-fake", options: { api: "2.0", shopId: "s1" } },
  { name: "小店", adapter: "huidan-adapter-fake", options: { api: "1.0" } }
]

export const secret = "hunter2-of-the-shop"

const folders: Array<string> = []

// At the top level: a hook that is registered within a test has no effect.
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "huidan-cli-"))
  folders.push(folder)
  return folder
}

/** A new folder in which the fake adapter is installed; removed after the tests of the file. */
export const makeFolder = (configuration: unknown = { shops }): string => {
  const folder = newFolder()
  mkdirSync(join(folder, "node_modules"))
  symlinkSync(fakeAdapter, join(folder, "node_modules", "huidan-adapter-fake"))
  const text = typeof configuration === "string" ? configuration : JSON.stringify(configuration)
  writeFileSync(join(folder, "huidan.config.json"), text)
  return folder
}

/** A new folder with the workspace's own adapters; removed after the tests of the file. */
export const makeWorkspaceFolder = (configuration: unknown = { shops: [] }): string => {
  const folder = newFolder()
  symlinkSync(workspaceModules, join(folder, "node_modules"))
  writeFileSync(join(folder, "huidan.config.json"), JSON.stringify(configuration))
  return folder
}

/** Runs `huidan` with these arguments to its end. */
export const runHuidan = (args: ReadonlyArray<string>, options: RunOptions = {}): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const own = passedOn.flatMap((name) =>
      process.env[name] === undefined ? [] : [[name, process.env[name]] as const]
    )
    const child = spawn(process.execPath, [...(options.node ?? recorded), program, ...args], {
      cwd: options.folder,
      env: { XDG_CACHE_HOME: caches, ...Object.fromEntries(own), ...options.env }
    })
    let stdout = ""
    let stderr = ""
    child.stdout.setEncoding("utf8").on("data", (text) => {
      if (stdout === "" && options.signal !== undefined) child.kill(options.signal)
      stdout += text
      if (options.hangUp === true) child.stdout.destroy()
    })
    child.stderr.setEncoding("utf8").on("data", (text) => {
      stderr += text
    })
    child.on("error", reject)
    child.on("close", (code) => resolve({ code, stdout, stderr }))
    child.stdin.on("error", () => undefined).end(options.input ?? "")
  })

/** The lines of NDJSON, parsed. */
export const jsonLines = (text: string): ReadonlyArray<unknown> =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line): unknown => JSON.parse(line))

/** The part of a JSON value at these keys. */
export const at = (value: unknown, ...keys: ReadonlyArray<string | number>): unknown =>
  keys.reduce<unknown>((node, key) => Reflect.get(Object(node), key), value)

/** The one error object on standard error. */
export const errorOf = ({ stderr }: Outcome): unknown => {
  const [line, ...others] = jsonLines(stderr)
  if (others.length > 0) throw new Error("more than one line on standard error")
  return at(line, "error")
}
