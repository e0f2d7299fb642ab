/**
 * The file `conformance.json` of an adapter's package: the verdict of each law, the number of seeds, the version of the
 * kit, and why a law was skipped or is not kept.
 *
 * Tables, badges and `huidan adapters` are generated from these files.
 */
import type { AdapterPackage } from "@huidan/core"
import * as Schema from "effect/Schema"
import type { TwinDefinition } from "../twin/definition/TwinDefinition.ts"
import { kitVersion } from "./kitVersion.ts"
import type { LawResult } from "./runLaws.ts"
import { doorsOf } from "./trial/Subject.ts"

/** The version of the report's format. */
export const conformanceReportContract = "huidan/conformance@1"

/** The schema of `conformance.json`. */
export const ConformanceReport = Schema.Struct({
  contract: Schema.Literal(conformanceReportContract),
  adapter: Schema.Struct({ package: Schema.String, version: Schema.String, platform: Schema.String }),
  kit: Schema.Struct({ package: Schema.String, version: Schema.String }),
  /** The number of seeds at which each law was tried, through the doors in turn. */
  seeds: Schema.Int,
  doors: Schema.Array(Schema.String),
  laws: Schema.Array(
    Schema.Struct({
      law: Schema.String,
      verdict: Schema.Literals(["kept", "broken", "skipped", "deviates"]),
      /**
       * Why the law was skipped (at all, at some doors, or at seeds with nothing to ask), or how the adapter deviates;
       * `null` for a law that is broken, or kept at every door and seed.
       */
      reason: Schema.NullOr(Schema.String)
    })
  )
}).annotate({ identifier: "ConformanceReport" })
/** The content of `conformance.json`. */
export interface ConformanceReport extends Schema.Schema.Type<typeof ConformanceReport> {}

/** The report of an adapter; `seeds` is the number of seeds at which each law was tried. */
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

/** The reasons for deviations in a report, by the law's name. */
export const deviationsOf = ({ laws }: Pick<ConformanceReport, "laws">): Readonly<Record<string, string>> =>
  Object.fromEntries(
    laws.flatMap(({ law, reason, verdict }) => (verdict === "deviates" ? [[law, reason ?? ""] as const] : []))
  )

/** The report as the text of `conformance.json`. */
export const reportText = (report: ConformanceReport): string => `${JSON.stringify(report, null, 2)}\n`

/** The text of a badge: `19 laws kept, 2 skipped`. */
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
