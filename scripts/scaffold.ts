/**
 * Creates an adapter as a new author does, and uses it: from a registry, in empty folders, with empty caches.
 *
 * With npm and with pnpm: `create huidan-adapter`, install, test. Then the package is built, packed and installed next to
 * the `huidan` command, which reads orders with it from the package's simulated platform.
 */
import { mkdirSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { lint, types } from "./checks/packing.ts"
import { repositoryRoot } from "./support/Check.ts"
import { withInstalledApps } from "./support/installedApps.ts"
import { withLocalRegistry } from "./support/localRegistry.ts"
import { type Environment, outputOf, runToEnd } from "./support/runToEnd.ts"
import { packageManagerOf } from "./support/tarballs.ts"
import { withTemporaryFolder } from "./support/temporaryFolder.ts"

const platform = "youzan"
const packageName = `huidan-adapter-${platform}`

/** The command of each package manager, and how it creates a package: npm takes flags for itself unless `--` precedes them. */
const managers = {
  npm: { command: ["npm"], create: ["create", "huidan-adapter@latest", platform, "--", "--zh", "有赞"] },
  pnpm: {
    command: ["npx", "-y", packageManagerOf(repositoryRoot)],
    create: ["create", "huidan-adapter", platform, "--zh", "有赞"]
  }
} as const

type Manager = keyof typeof managers

/** Runs a command; what it prints. */
const run = async (command: ReadonlyArray<string>, cwd: string, environment: Environment): Promise<string> => {
  const [program = "", ...words] = command
  return outputOf(`${command.join(" ")} in ${cwd}`, await runToEnd(program, words, cwd, environment))
}

/** The registry's environment with a home, caches and a store of its own. */
const strangerEnvironment = (folder: string, registry: Environment): Environment => {
  const home = join(folder, "home")
  mkdirSync(home, { recursive: true })
  return {
    ...registry,
    HOME: home,
    XDG_CACHE_HOME: join(home, "cache"),
    XDG_CONFIG_HOME: join(home, "config"),
    XDG_DATA_HOME: join(home, "data"),
    XDG_STATE_HOME: join(home, "state"),
    npm_config_cache: join(home, "npm"),
    pnpm_config_cache_dir: join(home, "pnpm"),
    pnpm_config_store_dir: join(home, "store"),
    // Set by the package manager that runs this script.
    npm_config_user_agent: undefined,
    npm_execpath: undefined,
    NO_COLOR: "1"
  }
}

interface Scaffolded {
  readonly folder: string
  readonly environment: Environment
  readonly tests: number
}

/** Creates, installs and tests the package as the printed steps say. */
const scaffold = async (manager: Manager, parent: string, registry: Environment): Promise<Scaffolded> => {
  const environment = strangerEnvironment(join(parent, manager), registry)
  const empty = join(parent, manager, "empty")
  mkdirSync(empty)
  const { command, create } = managers[manager]
  const printed = await run([...command, ...create], empty, environment)
  const steps = [`cd ${packageName}`, `${manager} install`, `${manager} test`]
  const missing = steps.find((step) => !printed.includes(`\n  ${step}\n`))
  if (missing !== undefined) throw new Error(`${manager}: the next steps do not say "${missing}":\n${printed}`)
  const folder = join(empty, packageName)
  await run([...command, "install"], folder, environment)
  const tested = await run([...command, "test"], folder, environment)
  const tests = Number(/Tests\s+(\d+) passed/.exec(tested)?.[1] ?? 0)
  if (tests === 0) throw new Error(`${manager} test reports no passed test:\n${tested}`)
  console.log(`✓ ${manager}: created, installed, ${tests} tests passed`)
  return { folder, environment, tests }
}

/** The packed package, as it would be published. */
const pack = async ({ environment, folder }: Scaffolded, parent: string): Promise<string> => {
  const place = join(parent, "packed")
  mkdirSync(place)
  await run(["npm", "pack", "--pack-destination", place], folder, environment)
  const [tarball = ""] = readdirSync(place).map((file) => join(place, file))
  const flaws = [...(await lint(folder)), ...(await types(repositoryRoot, tarball))]
  if (flaws.length > 0) throw new Error(`${packageName} is not packed well:\n${flaws.join("\n")}`)
  return tarball
}

/** Installs the packed adapter next to the `huidan` command, and reads the orders of its simulated platform. Returns how many. */
const readWithHuidan = async (scaffolded: Scaffolded, parent: string): Promise<number> => {
  const from = await pack(scaffolded, parent)
  const adapter = { name: packageName, from }
  return withInstalledApps(repositoryRoot, parent, adapter, scaffolded.environment, async (huidan) => {
    const output = async (words: ReadonlyArray<string>, codes?: ReadonlyArray<number>): Promise<string> =>
      outputOf(`huidan ${words.join(" ")}`, await huidan(...words), codes)
    const label = await output(["adapters"])
    if (!new RegExp(`${packageName}[^\\n]* \\d+/\\d+`).test(label))
      throw new Error(`huidan adapters does not show the results of the laws:\n${label}`)
    await output(["conformance", packageName, "--seeds", "2"])
    const span = ["--since", "2024-05-01", "--until", "2024-06-02"]
    // 65: the simulated platform has rows that cannot be decoded, and the command reports them.
    const list = await output(["list", platform, ...span, "--json"], [0, 65])
    const orders = list.split("\n").filter((line) => line.startsWith(`{"contract":"huidan/order@`))
    const [first = "null"] = orders
    const { orderId = "" } = Object(JSON.parse(first))
    await output(["get", platform, orderId])
    return orders.length
  })
}

await withTemporaryFolder("scaffold", (folder) =>
  withLocalRegistry(repositoryRoot, async ({ environment }) => {
    const byNpm = await scaffold("npm", folder, environment)
    const byPnpm = await scaffold("pnpm", folder, environment)
    const orders = await readWithHuidan(byNpm, folder)
    console.log(
      `scaffold: ok, ${byNpm.tests} tests passed with npm, ${byPnpm.tests} with pnpm; huidan read ${orders} orders with the built package`
    )
  })
)
