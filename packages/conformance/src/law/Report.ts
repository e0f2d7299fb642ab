/**
 * What the laws came to, as the file `conformance.json` that an adapter's package carries: which version of the kit held
 * which law at how many seeds, and why a law was skipped or is not kept.
 *
 * Matrices, badges and `huidan adapters` are made from these files, never typed.
 */
import type { AdapterPackage } from "@huidan/core"
import * as Schema from "effect/Schema"
import type { TwinDefinition } from "../twin/definition/TwinDefinition.ts"
import { kitVersion } from "./kitVersion.ts"
import type { LawResult } from "./runLaws.ts"
import { doorsOf } from "./trial/Subject.ts"

export const conformanceReportContract = "huidan/conformance@1"

export const ConformanceReport = Schema.Struct({
  contract: Schema.Literal(conformanceReportContract),
  adapter: Schema.Struct({ package: Schema.String, version: Schema.String, platform: Schema.String }),
  kit: Schema.Struct({ package: Schema.String, version: Schema.String }),
  /** Seeds at which each law was tried, through the doors in turn. */
  seeds: Schema.Int,
  doors: Schema.Array(Schema.String),
  laws: Schema.Array(
    Schema.Struct({
      law: Schema.String,
      verdict: Schema.Literals(["kept", "broken", "skipped", "deviates"]),
      /**
       * Why it was skipped, at some doors, at some seeds (where a trial found nothing to ask) or at all, or how the
       * adapter deviates; `null` for a law kept at every door and seed, and for a broken one.
       */
      reason: Schema.NullOr(Schema.String)
    })
  )
}).annotate({ identifier: "ConformanceReport" })
export interface ConformanceReport extends Schema.Schema.Type<typeof ConformanceReport> {}

export const makeReport = (
  { manifest }: AdapterPackage,
  twin: TwinDefinition,
  seeds: number,
  results: ReadonlyArray<LawResult>
): ConformanceReport => ({
  contract: conformanceReportContract,
  adapter: { package: manifest.package, version: manifest.version, platform: manifest.platform },
  kit: { package: "@huidan/conformance", version: kitVersion },
  seeds,
  doors: doorsOf(twin).map(({ name }) => name),
  laws: results.map(({ law, reason, verdict }) => ({ law, verdict, reason }))
})

/** How the adapter deviates, as its author said when the report was made: the law's name, and the reason. */
export const deviationsOf = ({ laws }: Pick<ConformanceReport, "laws">): Readonly<Record<string, string>> =>
  Object.fromEntries(
    laws.flatMap(({ law, reason, verdict }) => (verdict === "deviates" ? [[law, reason ?? ""] as const] : []))
  )

/** The text of `conformance.json`. */
export const reportText = (report: ConformanceReport): string => `${JSON.stringify(report, null, 2)}\n`

/** One line for a badge: `19 laws kept, 2 skipped`. */
export const badgeText = ({ laws }: Pick<ConformanceReport, "laws">): string => {
  const count = (verdict: ConformanceReport["laws"][number]["verdict"]) =>
    laws.filter((each) => each.verdict === verdict).length
  const others = [
    [count("skipped"), "skipped"],
    [count("deviates"), "deviating"],
    [count("broken"), "broken"]
  ] as const
  return [
    `${count("kept")} laws kept`,
    ...others.flatMap(([times, word]) => (times === 0 ? [] : [`${times} ${word}`]))
  ].join(", ")
}
