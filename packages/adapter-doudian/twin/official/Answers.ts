/** The answers of the official platform that hold orders. */
import type { Dice, JsonNode, OrderAnswer } from "@huidan/conformance"
import type { Order } from "@huidan/core"
import { carriedByBoth, detail, lacks, page, restate, sums, without } from "../shared/OrderAnswer.ts"
import { encodeOfficialOrder, officialRecipient } from "./Order.ts"

const restateOfficial = (order: Order): Order => restate({ ...order, recipient: officialRecipient(order) })

/** The code as number or text; the fields of before 2021 beside the new ones, or the new ones alone. */
const officialEnvelope = (data: JsonNode, dice: Dice): JsonNode => ({
  data,
  ...(dice.chance(0.5) ? { err_no: 0, message: "success" } : {}),
  code: dice.chance(0.7) ? 10000 : "10000",
  msg: "success",
  sub_code: "",
  sub_msg: "",
  log_id: `2024060100000001${dice.digits(18)}`
})

export const officialDetail: OrderAnswer = {
  carries: carriedByBoth,
  without,
  lacks,
  sums,
  restate: restateOfficial,
  encode: encodeOfficialOrder,
  wrap: (rows, _page, dice) => officialEnvelope(detail(rows), dice)
}

export const officialList: OrderAnswer = {
  carries: carriedByBoth,
  without,
  lacks,
  sums,
  restate: restateOfficial,
  encode: encodeOfficialOrder,
  wrap: (rows, served, dice) => officialEnvelope(page(rows, served, dice), dice)
}
