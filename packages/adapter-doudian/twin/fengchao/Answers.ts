/** The answers of 蜂巢 that hold orders. */
import type { Dice, FieldPattern, JsonNode, OrderAnswer } from "@huidan/conformance"
import { encodeOrder } from "../order/encode/Order.ts"
import { carriedByBoth, detail, lacks, page, restate, sums, without } from "../shared/OrderAnswer.ts"

const carriedByFengchao: ReadonlyArray<FieldPattern> = [...carriedByBoth, "/recipient/mergeKey"]

const fengchaoEnvelope = (data: JsonNode, dice: Dice): JsonNode => ({
  code: 0,
  message: "ok",
  data,
  trace_id: dice.chance(0.5) ? "" : dice.digits(20)
})

export const fengchaoDetail: OrderAnswer = {
  carries: carriedByFengchao,
  without,
  lacks,
  sums,
  restate,
  encode: encodeOrder,
  wrap: (rows, _page, dice) => fengchaoEnvelope(detail(rows), dice)
}

/** The reply is not published: the official list's shape is assumed, unverified. */
export const fengchaoList: OrderAnswer = {
  carries: carriedByFengchao,
  without,
  lacks,
  sums,
  restate,
  encode: encodeOrder,
  wrap: (rows, served, dice) => fengchaoEnvelope(page(rows, served, dice), dice)
}
