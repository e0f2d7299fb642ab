import type { AdapterManifest, OperationName } from "@huidan/core"
import * as Record from "effect/Record"

/** What an adapter declares that, as it is configured, calls these operations alone: answers of the others it decodes. */
export const callingOnly = (manifest: AdapterManifest, called: ReadonlyArray<OperationName>): AdapterManifest => ({
  ...manifest,
  operations: Record.map(manifest.operations, (operation, name) =>
    called.includes(name) ? operation : { ...operation, use: "decode" }
  )
})
