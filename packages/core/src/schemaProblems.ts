import * as SchemaIssue from "effect/SchemaIssue"

const format = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) =>
    issue._tag === "UnexpectedKey"
      ? "unknown key"
      : issue._tag === "MissingKey"
        ? "is missing"
        : SchemaIssue.defaultLeafHook(issue)
})

/**
 * The problems of a value that a schema refuses, each as its path and what is expected there. The value itself never
 * appears, so the texts may be shown even if it holds a secret.
 *
 * ```ts
 * import { schemaProblems } from "@huidan/core"
 * import { Result, Schema } from "effect"
 *
 * const Options = Schema.Struct({ appId: Schema.String })
 * const decoded = Schema.decodeUnknownResult(Options, { errors: "all", onExcessProperty: "error" })({ id: 7 })
 * Result.isFailure(decoded) ? schemaProblems(decoded.failure.issue) : [] // => ["appId: is missing", "id: unknown key"]
 * ```
 */
export const schemaProblems = (issue: SchemaIssue.Issue): ReadonlyArray<string> =>
  format(issue).issues.map((problem) => {
    const path = (problem.path ?? []).map((segment) => (typeof segment === "object" ? segment.key : segment))
    return `${path.length === 0 ? "the value" : path.map(String).join(".")}: ${problem.message}`
  })
