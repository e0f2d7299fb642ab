import * as SchemaIssue from "effect/SchemaIssue"

/** What an option is called, by its path: `quota.requests`, or the environment variable that it was read from. */
export type OptionName = (path: ReadonlyArray<string>) => string

const format = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) =>
    issue._tag === "UnexpectedKey"
      ? "there is no such option"
      : issue._tag === "MissingKey"
        ? "is missing"
        : SchemaIssue.defaultLeafHook(issue)
})

/** What is wrong with options, each problem with the option's name and what is expected there; never the value itself. */
export const optionProblems = (
  issue: SchemaIssue.Issue,
  nameOf: OptionName = (path) => path.join(".")
): ReadonlyArray<string> =>
  format(issue).issues.map(({ message, path = [] }) => {
    const names = path.map((segment) => String(typeof segment === "object" ? segment.key : segment))
    return `${names.length === 0 ? "the options" : nameOf(names)}: ${message}`
  })
