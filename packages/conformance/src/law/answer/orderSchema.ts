/** Validates orders with the published JSON Schema. */
import { orderJsonSchema } from "@huidan/core"
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js"
import addFormats from "ajv-formats"

let made: ValidateFunction | undefined

const validator = (): ValidateFunction => {
  if (made !== undefined) return made
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  made = ajv.compile(orderJsonSchema())
  return made
}

/** Where and why the JSON is not an order, without its values; empty if it is an order. */
export const schemaFaults = (json: unknown): ReadonlyArray<string> => {
  const validate = validator()
  validate(json)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? "is not valid"}`)
}
