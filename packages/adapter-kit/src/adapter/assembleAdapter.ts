import {
  AdapterError,
  type AdapterManifest,
  adapterContract,
  isOrder,
  type Order,
  type OrderAdapter,
  type OrderId,
  type OrderRecord
} from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { OpenAnswer } from "../answer/OpenAnswer.ts"
import type { Call, RequestPipeline } from "../calls/RequestPipeline.ts"
import { countRecords } from "../calls/telemetry.ts"
import type { OrderCodec } from "../codec/OrderCodec.ts"
import type { Wire } from "../mapping/Wire.ts"

type Calls = Partial<Pick<OrderAdapter, "getOrder" | "listOrders" | "receivePush">>

/** An adapter from its codec and the calls that it has; a call that it lacks answers `NotSupported` without a request. */
export const assembleAdapter = (
  manifest: AdapterManifest,
  shop: string | null,
  codec: OrderCodec,
  calls: Calls
): OrderAdapter => {
  const notSupported = (call: string): AdapterError =>
    new AdapterError({
      platform: manifest.platform,
      shop,
      operation: null,
      reason: { _tag: "NotSupported", detail: `${manifest.package} does not declare ${call}` },
      answer: null
    })
  return {
    contract: adapterContract,
    manifest,
    getOrder: calls.getOrder ?? (() => Effect.fail(notSupported("getOrder"))),
    listOrders: calls.listOrders ?? (() => Stream.fail(notSupported("listOrders"))),
    receivePush: calls.receivePush ?? (() => Effect.fail(notSupported("receivePush"))),
    decode: codec.decode,
    explain: codec.explain,
    encode: codec.encode,
    encodeQuarantined: codec.encodeQuarantined
  }
}

/** Calls an operation and decodes its answer, stamped with the time it came. */
export const fetchRecords = (
  pipeline: RequestPipeline,
  codec: OrderCodec,
  call: Call
): Effect.Effect<ReadonlyArray<OrderRecord>, AdapterError> =>
  Effect.flatMap(pipeline.call(call), (answer) => decodeFetched(codec, call, answer))

/** As `fetchRecords`, with what stands beside the rows: a total, the mark of the next page. */
export const fetchRecordsBeside = <A>(
  pipeline: RequestPipeline,
  codec: OrderCodec,
  call: Call,
  wire: Wire<A>
): Effect.Effect<{ readonly records: ReadonlyArray<OrderRecord>; readonly beside: A }, AdapterError> =>
  Effect.gen(function* () {
    const answer = yield* pipeline.call(call)
    const beside = yield* codec.read(call.operation, answer, wire)
    return { records: yield* decodeFetched(codec, call, answer), beside }
  })

const decodeFetched = (codec: OrderCodec, { operation }: Call, answer: OpenAnswer) =>
  Effect.gen(function* () {
    const records = yield* codec.decodeOpen(operation, answer, { fetchedAt: yield* DateTime.now })
    yield* countRecords({ platform: codec.platform, operation }, records)
    return records
  })

/** As `fetchRecords`, for an operation that answers one order; another order than the one asked for is none. */
export const fetchOrder = (
  pipeline: RequestPipeline,
  codec: OrderCodec,
  call: Call,
  orderId: OrderId
): Effect.Effect<Order, AdapterError> =>
  Effect.flatMap(fetchRecords(pipeline, codec, call), (records) => {
    const [record] = records
    if (record === undefined || !isOrder(record))
      return Effect.fail(codec.failure(call.operation, { _tag: "NotFound" }))
    if (record.orderId === orderId) return Effect.succeed(record)
    const reason = {
      _tag: "ResponseDecode",
      pointer: "",
      expected: "the order asked for",
      found: "another",
      position: null
    } as const
    return Effect.fail(codec.failure(call.operation, reason))
  })
