import { join } from "node:path"
import { pathToFileURL } from "node:url"
import type { AdapterManifest, AdapterPackage } from "@huidan/core"
import { adaptersOf, readWorkspace, type WorkspacePackage } from "./workspace.ts"

export interface InstalledAdapter {
  readonly package: WorkspacePackage
  readonly manifest: AdapterManifest
}

/** The built adapters of the workspace with their manifests, loaded as an app loads them. */
export const readManifests = (root: string): Promise<ReadonlyArray<InstalledAdapter>> =>
  Promise.all(
    adaptersOf(readWorkspace(root)).map(async (candidate) => {
      const entry = pathToFileURL(join(candidate.path, "dist/src/index.js")).href
      const { adapter }: { readonly adapter: AdapterPackage } = await import(entry)
      return { package: candidate, manifest: adapter.manifest }
    })
  )
