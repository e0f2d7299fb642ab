/** The cases of `cases.json`, and their answers. */
import { readFileSync } from "node:fs"
import type { Json, Pointer } from "@huidan/core"

export interface ReportCase {
  readonly name: string
  readonly platform: string
  readonly operation: string
  /** Which of the answer's orders; the first one unless given. */
  readonly row?: number
  /** Right values by their place in the order; `#` as the last step is the length of a list. */
  readonly expect: { readonly [pointer: Pointer]: Json }
  /** Who reported it, or where it is documented. */
  readonly source: string
}

export const reportCases: ReadonlyArray<ReportCase> = JSON.parse(
  readFileSync(new URL("cases.json", import.meta.url), "utf8")
)

export const bodyOf = ({ name }: ReportCase): string =>
  readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8")

/** The answers of a platform's cases. */
export const reportFixtures = (platform: string) =>
  reportCases
    .filter((report) => report.platform === platform)
    .map((report) => ({ operation: report.operation, case: report.name, body: bodyOf(report) }))
