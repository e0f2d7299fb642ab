/** One shop of a platform, as an adapter's own code sees it: its options, and its operations as calls. */
import {
  type AdapterError,
  type AdapterErrorReason,
  type AdapterManifest,
  isOrder,
  type Order,
  type OrderId,
  type OrderRecord,
  type PlatformAnswer
} from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import { shownId } from "../answer/shownId.ts"
import type { OrderCodec } from "../codec/OrderCodec.ts"
import type { MakeRequest, Operation, RequireOption } from "./Operation.ts"
import type { OptionNeeds } from "./optionNeeds.ts"
import type { PlatformClock } from "./PlatformClock.ts"
import type { Call, CallAnswer, RequestPipeline } from "./RequestPipeline.ts"
import { countRecords } from "./telemetry.ts"

/** The orders of an answer, and what was read beside them. */
export interface Rows<out Beside> {
  readonly records: ReadonlyArray<OrderRecord>
  readonly beside: Beside
}

/** One shop of a platform: its options, and its operations as calls. */
export interface Shop<in out Options> {
  /** The manifest of this instance, as its options configure it. */
  readonly manifest: AdapterManifest
  readonly options: Options
  /** The shop's id by configuration; `null` if only an answer names it. */
  readonly shopId: string | null
  /** Decodes answers without a call. */
  readonly codec: OrderCodec
  /** An option that a call needs; a missing one fails with `Configuration`, which names it. */
  readonly require: RequireOption<Options>
  /** The platform's time, as its answers state it. */
  readonly clock: PlatformClock
  /** An error of this shop. */
  readonly failure: (
    operation: string | null,
    reason: AdapterErrorReason,
    answer?: PlatformAnswer | null
  ) => AdapterError
  /**
   * The error for something of another shop than the configured one. `what` begins the message: `the push`. The other
   * shop's id is shown only if it looks like an id.
   */
  readonly otherShop: (operation: string, what: string, otherId: string) => AdapterError
  /** Calls an operation that answers one order. An answer with another order fails with `ResponseDecode`. */
  readonly order: <Argument>(
    operation: Operation<Argument, Options, unknown>,
    argument: Argument,
    orderId: OrderId
  ) => Effect.Effect<Order, AdapterError>
  /** Calls an operation that answers orders, and decodes them. */
  readonly rows: <Argument, Beside>(
    operation: Operation<Argument, Options, Beside>,
    argument: Argument
  ) => Effect.Effect<Rows<Beside>, AdapterError>
  /** Calls an operation and reads what its answer holds beside orders. */
  readonly answer: <Argument, Answer>(
    operation: Operation<Argument, Options, Answer>,
    argument: Argument
  ) => Effect.Effect<Answer, AdapterError>
}

export interface ShopParts<Options> {
  readonly manifest: AdapterManifest
  readonly options: Options
  readonly shopId: string | null
  /** Without a slash at its end. */
  readonly baseUrl: string
  readonly codec: OrderCodec
  readonly pipeline: RequestPipeline
  readonly needs: Pick<OptionNeeds<Options>, "check" | "require">
  readonly clock: PlatformClock
  /** The shop that answers named, `null` before the first: one client reads one shop, so that one order has one key. */
  readonly learnt: Ref.Ref<string | null>
}

export const makeShop = <Options>(parts: ShopParts<Options>): Shop<Options> => {
  const { baseUrl, clock, codec, learnt, manifest, needs, options, pipeline, shopId } = parts
  const { require } = needs

  const callOf = <Argument>(operation: Operation<Argument, Options, unknown>, argument: Argument): Call => {
    const { call, entry, envelope, name } = operation
    const { now } = clock
    const { path } = entry
    const context = { options, shopId, require, now, operation: name, path, url: `${baseUrl}${path}` }
    const make: MakeRequest<Options> = call === null ? () => Effect.fail(notCalled(name)) : call(argument)
    return { operation: name, envelope, request: (token) => make(context, token) }
  }

  const notCalled = (name: string): AdapterError =>
    codec.failure(name, { _tag: "NotSupported", detail: `${manifest.package} decodes ${name} and never calls it` })

  const decode = ({ name }: Operation<never, Options, unknown>, answer: CallAnswer) =>
    Effect.gen(function* () {
      const { askedAt } = answer
      const records = yield* codec.decodeAnswer(name, answer, { askedAt, fetchedAt: yield* DateTime.now })
      yield* countRecords({ platform: manifest.platform, operation: name }, records)
      return records
    })

  const ofOneShop = (order: Order): Effect.Effect<void, AdapterError> =>
    Effect.flatMap(
      Ref.updateAndGet(learnt, (shop) => shop ?? order.shop.id),
      (shop) =>
        shop === null || shop === order.shop.id
          ? Effect.void
          : Effect.fail(
              codec.failure(order.source.operation, {
                _tag: "Configuration",
                detail: `the answer is of shop ${shownId(order.shop.id)}, earlier ones were of ${shownId(shop)}: one client reads one shop`
              })
            )
    )

  const call = <Argument>(operation: Operation<Argument, Options, unknown>, argument: Argument) =>
    Effect.andThen(needs.check(operation.name), pipeline.call(callOf(operation, argument)))

  return {
    manifest,
    options,
    shopId,
    codec,
    require,
    clock,
    failure: codec.failure,
    otherShop: (operation, what, otherId) => {
      const detail = `${what} is of shop ${shownId(otherId)}, the configuration names ${shopId ?? "none"}`
      return codec.failure(operation, { _tag: "Configuration", detail })
    },
    order: (operation, argument, orderId) =>
      Effect.gen(function* () {
        const [record] = yield* decode(operation, yield* call(operation, argument))
        if (record === undefined || !isOrder(record)) return yield* codec.failure(operation.name, { _tag: "NotFound" })
        if (record.orderId !== orderId) return yield* codec.failure(operation.name, anotherOrder)
        yield* ofOneShop(record)
        return record
      }),
    rows: (operation, argument) =>
      Effect.gen(function* () {
        const answer = yield* call(operation, argument)
        const beside = yield* codec.read(operation.name, answer, operation.answer)
        const records = yield* decode(operation, answer)
        yield* Effect.forEach(records.filter(isOrder), ofOneShop, { discard: true })
        return { records, beside }
      }),
    answer: (operation, argument) =>
      Effect.flatMap(call(operation, argument), (answer) => codec.read(operation.name, answer, operation.answer))
  }
}

const anotherOrder = {
  _tag: "ResponseDecode",
  pointer: "",
  expected: "the order asked for",
  found: "another",
  position: null
} as const
