/** The results of the laws for an installed adapter, from the `conformance.json` of its package. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

export interface ConformanceSummary {
  /** All laws of the report: the sum of the next four. */
  readonly laws: number
  readonly kept: number
  readonly skipped: number
  readonly deviates: number
  readonly broken: number
  readonly seeds: number
  /** The version of the adapter that was tried. */
  readonly version: string
}

/** The part of `conformance.json` that this program reads. */
const Report = Schema.Struct({
  contract: Schema.Literal("huidan/conformance@1"),
  adapter: Schema.Struct({ version: Schema.String }),
  seeds: Schema.Int,
  laws: Schema.Array(
    Schema.Struct({
      law: Schema.String,
      verdict: Schema.Literals(["kept", "skipped", "deviates", "broken"]),
      reason: Schema.NullOr(Schema.String)
    })
  )
})

const decodeReport = Schema.decodeUnknownResult(Schema.fromJsonString(Report))

/** `null` if the package exports no `conformance.json`, or one that this program cannot read. */
export const reportOf = (configurationPath: string, name: string): typeof Report.Type | null =>
  Result.getOrNull(
    Result.flatMap(
      Result.try(() => readFileSync(createRequire(configurationPath).resolve(`${name}/conformance.json`), "utf8")),
      decodeReport
    )
  )

export const conformanceOf = (configurationPath: string, name: string): ConformanceSummary | null => {
  const report = reportOf(configurationPath, name)
  if (report === null) return null
  const { adapter, laws, seeds } = report
  const count = (verdict: (typeof laws)[number]["verdict"]) => laws.filter((law) => law.verdict === verdict).length
  return {
    laws: laws.length,
    kept: count("kept"),
    skipped: count("skipped"),
    deviates: count("deviates"),
    broken: count("broken"),
    seeds,
    version: adapter.version
  }
}

/** `19/21, 2 skipped`; followed by the version if the report is for another version of the adapter. */
export const conformanceText = (summary: ConformanceSummary | null, version: string): string => {
  if (summary === null) return "-"
  const others = (["skipped", "deviates", "broken"] as const).flatMap((verdict) =>
    summary[verdict] === 0 ? [] : [`${summary[verdict]} ${verdict}`]
  )
  const shown = [`${summary.kept}/${summary.laws}`, ...others].join(", ")
  return summary.version === version ? shown : `${shown} (of ${summary.version})`
}
