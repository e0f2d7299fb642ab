import { existsSync } from "node:fs"
import { join } from "node:path"
import { badgeText } from "@huidan/conformance"
import { orderJsonSchema } from "@huidan/core"
import { configurationTable } from "../../apps/cli/src/configuration/configurationTable.ts"
import { exitCodeMeanings } from "../../apps/cli/src/exitCode.ts"
import { adaptersPage } from "./adaptersPage.ts"
import { apiReport } from "./apiReport.ts"
import { readText } from "./files.ts"
import { type InstalledAdapter, readManifests } from "./manifests.ts"
import { orderPage } from "./orderPage.ts"
import { statesPage } from "./statesPage.ts"
import { publishedOf, readWorkspace, type WorkspacePackage } from "./workspace.ts"

export interface GeneratedPage {
  /** From the repository's root. */
  readonly path: string
  readonly text: string
}

export const generatedPages = async (root: string): Promise<ReadonlyArray<GeneratedPage>> => [
  { path: "docs/order.md", text: orderPage(orderJsonSchema()) },
  { path: "docs/adapters.md", text: adaptersPage(await readManifests(root)) },
  ...(await codePages(root)),
  ...commandPages(root),
  ...storePages(root),
  ...badgedPages(root, await readManifests(root)),
  ...publishedOf(readWorkspace(root)).flatMap(reportOf)
]

/** The page of states has the tables of the adapters' code, between marks. */
const codePages = async (root: string): Promise<ReadonlyArray<GeneratedPage>> => {
  const path = "docs/states.md"
  if (!existsSync(join(root, path))) return []
  return [{ path, text: await statesPage(root, readText(join(root, path))) }]
}

/** The README of the command has the table of exit codes that `--help` shows, between two marks. */
const commandPages = (root: string): ReadonlyArray<GeneratedPage> => {
  const path = "apps/cli/README.md"
  if (!existsSync(join(root, path))) return []
  const rows = Object.entries(exitCodeMeanings).map(([code, meaning]) => `| ${code} | ${meaning} |`)
  const table = ["| code | meaning |", "| ---: | --- |", ...rows].join("\n")
  return [{ path, text: readText(join(root, path)).replace(exitCodeMarks, () => table) }]
}

/** The page of the store has the members of the configuration, between two marks. */
const storePages = (root: string): ReadonlyArray<GeneratedPage> => {
  const path = "docs/store.md"
  if (!existsSync(join(root, path))) return []
  return [{ path, text: readText(join(root, path)).replace(configurationMarks, () => configurationTable()) }]
}

const configurationMarks = /(?<=<!-- store configuration -->\n)[\s\S]*?(?=<!-- end -->)/

const exitCodeMarks = /(?<=<!-- exit codes -->\n)[\s\S]*?(?=\n<!-- end -->)/

const reportOf = (current: WorkspacePackage): ReadonlyArray<GeneratedPage> => {
  const text = apiReport(current)
  return text === null ? [] : [{ path: `${current.place}/api.md`, text }]
}

/** An adapter's README shows the results of the laws in one line, between two marks. */
const badgedPages = (root: string, adapters: ReadonlyArray<InstalledAdapter>): ReadonlyArray<GeneratedPage> =>
  adapters.flatMap(({ package: { place }, report }) => {
    const path = `${place}/README.md`
    const text = report === null ? "" : readText(join(root, path))
    if (report === null || !badge.test(text)) return []
    const line = `[Conformance](conformance.json): ${badgeText(report)} (\`${report.kit.package}\` ${report.kit.version}, ${report.seeds} seeds)`
    return [{ path, text: text.replace(badge, () => line) }]
  })

const badge = /(?<=<!-- conformance -->\n)[\s\S]*?(?=\n<!-- end -->)/
