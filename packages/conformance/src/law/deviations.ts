/** Checks of an adapter's deviations: one that is not needed must be removed, so that its reason is never outdated. */
import { laws } from "./laws.ts"
import type { LawResult } from "./runLaws.ts"

export type Deviations = Readonly<Record<string, string>>

/** Names the deviations from laws that do not exist; `null` if there are none. */
export const unknownDeviation = (deviations: Deviations): string | null => {
  const unknown = Object.keys(deviations).filter((name) => !laws.some((law) => law.name === name))
  return unknown.length === 0
    ? null
    : `deviations: there is no law ${unknown.map((name) => JSON.stringify(name)).join(", ")}; the laws are ${laws.map(({ name }) => name).join(", ")}`
}

/**
 * Says that a deviation is not needed, after its law was tried at all seeds; `null` if it is needed or there is none.
 */
export const needlessDeviation = (
  { law, reason, verdict }: Pick<LawResult, "law" | "reason" | "verdict">,
  deviations: Deviations
): string | null => {
  if (!Object.hasOwn(deviations, law) || (verdict !== "kept" && verdict !== "skipped")) return null
  const because = verdict === "skipped" && reason !== null ? ` (${reason})` : ""
  return `${law} is ${verdict}${because}: remove it from the deviations`
}
