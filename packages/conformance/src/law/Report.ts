/**
 * The file `conformance.json` of an adapter's package: the verdict of each law, the number of seeds, the version of the
 * kit, why a law was skipped or is not kept, and what the laws did not prove.
 *
 * Tables, badges and `huidan adapters` are generated from these files.
 */
import type { AdapterPackage } from "@huidan/core"
import * as Schema from "effect/Schema"
import type { TwinDefinition } from "../twin/definition/TwinDefinition.ts"
import { kitVersion } from "./kitVersion.ts"
import type { LawResult, NotProven } from "./runLaws.ts"
import { doorsOf } from "./trial/Subject.ts"

/** The version of the report's format. */
export const conformanceReportContract = "huidan/conformance@1"

/** The schema of `conformance.json`. */
export const ConformanceReport = Schema.Struct({
  contract: Schema.Literal(conformanceReportContract),
  adapter: Schema.Struct({ package: Schema.String, version: Schema.String, platform: Schema.String }),
  kit: Schema.Struct({ package: Schema.String, version: Schema.String }),
  /** The number of seeds at which each law was tried, at every door. */
  seeds: Schema.Int,
  doors: Schema.Array(Schema.String),
  laws: Schema.Array(
    Schema.Struct({
      law: Schema.String,
      verdict: Schema.Literals(["kept", "broken", "skipped", "deviates"]),
      /**
       * Why the law was skipped (at all, or at some doors), or how the adapter deviates; `null` for a law that is
       * broken, or kept at every door.
       */
      reason: Schema.NullOr(Schema.String)
    })
  ),
  /**
   * What the kept laws did not prove: cases that no trial reached, values of code tables, canonical fields, error codes
   * and faults that no answer had. Missing in reports of older kits.
   */
  notProven: Schema.optionalKey(Schema.Array(Schema.Struct({ what: Schema.String, reason: Schema.String })))
}).annotate({ identifier: "ConformanceReport" })
/** The content of `conformance.json`. */
export interface ConformanceReport extends Schema.Schema.Type<typeof ConformanceReport> {}

/** The report of an adapter; `seeds` is how many seeds each law was tried at, `notProven` comes from `notProvenBy`. */
export const makeReport = (
  { manifest }: AdapterPackage,
  twin: TwinDefinition,
  seeds: number,
  results: ReadonlyArray<LawResult>,
  notProven: ReadonlyArray<NotProven>
): ConformanceReport => ({
  contract: conformanceReportContract,
  adapter: { package: manifest.package, version: manifest.version, platform: manifest.platform },
  kit: { package: "@huidan/conformance", version: kitVersion },
  seeds,
  doors: doorsOf(twin).map(({ name }) => name),
  laws: results.map(({ law, reason, verdict }) => ({ law, verdict, reason })),
  notProven: notProven.map(({ reason, what }) => ({ what, reason }))
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
