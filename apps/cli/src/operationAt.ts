import type { AdapterManifest, OperationName } from "@huidan/core"

/** The operation at this path of a URL, `null` if there is none: the longest path that fits, since the base URL may have a path of its own. */
export const operationAt = (operations: AdapterManifest["operations"], path: string): OperationName | null =>
  Object.entries(operations)
    .filter(([, operation]) => path.endsWith(operation.path))
    .toSorted(([, one], [, other]) => other.path.length - one.path.length)[0]?.[0] ?? null
