import * as Text from "effect/String"

/**
 * The name of an environment variable, from words in any case. Adapters read an option by it from configuration, and the
 * command line reads secrets by it. Whatever is not a letter A to Z or a digit separates words.
 *
 * ```ts
 * import { environmentVariable } from "@huidan/core"
 *
 * environmentVariable("xiaoe", "clientSecret") // => "XIAOE_CLIENT_SECRET"
 * ```
 */
export const environmentVariable = (...words: ReadonlyArray<string>): string => words.map(Text.configCase).join("_")
