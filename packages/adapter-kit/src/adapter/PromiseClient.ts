/** Adapters without Effect: promises, async iterables, `AbortSignal`, plain objects. */
import {
  AdapterError,
  type Cursor,
  type EncodeOptions,
  isQuarantined,
  type OrderAdapter,
  type OrderJson,
  type OrderQuery,
  type OrderRecord,
  type PushAnswer,
  type PushMessage,
  type PushRequest,
  type QuarantinedJson,
  type TradeState
} from "@huidan/core"
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"

/** Options of every call of a client. */
export interface CallOptions {
  /** Aborts the call: its promise rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** Which orders a list has. */
export interface ListOptions extends CallOptions {
  /** Which time `since` and `until` bound. */
  readonly by: "created" | "updated"
  /** Inclusive. */
  readonly since: Date
  /** Exclusive. */
  readonly until: Date
  /** Only orders in these states; all orders unless given. */
  readonly states?: ReadonlyArray<TradeState>
  /** Continues after the page that had this cursor. */
  readonly after?: Cursor
}

/** An order, or a row of the list that could not be read. */
export type OrderResult = { readonly order: OrderJson } | { readonly quarantined: QuarantinedJson }

/** One page of a list. */
export interface OrderResultPage {
  readonly results: ReadonlyArray<OrderResult>
  /** Store it to continue from here: nothing is lost, at most one page is repeated. */
  readonly cursor: Cursor
  /** Whether this is the last page. */
  readonly complete: boolean
}

/** A client with promises. Every promise rejects with an `AdapterError` (see `isAdapterError`) or with the signal's reason. */
export interface OrderClient extends AsyncDisposable {
  /** One order by its number. */
  readonly getOrder: (orderId: string, options?: CallOptions) => Promise<OrderJson>
  /** Orders one by one; a row that could not be read comes in its place. */
  readonly listOrders: (options: ListOptions) => AsyncIterable<OrderResult>
  /** The same page by page, for programs that store a cursor. */
  readonly listOrderPages: (options: ListOptions) => AsyncIterable<OrderResultPage>
  /**
   * Verifies a push, hands each of its messages to `handle`, and gives the answer to send. If `handle` rejects or throws for
   * a message, the others are still handled, the answer has the status 503, and the message is handled again when the
   * platform sends it again. A message that was handled is not handled again. An abort gives the push up: `handle` cannot
   * be stopped, but its message counts as not handled. See `OrderAdapter.receivePush` of `@huidan/core`, and
   * `pushWebHandler`, which also answers in time.
   */
  readonly receivePush: (
    request: PushRequest,
    handle: (message: PushMessage) => PromiseLike<void> | void,
    options?: CallOptions
  ) => Promise<PushAnswer>
  /** Ends the client: later calls reject. */
  readonly close: () => Promise<void>
}

/** Calls the client's adapter; the promise rejects like those of `OrderClient`. */
export type CallAdapter<A extends OrderAdapter> = <B>(
  use: (adapter: A) => Effect.Effect<B, AdapterError>,
  options?: CallOptions
) => Promise<B>

/**
 * A promise client of any adapter. `encoding` says what its plain objects show, `more` which calls it has beyond the
 * contract.
 */
export const makePromiseClient = <A extends OrderAdapter, More extends object>(
  make: Effect.Effect<A, AdapterError, Scope.Scope>,
  encoding: EncodeOptions,
  more: (call: CallAdapter<A>) => More
): OrderClient & More => {
  const Adapter = Context.Service<A>("@huidan/adapter-kit/PromiseClient/Adapter")
  const runtime = ManagedRuntime.make(Layer.effect(Adapter, make))
  let closed = false
  const run: CallAdapter<A> = (use, options) =>
    (closed
      ? Promise.reject(clientClosed())
      : runtime.runPromise(Adapter.use(use), options?.signal === undefined ? {} : { signal: options.signal })
    ).catch((error: unknown) => Promise.reject(options?.signal?.aborted === true ? options.signal.reason : error))

  async function* pages(options: ListOptions): AsyncGenerator<OrderResultPage> {
    if (closed) throw clientClosed()
    const context = await runtime.context()
    const stream = Stream.unwrap(
      Adapter.use((adapter) =>
        Effect.map(queryOf(adapter, options), (query) =>
          Stream.map(
            adapter.listOrders(query),
            ({ complete, cursor, records }): OrderResultPage => ({
              results: records.map((record) => resultOf(adapter, record, encoding)),
              cursor,
              complete
            })
          )
        )
      )
    )
    const { signal } = options
    const stoppable = signal === undefined ? stream : Stream.interruptWhen(stream, aborted(signal))
    yield* Stream.toAsyncIterableWith(stoppable, context)
  }
  async function* orders(options: ListOptions): AsyncGenerator<OrderResult> {
    for await (const page of pages(options)) yield* page.results
  }

  const close = (): Promise<void> => {
    closed = true
    return runtime.dispose()
  }
  return {
    ...more(run),
    getOrder: (orderId, options) =>
      run((adapter) => Effect.map(adapter.getOrder(orderId), (order) => adapter.encode(order, encoding)), options),
    listOrders: (options) => ({ [Symbol.asyncIterator]: () => orders(options) }),
    listOrderPages: (options) => ({ [Symbol.asyncIterator]: () => pages(options) }),
    receivePush: (request, handle, options) =>
      run(
        (adapter) =>
          typeof handle === "function"
            ? adapter.receivePush(request, (message) => Effect.promise(async () => handle(message)))
            : Effect.fail(invalid(adapter, "`receivePush` takes a function that handles the messages")),
        options
      ),
    close,
    [Symbol.asyncDispose]: close
  }
}

const clientClosed = (): AdapterError =>
  new AdapterError({
    platform: "-",
    reason: { _tag: "Configuration", detail: "the client is closed" }
  })

const invalid = (adapter: OrderAdapter, detail: string): AdapterError =>
  new AdapterError({ platform: adapter.manifest.platform, reason: { _tag: "InvalidRequest", detail } })

const resultOf = (adapter: OrderAdapter, record: OrderRecord, encoding: EncodeOptions): OrderResult =>
  isQuarantined(record)
    ? { quarantined: adapter.encodeQuarantined(record, encoding) }
    : { order: adapter.encode(record, encoding) }

/** Fails with the signal's reason once it is aborted. */
const aborted = (signal: AbortSignal): Effect.Effect<never, unknown> =>
  Effect.callback((resume) => {
    const stop = () => resume(Effect.fail<unknown>(signal.reason))
    if (signal.aborted) return stop()
    signal.addEventListener("abort", stop, { once: true })
    return Effect.sync(() => signal.removeEventListener("abort", stop))
  })

const queryOf = (adapter: OrderAdapter, options: ListOptions): Effect.Effect<OrderQuery, AdapterError> => {
  const since = DateTime.make(options.since)
  const until = DateTime.make(options.until)
  if (Option.isNone(since) || Option.isNone(until)) {
    return Effect.fail(invalid(adapter, "`since` and `until` must be valid dates"))
  }
  return Effect.succeed({
    by: options.by,
    since: DateTime.toUtc(since.value),
    until: DateTime.toUtc(until.value),
    ...(options.states === undefined ? {} : { states: options.states }),
    ...(options.after === undefined ? {} : { after: options.after })
  })
}
