import * as Schema from "effect/Schema"
import { Order, orderContract } from "./Order.ts"

/** The JSON Schema (draft 2020-12) of an `OrderJson`. `huidan schema` prints it. */
export const orderJsonSchema = (): Readonly<Record<string, unknown>> => {
  const document = Schema.toJsonSchemaDocument(Order, { onExcessProperty: "error" })
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:${orderContract.replace("/", ":")}`,
    ...document.schema,
    $defs: document.definitions
  }
}
