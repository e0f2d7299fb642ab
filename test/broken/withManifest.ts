import type { AdapterManifest, OperationManifest } from "@huidan/core"
import { type Sound, withAdapter } from "./BrokenAdapter.ts"

/** The adapter with another declaration of one operation. */
export const withOperation = (
  subject: Sound,
  name: string,
  change: (operation: OperationManifest) => OperationManifest
): Sound =>
  withAdapter(subject, (adapter) => {
    const operation = adapter.manifest.operations[name]
    if (operation === undefined) return adapter
    const operations: AdapterManifest["operations"] = { ...adapter.manifest.operations, [name]: change(operation) }
    return { ...adapter, manifest: { ...adapter.manifest, operations } }
  })
