import { existsSync, readFileSync } from "node:fs"
import { ConformanceReport, deviationsOf } from "@huidan/conformance"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

const decode = Schema.decodeUnknownResult(Schema.fromJsonString(ConformanceReport))

/** The deviations in a `conformance.json`; none if there is no such file, or if it is for another version of the adapter. */
export const readDeviations = (file: string, version: string): ReturnType<typeof deviationsOf> => {
  if (!existsSync(file)) return {}
  const report = decode(readFileSync(file, "utf8"))
  if (Result.isFailure(report)) throw new Error(`${file} is not a report of the laws: ${report.failure.message}`)
  return report.success.adapter.version === version ? deviationsOf(report.success) : {}
}
