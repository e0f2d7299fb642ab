import * as Schema from "effect/Schema"
import { ConfigurationFile } from "./ConfigurationFile.ts"

/** The JSON Schema (draft 2020-12) of `huidan.config.json`. `huidan schema configuration` prints it. */
export const configurationJsonSchema = (): Readonly<Record<string, unknown>> => {
  const document = Schema.toJsonSchemaDocument(Schema.toEncoded(ConfigurationFile), { onExcessProperty: "error" })
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "urn:huidan:configuration",
    ...document.schema,
    $defs: document.definitions
  }
}
