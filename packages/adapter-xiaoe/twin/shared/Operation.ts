/** What the operations of orders and after-sales have in common: POST, a JSON body, the token in it. */
import {
  type JsonNode,
  literal,
  type OrderAnswer,
  type Poison,
  removeAt,
  setAt,
  type TwinCall,
  type TwinOperation,
  type TwinQuota,
  type TwinReply
} from "@huidan/conformance"
import * as Effect from "effect/Effect"
import { withToken } from "../Auth.ts"
import { errors, refusalOf, unverifiedFailure } from "../Errors.ts"
import { asText, type Parameters } from "./Parameters.ts"

/** 10秒3000次 in the 1.0 family, 1秒20次 in the 2.0 family. */
export const quota10: TwinQuota = { requests: 3000, seconds: 10, refusal: refusalOf("2053") }
export const quota20: TwinQuota = { requests: 20, seconds: 1, refusal: refusalOf("2054") }

/** Where the answer of an operation can be spoilt, as JSON pointers into a row. */
interface Spots {
  readonly amount: string
  /** One fen and a half in the unit of `amount`. */
  readonly halfAFen?: JsonNode
  readonly orderId: string
  /** A time that is always read. */
  readonly time: string
}

export interface XiaoeOperation extends TwinOperation {
  /** `null` where rows hold no order. */
  readonly spots: Spots | null
}

interface OperationParts {
  readonly path: string
  readonly quota: TwinQuota
  readonly handle: (call: TwinCall, parameters: Parameters) => TwinReply
  readonly answer?: OrderAnswer
  readonly spots?: Spots
  readonly about?: TwinOperation["about"]
}

export const post = ({ about, answer, handle, path, quota, spots }: OperationParts): XiaoeOperation => ({
  endpoint: {
    method: "POST",
    path,
    quota,
    handle: (call) => Effect.sync(() => withToken(call, (body) => handle(call, body)))
  },
  answer: answer ?? null,
  ...(about === undefined ? {} : { about }),
  errors,
  spots: spots ?? null
})

/** The order of `order_id`. */
export const serveOne = (call: TwinCall, parameters: Parameters): TwinReply => {
  const order = call.find(asText(parameters["order_id"]))
  return order === undefined ? call.refuse("not-found", unverifiedFailure("订单不存在")) : call.serve([order])
}

/** That a parameter is refused is as little published as the code: a twin that took it would hide the mistake. */
export const refuseParameter = (call: TwinCall, message: string): TwinReply =>
  call.refuse("invalid", unverifiedFailure(message))

/** Orders that cannot be decoded, each spoilt in the same sense in the answer of every operation. */
export const poisonsOf = (operations: Readonly<Record<string, XiaoeOperation>>): ReadonlyArray<Poison> => {
  const poison = (name: string, spoil: (row: JsonNode, spots: Spots) => JsonNode): Poison => ({
    name,
    spoil: (row, operation) => {
      const spots = operations[operation]?.spots ?? null
      return spots === null ? row : spoil(row, spots)
    }
  })
  return [
    poison("an amount of one fen and a half", (row, spots) =>
      setAt(row, spots.amount, spots.halfAFen ?? literal("1.5"))
    ),
    poison("no order id", (row, { orderId }) => removeAt(row, orderId)),
    poison("a time that does not exist", (row, { time }) => setAt(row, time, "2024-02-30 25:61:61"))
  ]
}
