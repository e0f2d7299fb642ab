/** The published JSON Schema of an order, ready to judge. */
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

/** Where and how the JSON is not an order, without its values; empty where it is one. */
export const schemaFaults = (json: unknown): ReadonlyArray<string> => {
  const validate = validator()
  validate(json)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? "is not valid"}`)
}
