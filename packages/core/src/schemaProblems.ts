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
 * Result.isFailure(decoded) ? schemaProblems(decoded.failure.issue) : [] // => ["id: unknown key", "appId: is missing"]
 * ```
 */
export const schemaProblems = (
  issue: SchemaIssue.Issue,
  /** What a place is called: its keys joined by dots unless given. */
  nameOf: (path: ReadonlyArray<string>) => string = (path) => path.join(".")
): ReadonlyArray<string> =>
  format(issue).issues.map(({ message, path = [] }) => {
    const keys = path.map((segment) => String(typeof segment === "object" ? segment.key : segment))
    return `${keys.length === 0 ? "the value" : nameOf(keys)}: ${message}`
  })
