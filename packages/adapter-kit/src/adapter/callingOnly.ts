import type { AdapterManifest, OperationManifest, OperationName } from "@huidan/core"
import * as Record from "effect/Record"

/**
 * The manifest of an adapter that, as configured, calls only these operations and has these capabilities: answers of the
 * others it decodes, and messages that it does not receive too.
 */
export const callingOnly = (
  manifest: AdapterManifest,
  called: ReadonlyArray<OperationName>,
  capabilities: AdapterManifest["capabilities"]
): AdapterManifest => {
  const isUsed = (name: OperationName, { use }: OperationManifest): boolean =>
    use === "call" ? called.includes(name) : use === "receive" ? capabilities.receivePush : true
  return {
    ...manifest,
    capabilities,
    operations: Record.map(manifest.operations, (operation, name) =>
      isUsed(name, operation) ? operation : { ...operation, use: "decode" }
    )
  }
}
