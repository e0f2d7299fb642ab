/** The patterns that an operation carries, as the store has them: one text for each list. */
import type { FieldPattern } from "@huidan/core"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

/** Patterns as JSON, so that a list of none and a list of one empty pattern, which is the whole order, differ. */
export const patternsText = (patterns: ReadonlyArray<FieldPattern>): string => JSON.stringify(patterns)

const decoded = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Array(Schema.String)))

const known = new Map<string, ReadonlyArray<FieldPattern>>()

/**
 * The patterns of a text; `null` if `patternsText` did not make it. The same text gives the same list: what follows from a
 * list of patterns is computed once.
 */
export const storedPatterns = (text: string): ReadonlyArray<FieldPattern> | null => {
  const patterns = known.get(text) ?? Option.getOrNull(decoded(text))
  if (patterns !== null) known.set(text, patterns)
  return patterns
}
