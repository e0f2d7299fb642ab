/** A row of the list, key by key. Source: PLATFORM.md, 4. */
import { code, type Dice, type FieldPattern, type JsonNode } from "@huidan/conformance"
import { type Order, sentText } from "@huidan/core"
import { carriedByBoth, statesOf } from "../shared/Answer.ts"
import { paymentWord, paymentWords } from "../shared/Codes.ts"
import { time, yuan } from "../shared/Values.ts"

/** The canonical fields that a row states. */
export const carries: ReadonlyArray<FieldPattern> = carriedByBoth

export const encodeRow = (order: Order, dice: Dice): JsonNode => ({
  ...statesOf(order),
  payment_status: code(paymentWord(order), paymentWords),
  total: yuan(order.amounts.payable),
  paid: yuan(order.amounts.paid),
  buyer_id: order.buyer.id,
  buyer_nick: sentText(order.buyer.name),
  created: time(order.times.created, dice),
  updated: time(order.times.updated, dice)
})
