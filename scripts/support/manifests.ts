import { existsSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import type { ConformanceReport } from "@huidan/conformance"
import type { AdapterManifest, AdapterPackage } from "@huidan/core"
import { readJson } from "./files.ts"
import { adaptersOf, readWorkspace, type WorkspacePackage } from "./workspace.ts"

export interface InstalledAdapter {
  readonly package: WorkspacePackage
  readonly manifest: AdapterManifest
  /** The results of the laws; `null` if there is no report yet. */
  readonly report: ConformanceReport | null
}

/** The built adapters of the workspace with their manifests, loaded as an app loads them. */
export const readManifests = (root: string): Promise<ReadonlyArray<InstalledAdapter>> =>
  Promise.all(
    adaptersOf(readWorkspace(root)).map(async (candidate) => {
      const entry = pathToFileURL(join(candidate.path, "dist/src/index.js")).href
      const { adapter }: { readonly adapter: AdapterPackage } = await import(entry)
      const report = join(candidate.path, "conformance.json")
      return {
        package: candidate,
        manifest: adapter.manifest,
        report: existsSync(report) ? (readJson(report) as ConformanceReport) : null
      }
    })
  )
