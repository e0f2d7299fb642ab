/** Adapters for people without Effect: promises, async iterables, `AbortSignal`, plain objects. */
import type {
  AdapterError,
  EncodeOptions,
  OrderAdapter,
  OrderJson,
  PushDelivery,
  PushRequest,
  QuarantinedJson,
  TradeState
} from "@huidan/core"
import { isQuarantined } from "@huidan/core"
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"

export interface CallOptions {
  readonly signal?: AbortSignal
}

export interface ListOptions extends CallOptions {
  readonly by: "created" | "updated"
  readonly since: Date
  readonly until: Date
  readonly states?: ReadonlyArray<TradeState>
}

export type OrderResult = { readonly order: OrderJson } | { readonly quarantined: QuarantinedJson }

/** Every promise rejects with an `AdapterError` (see `isAdapterError`), or with the signal's reason. */
export interface OrderClient extends AsyncDisposable {
  readonly getOrder: (orderId: string, options?: CallOptions) => Promise<OrderJson>
  /** Orders as they come, and the rows that could not be read at their place. */
  readonly listOrders: (options: ListOptions) => AsyncIterable<OrderResult>
  readonly receivePush: (request: PushRequest, options?: CallOptions) => Promise<PushDelivery>
  readonly close: () => Promise<void>
}

class Adapter extends Context.Service<Adapter, OrderAdapter>()("@huidan/adapter-kit/PromiseClient/Adapter") {}

/** What the plain objects show: nothing private and no raw answer, unless asked for. */
export const defaultEncoding: EncodeOptions = { reveal: false, raw: "omit" }

/** A promise client of any adapter. */
export const makePromiseClient = (
  make: Effect.Effect<OrderAdapter, AdapterError, Scope.Scope>,
  encoding: EncodeOptions = defaultEncoding
): OrderClient => {
  const runtime = ManagedRuntime.make(Layer.effect(Adapter, make))
  const run = <A>(use: (adapter: OrderAdapter) => Effect.Effect<A, AdapterError>, options?: CallOptions): Promise<A> =>
    runtime
      .runPromise(Adapter.use(use), options?.signal === undefined ? {} : { signal: options.signal })
      .catch((error: unknown) => Promise.reject(options?.signal?.aborted === true ? options.signal.reason : error))
  async function* list(options: ListOptions): AsyncGenerator<OrderResult> {
    const context = await runtime.context()
    const orders = Stream.unwrap(
      Adapter.use((adapter) =>
        Effect.succeed(
          Stream.flatMap(adapter.listOrders(queryOf(options)), (page) =>
            Stream.fromIterable(
              page.records.map(
                (record): OrderResult =>
                  isQuarantined(record)
                    ? { quarantined: adapter.encodeQuarantined(record, encoding) }
                    : { order: adapter.encode(record, encoding) }
              )
            )
          )
        )
      )
    )
    for await (const result of Stream.toAsyncIterableWith(orders, context)) {
      options.signal?.throwIfAborted()
      yield result
    }
  }
  const close = (): Promise<void> => runtime.dispose()
  return {
    getOrder: (orderId, options) =>
      run((adapter) => Effect.map(adapter.getOrder(orderId), (order) => adapter.encode(order, encoding)), options),
    listOrders: (options) => ({ [Symbol.asyncIterator]: () => list(options) }),
    receivePush: (request, options) => run((adapter) => adapter.receivePush(request), options),
    close,
    [Symbol.asyncDispose]: close
  }
}

const queryOf = (options: ListOptions) => ({
  by: options.by,
  since: DateTime.fromDateUnsafe(options.since),
  until: DateTime.fromDateUnsafe(options.until),
  ...(options.states === undefined ? {} : { states: options.states })
})
