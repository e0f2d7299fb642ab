/**
 * A package registry on this machine. It has our packages as they would be published, and everything else from the
 * registry in npm's configuration, so that an installation gets what a user would get from npm.
 */
import { type ChildProcess, execFile, fork } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, dirname, join } from "node:path"
import { promisify } from "node:util"
import { packAll } from "./tarballs.ts"
import { publishedOf, readWorkspace } from "./workspace.ts"

export interface LocalRegistry {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string
  /**
   * For child processes: npm and pnpm use this registry, may publish `huidan-adapter-*` to it, and have empty caches that
   * are removed with it. `node` is the one that runs this script.
   */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Starts a registry, publishes the built packages of the workspace to it, calls `use`, then stops and removes it. */
export const withLocalRegistry = async <A>(root: string, use: (registry: LocalRegistry) => Promise<A>): Promise<A> => {
  const folder = mkdtempSync(join(tmpdir(), "huidan-registry-"))
  let server: ChildProcess | null = null
  try {
    const packages = publishedOf(readWorkspace(root))
    const names = packages.map(({ name }) => name)
    const configuration = join(folder, "verdaccio.json")
    writeFileSync(configuration, JSON.stringify(configurationOf(folder, names, await uplinkOf(root))))
    // Trust the machine's certificates: the Node of npm may do so, but a Node that was installed from npm does not by default.
    const execArgv = [...process.execArgv, "--use-system-ca"]
    server = fork(join(import.meta.dirname, "localRegistryServer.ts"), [configuration], { execArgv })
    const url = `http://127.0.0.1:${await portOf(server)}`
    const environment = environmentOf(folder, url)
    for (const { path } of await packAll(root, packages, join(folder, "tarballs")))
      await run("npm", ["publish", path, "--loglevel=error"], { cwd: folder, env: environment })
    return await use({ url, environment })
  } finally {
    if (server !== null) await stop(server)
    rmSync(folder, { recursive: true, force: true })
  }
}

const run = promisify(execFile)

interface Uplink {
  readonly registry: string
  readonly proxy: string | null
  /** PEM, instead of those that Node trusts. */
  readonly certificates: string | null
  readonly strict: boolean
}

/** The registry that npm uses on this machine, by its own configuration. */
const uplinkOf = async (root: string): Promise<Uplink> => {
  const { stdout } = await run("npm", ["config", "list", "--json"], { cwd: root })
  const settings: Readonly<Record<string, unknown>> = JSON.parse(stdout)
  const text = (key: string): string | null => {
    const value = settings[key]
    return typeof value === "string" && value !== "" ? value : null
  }
  const registry = text("registry")
  if (registry === null) throw new Error("npm's configuration names no registry: see `npm config get registry`")
  return {
    registry,
    proxy: text("https-proxy") ?? text("proxy"),
    certificates: certificatesIn(text("cafile")),
    strict: settings["strict-ssl"] !== false
  }
}

/** `null` if the file does not exist: npm ignores that too. */
export const certificatesIn = (file: string | null): string | null =>
  file === null || !existsSync(file) ? null : readFileSync(file, "utf8")

/** Third-party packages that may be published to it. */
const thirdParty = "huidan-adapter-*"

/** Our own packages are never looked up elsewhere, whatever the outer registry has under their names. */
const configurationOf = (folder: string, names: ReadonlyArray<string>, uplink: Uplink) => ({
  self_path: folder,
  configPath: folder,
  storage: join(folder, "storage"),
  uplinks: {
    outer: {
      url: uplink.registry,
      timeout: "60s",
      max_fails: 10,
      strict_ssl: uplink.strict,
      ...(uplink.certificates === null ? {} : { ca: uplink.certificates })
    }
  },
  ...(uplink.proxy === null ? {} : { https_proxy: uplink.proxy, http_proxy: uplink.proxy }),
  packages: {
    ...Object.fromEntries([...names, thirdParty].map((name) => [name, { access: "$all", publish: "$all" }])),
    "**": { access: "$all", proxy: "outer" }
  },
  web: { enable: false },
  log: { type: "stdout", format: "pretty", level: "error" }
})

const environmentOf = (folder: string, url: string): LocalRegistry["environment"] => {
  const cache = join(folder, "cache")
  mkdirSync(cache)
  const npmrc = join(folder, "npmrc")
  // npm publishes only with credentials; this registry accepts any.
  writeFileSync(npmrc, `registry=${url}/\n${url.slice("http:".length)}/:_authToken=none\n`)
  return {
    ...process.env,
    PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
    npm_config_userconfig: npmrc,
    npm_config_registry: `${url}/`,
    npm_config_cache: cache,
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_update_notifier: "false",
    pnpm_config_registry: `${url}/`,
    pnpm_config_cache_dir: join(cache, "pnpm"),
    pnpm_config_store_dir: join(cache, "pnpm-store")
  }
}

const portOf = async (server: ChildProcess): Promise<number> => {
  const ended = once(server, "exit").then(([code]): never => {
    throw new Error(`the local registry ended with code ${code} before it listened`)
  })
  const [port] = await Promise.race([once(server, "message"), ended])
  // It ends later, and nothing waits for that here.
  ended.catch(() => undefined)
  return port
}

const stop = async (server: ChildProcess): Promise<void> => {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, "exit")
  server.kill()
  await ended
}
