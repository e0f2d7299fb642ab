import { orderJsonSchema } from "@huidan/core"
import { printLines } from "../output/print.ts"
import type { Settings } from "../Settings.ts"

/** Prints the JSON Schema of a canonical order; with `--json` on one line. */
export const schema = (_input: unknown, settings: Settings) =>
  printLines(JSON.stringify(orderJsonSchema(), null, settings.json ? 0 : 2).split("\n"))
