/** What options are called in errors: by their names, and by the environment variables that hold them. */
import { environmentVariable } from "@huidan/core"

/** The environment variable of an option: `["quota", "requests"]` below `XIAOE` is `XIAOE_QUOTA_REQUESTS`. */
export const variableOf = (prefix: string, path: ReadonlyArray<string>): string =>
  [prefix, ...path.map((name) => environmentVariable(name))].join("_")

/** An option with its environment variable: `appId (environment variable XIAOE_APP_ID)`. */
export const shownOption = (prefix: string, path: ReadonlyArray<string>): string =>
  `${path.join(".")} (environment variable ${variableOf(prefix, path)})`
