/** The outcome of a call with a fault, and the number of requests. */
import { type AdapterError, isAdapterError, isOrder, type OrderRecord } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import { type CallResult, runCall, type StruckCall } from "./runCall.ts"
import { twinOperation, wayTo } from "./Shop.ts"

export interface Observed {
  /** `answer`, or the reason of the failure. */
  readonly outcome: string
  /** Requests to the operation, by the platform's journal. */
  readonly requests: number
  /** All other requests. */
  readonly others: number
}

/** Seconds: the call's total time, and the limit of a request that begins just before it ends. */
const longestCall = 120 + 30

export const runCell = (struckCall: StruckCall): Effect.Effect<Observed> =>
  Effect.map(runCall(struckCall), (result) => {
    const { exit, journal, seconds } = result
    const struck = twinOperation(struckCall.shop, struckCall.operation)
    const requests = journal.filter(({ operation }) => operation === struck).length
    const outcome = Exit.isSuccess(exit) ? describeAnswer(exit.value, result, struckCall) : describeFailure(exit)
    return {
      outcome: seconds <= longestCall ? outcome : `${outcome} after ${seconds} s`,
      requests,
      others: journal.length - requests
    }
  })

/** The records must be those of the platform: all its orders, or the requested one. */
const describeAnswer = (
  records: ReadonlyArray<OrderRecord>,
  { adapter, twin }: CallResult,
  { operation, shop }: StruckCall
): string => {
  const isList = adapter.manifest.operations[operation]?.answers === "orders"
  const { order = 0 } = wayTo(shop.platform, operation)
  const wanted = isList ? twin.orders() : twin.orders().slice(order, order + 1)
  const found = new Set(records.filter(isOrder).map((order) => order.orderId))
  const missing = wanted.filter((order) => !found.has(order.orderId)).length
  return missing === 0 && found.size === wanted.length ? "answer" : `${found.size} of ${wanted.length} orders`
}

const describeFailure = (exit: Exit.Failure<unknown, AdapterError>): string => {
  const error = Option.getOrUndefined(Exit.findErrorOption(exit))
  if (!isAdapterError(error)) return "a defect"
  const { reason } = error
  return reason._tag === "Authentication" ? `${reason._tag}(${reason.kind})` : reason._tag
}
