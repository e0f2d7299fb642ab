/** Promise: what the laws did not prove of our adapters is reviewed: each entry of their reports has a reason. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import { type Check, main } from "../support/Check.ts"
import { readJson } from "../support/files.ts"
import { adaptersOf, exampleAdapters, readWorkspace, templateAdapter } from "../support/workspace.ts"

/** Entries with one reason, by the folder of the adapter's package. */
type Reviewed = Readonly<
  Record<string, ReadonlyArray<{ readonly reason: string; readonly what: ReadonlyArray<string> }> | undefined>
>

interface Report {
  readonly notProven?: ReadonlyArray<{ readonly what: string; readonly reason: string }>
}

const list = "scripts/support/reviewedNotProven.json"

export const notProven: Check = {
  name: "notProven",
  promise: "what the laws did not prove of an adapter is reviewed",
  run: async (root) => {
    const file = join(root, list)
    const reviewed = existsSync(file) ? (readJson(file) as Reviewed) : {}
    const adapters = [...adaptersOf(readWorkspace(root)), ...exampleAdapters(root), ...templateAdapter(root)]
    return adapters.flatMap(({ folder, path, place }) => {
      const report = join(path, "conformance.json")
      const found = existsSync(report) ? ((readJson(report) as Report).notProven ?? []) : []
      const known = reviewed[folder] ?? []
      const entries = new Set(known.flatMap(({ what }) => what))
      const whats = new Set(found.map(({ what }) => what))
      return [
        ...found
          .filter(({ what }) => !entries.has(what))
          .map(
            ({ reason, what }) =>
              `${place}/conformance.json: not proven: ${what} (${reason}). Let the twin show it, or give a reason in ${list}`
          ),
        ...[...entries]
          .filter((what) => !whats.has(what))
          .map((what) => `${list}, ${folder}: ${what} is proven: remove it`),
        ...known.filter(({ reason }) => reason.trim() === "").map(() => `${list}, ${folder}: an entry has no reason`)
      ]
    })
  }
}

if (import.meta.main) await main(notProven)
