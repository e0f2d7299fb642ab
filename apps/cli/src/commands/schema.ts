import { orderJsonSchema } from "@huidan/core"
import { configurationJsonSchema } from "../configuration/configurationJsonSchema.ts"
import { printLines } from "../output/print.ts"
import type { Settings } from "../Settings.ts"

export interface SchemaInput {
  readonly of: "order" | "configuration"
}

/** Prints the JSON Schema of a canonical order, or of the configuration; with `--json` on one line. */
export const schema = ({ of }: SchemaInput, settings: Settings) => {
  const document = of === "order" ? orderJsonSchema() : configurationJsonSchema()
  return printLines(JSON.stringify(document, null, settings.json ? 0 : 2).split("\n"))
}
