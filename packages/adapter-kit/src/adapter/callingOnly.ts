import type { AdapterManifest, OperationName } from "@huidan/core"
import * as Record from "effect/Record"

/** The manifest of an adapter that, as configured, calls only these operations: answers of the others it decodes. */
export const callingOnly = (manifest: AdapterManifest, called: ReadonlyArray<OperationName>): AdapterManifest => ({
  ...manifest,
  operations: Record.map(manifest.operations, (operation, name) =>
    called.includes(name) ? operation : { ...operation, use: "decode" }
  )
})
