import { describe, expect, it } from "@effect/vitest"
import { Ajv2020 } from "ajv/dist/2020.js"
import addFormats from "ajv-formats"
import { encodeOrder, Order, orderJsonSchema } from "../src/index.ts"
import { emptyOrder, fullOrder } from "./support/orders.ts"

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: false })
addFormats.default(ajv)
const validate = ajv.compile(orderJsonSchema())
const problems = (json: unknown): string =>
  validate(JSON.parse(JSON.stringify(json))) ? "" : ajv.errorsText(validate.errors)
const full = encodeOrder(fullOrder, { reveal: true, raw: { any: ["raw", 1, null] } })

describe("the JSON Schema", () => {
  it("is a strict draft 2020-12 schema, every part of it defined", () => {
    const schema = orderJsonSchema()
    expect(schema["$schema"]).toBe("https://json-schema.org/draft/2020-12/schema")
    expect(ajv.validateSchema(schema)).toBe(true)
  })

  it.each([
    ["little", encodeOrder(emptyOrder, { reveal: false, raw: null })],
    ["everything", full],
    ["masked text", encodeOrder(fullOrder, { reveal: false, raw: null })]
  ])("accepts an order that states %s", (_, json) => {
    expect(problems(json)).toBe("")
  })

  it.prop(
    "accepts every encoded order",
    [Order],
    ([order]) => {
      expect(problems(encodeOrder(order, { reveal: true, raw: null }))).toBe("")
      expect(problems(encodeOrder(order, { reveal: false, raw: "raw" }))).toBe("")
    },
    { arbitrary: { runs: 60 } }
  )

  const { tags: _, ...withoutTags } = full
  it.each([
    ["an extra key", { ...full, extra: 1 }],
    ["an extra key in a block", { ...full, status: { ...full.status, extra: null } }],
    ["an extra key in a line", { ...full, lines: [{ ...full.lines[0], extra: 1 }] }],
    ["a missing key", withoutTags],
    ["undefined for null", { ...full, recipient: undefined }],
    ["a float amount", { ...full, amounts: { ...full.amounts, payable: 19.99 } }],
    ["an amount beyond 2^53 − 1", { ...full, amounts: { ...full.amounts, payable: 2 ** 53 } }],
    ["an amount as text", { ...full, amounts: { ...full.amounts, payable: "1999" } }],
    ["a numeric id", { ...full, orderId: 1 }],
    ["an empty id", { ...full, orderId: "" }],
    ["an unknown state", { ...full, status: { ...full.status, trade: "done" } }],
    ["wall time", { ...full, times: { ...full.times, created: "2022-03-30 16:23:02" } }],
    ["another currency code", { ...full, amounts: { ...full.amounts, currency: "rmb" } }],
    ["bare private text", { ...full, buyer: { ...full.buyer, name: "x" } }],
    ["another contract", { ...full, contract: "huidan/order@2" }]
  ])("refuses %s", (_name, json) => {
    expect(problems(json)).not.toBe("")
  })
})
