import { visibleText } from "@huidan/core"

/** A value as JSON on one line, with escapes for characters that would steer a terminal: it is the same JSON. */
export const jsonText = (value: unknown): string => visibleText(JSON.stringify(value))
