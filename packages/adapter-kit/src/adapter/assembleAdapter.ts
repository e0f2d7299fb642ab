import {
  type AdapterError,
  type AdapterManifest,
  adapterContract,
  type OperationName,
  type OrderAdapter
} from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { OptionNeeds } from "../calls/optionNeeds.ts"
import type { OrderCodec } from "../codec/OrderCodec.ts"
import { pushProblem, queryProblem, rowProblem, textProblem } from "./checkArguments.ts"

/** The calls of the contract that an adapter has. */
export type AdapterCalls = Partial<Pick<OrderAdapter, "getOrder" | "listOrders" | "receivePush">>

/** What an adapter is assembled from. */
export interface AdapterParts {
  /** The manifest of this instance, as its options configure it. */
  readonly manifest: AdapterManifest
  readonly codec: OrderCodec
  readonly calls: AdapterCalls
  readonly needs: Pick<OptionNeeds<never>, "check">
}

/**
 * An adapter from its codec and the calls that it has. A call that it lacks fails with `NotSupported`, and arguments that
 * no call can have with `InvalidRequest`, both without a request.
 */
export const assembleAdapter = ({ calls, codec, manifest, needs }: AdapterParts): OrderAdapter => {
  const { failure } = codec
  const notSupported = (call: string): AdapterError =>
    failure(null, { _tag: "NotSupported", detail: `${manifest.package} does not declare ${call}` })
  const checked = (problem: string | null): Effect.Effect<void, AdapterError> =>
    problem === null ? Effect.void : Effect.fail(failure(null, { _tag: "InvalidRequest", detail: problem }))
  const { getOrder, listOrders, receivePush } = calls
  const received = Object.entries(manifest.operations).flatMap(([name, { use }]) => (use === "receive" ? [name] : []))

  const ofText =
    <A>(read: (operation: OperationName, body: string) => Effect.Effect<A, AdapterError>) =>
    (operation: OperationName, body: string): Effect.Effect<A, AdapterError> =>
      Effect.andThen(
        checked(typeof body === "string" ? null : "the answer must be given as text"),
        Effect.suspend(() => read(operation, body))
      )

  return {
    contract: adapterContract,
    manifest,
    getOrder: (orderId) =>
      getOrder === undefined
        ? Effect.fail(notSupported("getOrder"))
        : Effect.andThen(
            checked(textProblem("the order number", orderId)),
            Effect.suspend(() => getOrder(orderId))
          ),
    listOrders: (query) =>
      listOrders === undefined
        ? Stream.fail(notSupported("listOrders"))
        : Stream.unwrap(
            Effect.map(
              Effect.suspend(() => checked(queryProblem(query))),
              () => listOrders(query)
            )
          ),
    receivePush: (request, handle) =>
      receivePush === undefined
        ? Effect.fail(notSupported("receivePush"))
        : Effect.gen(function* () {
            yield* checked(typeof handle === "function" ? pushProblem(request) : "`handle` must be a function")
            yield* Effect.forEach(received, needs.check, { discard: true })
            return yield* receivePush(request, handle)
          }),
    decode: ofText(codec.decode),
    decodeRow: (operation, row, rawNumbers, askedAt) =>
      Effect.andThen(
        Effect.suspend(() => checked(rowProblem(row, rawNumbers, askedAt))),
        Effect.suspend(() => codec.decodeRow(operation, row, rawNumbers, askedAt))
      ),
    explain: ofText(codec.explain),
    explainRow: (operation, row, rawNumbers) =>
      Effect.andThen(
        Effect.suspend(() => checked(rowProblem(row, rawNumbers, null))),
        Effect.suspend(() => codec.explainRow(operation, row, rawNumbers))
      ),
    encode: codec.encode,
    encodeQuarantined: codec.encodeQuarantined
  }
}
