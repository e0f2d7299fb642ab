import type * as CliError from "effect/cli/CliError"
import { UsageError } from "./UsageError.ts"

/** Whether failures are printed as JSON: with `--json`, and always for `normalize`. Works if the arguments do not parse. */
export const speaksJson = (argv: ReadonlyArray<string>): boolean => {
  const end = argv.indexOf("--")
  const given = end === -1 ? argv : argv.slice(0, end)
  return given.some((argument) => argument === "--json" || argument === "--json=true") || given.includes("normalize")
}

/** The errors that `effect/cli` found in the arguments, as a `UsageError`. */
export const asUsageError = (
  commandPath: ReadonlyArray<string>,
  errors: ReadonlyArray<CliError.CliError>
): UsageError =>
  new UsageError({
    message:
      errors.length === 0
        ? "No command was given"
        : errors.map((error) => error.message.replaceAll(/\s+/g, " ").replace(/[.:]$/, "")).join("; "),
    advice: `Run \`${commandPath.join(" ")} --help\`.`
  })
