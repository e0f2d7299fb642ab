/** Deviations that excuse nothing must not stay: nobody would notice that their reason is gone. */
import { laws } from "./laws.ts"
import type { LawResult } from "./runLaws.ts"

export type Deviations = Readonly<Record<string, string>>

/** Says which deviation is of no law; `null` where all are of one. */
export const unknownDeviation = (deviations: Deviations): string | null => {
  const unknown = Object.keys(deviations).filter((name) => !laws.some((law) => law.name === name))
  return unknown.length === 0
    ? null
    : `deviations: there is no law ${unknown.map((name) => JSON.stringify(name)).join(", ")}; the laws are ${laws.map(({ name }) => name).join(", ")}`
}

/** Says what is wrong with a deviation from a law that was tried at all its seeds; `null` where it is needed, or is none. */
export const needlessDeviation = (
  { law, reason, verdict }: Pick<LawResult, "law" | "reason" | "verdict">,
  deviations: Deviations
): string | null => {
  if (!Object.hasOwn(deviations, law) || (verdict !== "kept" && verdict !== "skipped")) return null
  const because = verdict === "skipped" && reason !== null ? ` (${reason})` : ""
  return `${law} is ${verdict}${because}: take it out of the deviations`
}
