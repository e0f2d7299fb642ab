/**
 * A third-party adapter from start to end: Huidan's packages installed from a registry, the adapter built, tested with the
 * laws and published, then used by the command line and the sandbox through configuration alone.
 *
 * The adapter is the example Paper Boat, in empty folders, with packages as npm would install them.
 */
import { cpSync } from "node:fs"
import { join } from "node:path"
import { repositoryRoot } from "./support/Check.ts"
import { filesBelow, readJson } from "./support/files.ts"
import { type Huidan, type SandboxGuide, withInstalledApps } from "./support/installedApps.ts"
import { withLocalRegistry } from "./support/localRegistry.ts"
import { type Ended, type Environment, runToEnd } from "./support/runToEnd.ts"
import { withTemporaryFolder } from "./support/temporaryFolder.ts"
import type { PackageManifest } from "./support/workspace.ts"

const example = join(repositoryRoot, "examples/adapter-paperboat")
const { name } = readJson(join(example, "package.json")) as PackageManifest
const platform = "paperboat"

const expectThat = (holds: boolean, what: string, ...details: ReadonlyArray<string>): void => {
  if (!holds) throw new Error([what, ...details].join("\n"))
  console.log(`✓ ${what}`)
}

/** The author's part, in a folder that holds only the example. Returns how many laws the adapter keeps. */
const writeAdapter = async (folder: string, environment: Environment): Promise<number> => {
  for (const path of filesBelow(example)) cpSync(path, join(folder, path.slice(example.length)))
  for (const words of [["install"], ["run", "build"], ["test"], ["publish", "--ignore-scripts"]]) {
    const { code, stderr, stdout } = await runToEnd("npm", words, folder, environment)
    expectThat(code === 0, `npm ${words.join(" ")}`, stdout, stderr)
  }
  const { laws } = readJson(join(folder, "conformance.json")) as {
    readonly laws: ReadonlyArray<{ readonly verdict: string }>
  }
  const kept = laws.filter(({ verdict }) => verdict === "kept").length
  const skipped = laws.filter(({ verdict }) => verdict === "skipped").length
  expectThat(kept > 0 && kept + skipped === laws.length, `its report is current: ${kept} laws kept, ${skipped} skipped`)
  return kept
}

/** The part of `GET /-/truth` of the sandbox about one platform. */
interface Truth {
  readonly all: { readonly orders: number; readonly payable: number }
  readonly orderIds: ReadonlyArray<string>
  readonly poisoned: ReadonlyArray<unknown>
}

/** The operator's part. Returns how many orders were read. */
const useAdapter = async (huidan: Huidan, guide: SandboxGuide): Promise<number> => {
  const described = await huidan("adapters", "--json")
  const [label] = linesOf(described)
  const { kept = 0 } = Object(label?.["conformance"])
  expectThat(label?.["package"] === name && kept > 0, `huidan adapters: ${kept} laws kept`, outputText(described))

  const doctor = await huidan("doctor", platform, "--json")
  expectThat(linesOf(doctor)[0]?.["healthy"] === true, `huidan doctor ${platform}`, outputText(doctor))

  const truth = await truthOf(guide)
  const orderId = truth.orderIds[0] ?? ""
  const got = await huidan("get", platform, orderId, "--json")
  expectThat(linesOf(got)[0]?.["orderId"] === orderId, `huidan get ${platform}`, outputText(got))

  const orders = await listOrders(huidan, truth)

  const fixture = join(example, "fixtures/order.detail.part-sent.json")
  const [reviewed] = readJson(fixture.replace(".json", ".order.json")) as ReadonlyArray<unknown>
  const normalized = await huidan("normalize", platform, "order.detail", fixture, "--reveal", "--raw", "omit")
  const { source: _source, ...order } = linesOf(normalized)[0] ?? {}
  const isReviewed = JSON.stringify(order) === JSON.stringify(reviewed)
  expectThat(isReviewed, `huidan normalize ${platform} order.detail`, outputText(normalized))

  const explained = await huidan("explain", platform, "order.detail", fixture)
  expectThat(
    explained.stdout.includes("/order/price/total"),
    `huidan explain ${platform} order.detail`,
    outputText(explained)
  )

  const conformance = await huidan("conformance", name, "--seeds", "2")
  expectThat(conformance.code === 0, `huidan conformance ${name}`, outputText(conformance))
  return orders
}

const listOrders = async (huidan: Huidan, truth: Truth): Promise<number> => {
  const listed = await huidan("list", platform, "--since", "2024-05-01", "--until", "2024-06-02", "--json")
  const records = linesOf(listed)
  const orders = records.filter((record) => "orderId" in record)
  const payable = orders.reduce((sum, { amounts }) => sum + Number(Object(amounts).payable), 0)
  const sameOrders =
    orders
      .map(({ orderId }) => String(orderId))
      .toSorted()
      .join() === truth.orderIds.toSorted().join()
  const unread = records.length - orders.length
  expectThat(
    sameOrders && payable === truth.all.payable && unread === truth.poisoned.length,
    `huidan list ${platform}: all ${orders.length} orders, each once, ${payable} fen, ${unread} unreadable rows`,
    `there are ${truth.all.orders} orders, ${truth.all.payable} fen, ${truth.poisoned.length} unreadable rows`,
    listed.stderr
  )
  return orders.length
}

const truthOf = async ({ url }: SandboxGuide): Promise<Truth> => {
  const answer = await fetch(`${url}/-/truth`)
  const { platforms } = (await answer.json()) as { readonly platforms: ReadonlyArray<Truth> }
  const [truth] = platforms
  if (truth === undefined) throw new Error("the sandbox simulates no platform")
  return truth
}

const linesOf = ({ stdout }: Ended): ReadonlyArray<Readonly<Record<string, unknown>>> =>
  stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line))

const outputText = ({ code, stderr, stdout }: Ended): string => `exit code ${code}\n${stdout}\n${stderr}`

const [laws, orders] = await withTemporaryFolder("journey", (folder) =>
  withLocalRegistry(repositoryRoot, async ({ environment }) => [
    await writeAdapter(join(folder, "author"), environment),
    await withInstalledApps(repositoryRoot, join(folder, "operator"), { name, from: name }, environment, useAdapter)
  ])
)
console.log(`journey: ${name} keeps ${laws} laws, and ${orders} orders were read by configuration alone`)
