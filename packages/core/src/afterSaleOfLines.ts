import type { AfterSaleState } from "./OrderVocabulary.ts"

/** States that count only if no line is refunded or about to be; the first that occurs wins. */
const lastResort: ReadonlyArray<AfterSaleState> = ["failed", "ended", "unknown", "none"]

/** An order's after-sale state from its lines', the same for every platform; `null` if no line has one. */
export const afterSaleOfLines = (lines: ReadonlyArray<AfterSaleState | null>): AfterSaleState | null => {
  const stated = lines.filter((state) => state !== null)
  if (stated.length === 0) return null
  if (stated.includes("in_progress")) return "in_progress"
  if (stated.every((state) => state === "refunded")) return "refunded"
  if (stated.includes("refunded") || stated.includes("partially_refunded")) return "partially_refunded"
  return lastResort.find((state) => stated.includes(state)) ?? null
}
