import * as SchemaIssue from "effect/SchemaIssue"

const format = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) =>
    issue._tag === "UnexpectedKey"
      ? "there is no such option"
      : issue._tag === "MissingKey"
        ? "is missing"
        : SchemaIssue.defaultLeafHook(issue)
})

/** What is wrong with options, each problem with its path and what is expected there; never the value itself. */
export const optionProblems = (issue: SchemaIssue.Issue): ReadonlyArray<string> =>
  format(issue).issues.map((problem) => {
    const path = (problem.path ?? []).map((segment) => (typeof segment === "object" ? segment.key : segment))
    return `${path.length === 0 ? "the options" : path.map(String).join(".")}: ${problem.message}`
  })
