/** The apps as an operator has them: installed from packed tarballs, with an adapter that they do not know. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { type Ended, type Environment, outputOf, runToEnd } from "./runToEnd.ts"
import { effectVersion, packAll } from "./tarballs.ts"
import { readWorkspace } from "./workspace.ts"

/** The part of the output of `huidan sandbox --json` that is needed here. */
export interface SandboxGuide {
  readonly url: string
  readonly environment: Readonly<Record<string, string>>
  readonly configuration: { readonly shops: ReadonlyArray<unknown> }
}

/** Runs a command of the installed `huidan`, with the sandbox's secrets in its environment. */
export type Huidan = (...words: ReadonlyArray<string>) => Promise<Ended>

/**
 * Installs the apps and an adapter's package (a name in the registry, or a tarball) into an empty folder, starts the
 * sandbox with the adapter's twin, and writes the configuration that the sandbox prints.
 */
export const withInstalledApps = async <A>(
  root: string,
  folder: string,
  adapter: { readonly name: string; readonly from: string },
  environment: Environment,
  use: (huidan: Huidan, guide: SandboxGuide) => Promise<A>
): Promise<A> => {
  const apps = await packAll(
    root,
    readWorkspace(root).filter(({ kind }) => kind === "app"),
    join(folder, "tarballs")
  )
  const home = join(folder, "apps")
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, "package.json"), JSON.stringify({ name: "apps", private: true }))
  const wanted = [...apps.map(({ path }) => path), adapter.from, "@huidan/conformance", `effect@${effectVersion(root)}`]
  outputOf(
    `npm install of the apps and ${adapter.name}`,
    await runToEnd("npm", ["install", ...wanted], home, environment)
  )
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
    const [line] = await Promise.race([
      once(createInterface(sandbox.stdout), "line"),
      ended.then(([code]): never => {
        throw new Error(`huidan sandbox ended with code ${code}`)
      })
    ])
    const guide: SandboxGuide = JSON.parse(line)
    configure(guide.configuration.shops)
    return await use((...words) => runToEnd(huidan, words, home, { ...environment, ...guide.environment }), guide)
  } finally {
    sandbox.kill("SIGINT")
    await ended
  }
}
