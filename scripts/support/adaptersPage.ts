import { type ConformanceReport, laws } from "@huidan/conformance"
import {
  type AdapterErrorReason,
  type AdapterManifest,
  environmentVariable,
  type OperationManifest
} from "@huidan/core"
import type { InstalledAdapter } from "./manifests.ts"

/** The page of all adapters, made from their manifests and the results of the laws. */
export const adaptersPage = (adapters: ReadonlyArray<InstalledAdapter>): string => {
  const manifests = adapters.map(({ manifest }) => manifest)
  return `${[
    "# Adapters",
    "<!-- Made from the adapters' manifests and conformance.json by `pnpm generate`. Edit those, not this page. -->",
    table(
      ["Platform", "Package", "One order", "Lists", "Pushes", "Secrets, from the environment"],
      manifests.map((manifest) => [
        nameOf(manifest),
        code(manifest.package),
        answer(manifest.capabilities.getOrder),
        listsOf(manifest),
        answer(manifest.capabilities.receivePush),
        manifest.secrets.map((secret) => code(environmentVariable(manifest.platform, secret))).join(" ")
      ])
    ),
    "*Needs* are the options without which an operation fails as `Configuration`, before any request. The environment variable of an option is made of both names: `appId` of `xiaoe` is `XIAOE_APP_ID`. A quota is followed by its source. *unverified* means that it has not been measured.",
    ...lawsSection(adapters),
    ...manifests.flatMap(sectionOf)
  ].join("\n\n")}\n`
}

/** One row per law, one column per adapter with a report; the reasons below. */
const lawsSection = (adapters: ReadonlyArray<InstalledAdapter>): ReadonlyArray<string> => {
  const held = adapters.flatMap(({ manifest, report }) => (report === null ? [] : [{ manifest, report }]))
  if (held.length === 0) return []
  const reasons = [...new Set(held.flatMap(({ report }) => report.laws.flatMap(({ reason }) => reason ?? [])))]
  const shown = laws.filter(({ name }) => held.some(({ report }) => report.laws.some(({ law }) => law === name)))
  const cell = (report: ConformanceReport, name: string): string => {
    const result = report.laws.find(({ law }) => law === name)
    if (result === undefined) return ""
    return result.reason === null ? result.verdict : `${result.verdict} (${reasons.indexOf(result.reason) + 1})`
  }
  return [
    "## Laws",
    "The laws of the [conformance kit](../packages/conformance), and the verdict for every adapter.",
    table(
      ["Law", "Promise", ...held.map(({ manifest }) => nameOf(manifest))],
      shown.map(({ name, promise }) => [code(name), promise, ...held.map(({ report }) => cell(report, name))])
    ),
    ...(reasons.length === 0 ? [] : [reasons.map((reason, index) => `${index + 1}. ${reason}`).join("\n")]),
    ...notProvenSection(held)
  ]
}

/** How many things each adapter's laws did not prove, by reason; the reports name them. */
const notProvenSection = (
  held: ReadonlyArray<{ readonly manifest: AdapterManifest; readonly report: ConformanceReport }>
): ReadonlyArray<string> => {
  const rows = held.flatMap(({ manifest, report: { notProven = [] } }) =>
    [...new Set(notProven.map(({ reason }) => reason))].map((reason) => [
      nameOf(manifest),
      String(notProven.filter((each) => each.reason === reason).length),
      reason
    ])
  )
  return rows.length === 0
    ? []
    : [
        "What the laws did not prove, which `conformance.json` and `huidan adapters` name one by one:",
        table(["Platform", "Count", "Because"], rows)
      ]
}

const sectionOf = (manifest: AdapterManifest): ReadonlyArray<string> => {
  const operations = Object.entries(manifest.operations)
  return [
    `## ${nameOf(manifest)}`,
    table(
      ["Operation", "What it does", "Use", "Needs", "Endpoint", "Quota", "Pages", "Window", "Document"],
      operations.map(([name, operation]) => [
        code(name),
        operation.title,
        uses[operation.use],
        operation.needs.map(code).join(" "),
        code(`${operation.method} ${operation.path}`),
        quotaOf(operation),
        pagesOf(operation),
        operation.windowSeconds === null ? "" : windowOf(operation.windowSeconds),
        operation.document
      ])
    ),
    ...openPoints(operations),
    ...(manifest.errors.length === 0 ? [] : ["The platform's codes:", errorTable(manifest)])
  ]
}

const uses = { call: "called", receive: "received", decode: "decoded only" } as const

/** Each sentence once, with the operations that state it. */
const openPoints = (operations: ReadonlyArray<readonly [string, OperationManifest]>): ReadonlyArray<string> => {
  const operationsBySentence = new Map<string, ReadonlyArray<string>>()
  for (const [name, { unverified }] of operations) {
    for (const sentence of unverified)
      operationsBySentence.set(sentence, [...(operationsBySentence.get(sentence) ?? []), code(name)])
  }
  const points = [...operationsBySentence].map(([sentence, names]) => `- ${names.join(", ")}: ${sentence}`)
  return points.length === 0 ? [] : ["What the documents leave open, and what the adapter assumes:", points.join("\n")]
}

const errorTable = (manifest: AdapterManifest): string =>
  table(
    ["Code", "Sub-code", "Reason", "Meaning"],
    manifest.errors.map((error) => [
      code(error.code),
      error.subCode === null ? "" : code(error.subCode),
      code(reasonOf(error.reason)),
      error.text
    ])
  )

const nameOf = ({ name }: AdapterManifest): string => `${name.zh} · ${name.en}`

const reasonOf = (reason: AdapterErrorReason): string =>
  reason._tag === "Authentication" ? `Authentication (${reason.kind})` : reason._tag

const listsOf = ({ capabilities: { listOrders } }: AdapterManifest): string =>
  listOrders === null
    ? "no"
    : `by ${listOrders.by.join(" or ")}${listOrders.states ? ", states filtered by the platform" : ""}`

const quotaOf = ({ quota }: OperationManifest): string =>
  quota === null
    ? ""
    : `${quota.requests} in ${quota.seconds} s (${quota.source}${quota.verified ? "" : ", unverified"})`

const pagesOf = ({ paging }: OperationManifest): string => {
  if (paging === null) return ""
  const { firstPage, maxSize, overlapSeconds = 0, settleSeconds } = paging
  return [
    `from ${firstPage}, ≤ ${maxSize} rows`,
    ...(settleSeconds === undefined ? [] : [`settled after ${settleSeconds} s`]),
    ...(overlapSeconds === 0 ? [] : [`overlap ${overlapSeconds} s`])
  ].join(", ")
}

const windowOf = (seconds: number): string => (seconds % 86_400 === 0 ? `${seconds / 86_400} d` : `${seconds} s`)

const answer = (yes: boolean): string => (yes ? "yes" : "no")

const code = (text: string): string => `\`${text}\``

const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  [head, head.map(() => "---"), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n")
