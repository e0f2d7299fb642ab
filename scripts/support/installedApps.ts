/** The apps as an operator has them: installed from packed tarballs beside an adapter of which they know nothing. */
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { promisify } from "node:util"
import { effectVersion, packAll } from "./tarballs.ts"
import { readWorkspace } from "./workspace.ts"

export type Environment = Readonly<Record<string, string | undefined>>

/** A program that came to its end. */
export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const execute = promisify(execFile)

/** Runs a program to its end, whatever its exit code; it has ten minutes. */
export const runToEnd = async (
  program: string,
  words: ReadonlyArray<string>,
  cwd: string,
  env: Environment
): Promise<Ended> => {
  try {
    const { stderr, stdout } = await execute(program, words, { cwd, env, maxBuffer: 2 ** 26, timeout: 600_000 })
    return { code: 0, stdout, stderr }
  } catch (error) {
    const { code, stderr = "", stdout = String(error) } = Object(error)
    return { code: typeof code === "number" ? code : 1, stdout, stderr }
  }
}

/** What `huidan sandbox --json` tells of itself. */
export interface SandboxGuide {
  readonly url: string
  readonly environment: Readonly<Record<string, string>>
  readonly configuration: { readonly shops: ReadonlyArray<unknown> }
}

/** Runs a command of the `huidan` that is installed, with the sandbox's secrets in its environment. */
export type Huidan = (...words: ReadonlyArray<string>) => Promise<Ended>

/**
 * Installs the apps and an adapter's package (a name of the registry, or a tarball) into an empty folder, starts the
 * sandbox with the adapter's twin, and writes the configuration that the sandbox asks for.
 */
export const withInstalledApps = async <A>(
  root: string,
  folder: string,
  adapter: { readonly name: string; readonly from: string },
  environment: Environment,
  use: (huidan: Huidan, guide: SandboxGuide) => Promise<A>
): Promise<A> => {
  const apps = packAll(
    root,
    readWorkspace(root).filter(({ floor }) => floor === "app"),
    join(folder, "tarballs")
  )
  const home = join(folder, "apps")
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, "package.json"), JSON.stringify({ name: "apps", private: true }))
  const wanted = [...apps.map(({ path }) => path), adapter.from, "@huidan/conformance", `effect@${effectVersion(root)}`]
  const installed = await runToEnd("npm", ["install", ...wanted], home, environment)
  if (installed.code !== 0) throw new Error(`the apps cannot be installed beside ${adapter.name}:\n${installed.stderr}`)
  const configure = (shops: ReadonlyArray<unknown>): void =>
    writeFileSync(join(home, "huidan.config.json"), JSON.stringify({ shops }))
  configure([{ name: "first", adapter: adapter.name }])

  const huidan = join(home, "node_modules/.bin/huidan")
  const sandbox = spawn(huidan, ["sandbox", "--json"], {
    cwd: home,
    env: environment,
    stdio: ["ignore", "pipe", "inherit"]
  })
  const ended = once(sandbox, "exit")
  try {
    const told = await Promise.race([
      once(createInterface(sandbox.stdout), "line"),
      ended.then(([code]): never => {
        throw new Error(`huidan sandbox ended with code ${code}`)
      })
    ])
    const guide: SandboxGuide = JSON.parse(told[0])
    configure(guide.configuration.shops)
    return await use((...words) => runToEnd(huidan, words, home, { ...environment, ...guide.environment }), guide)
  } finally {
    sandbox.kill("SIGINT")
    await ended
  }
}
