/** Adapters without Effect: promises, async iterables, `AbortSignal`, plain objects. */
import {
  type AdapterError,
  type AdapterManifest,
  type Cursor,
  type EncodeOptions,
  isQuarantined,
  type OrderAdapter,
  type OrderJson,
  type OrderRecord,
  type PushAnswer,
  type PushMessage,
  type PushRequest,
  type QuarantinedJson,
  type TradeState
} from "@huidan/core"
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Stream from "effect/Stream"
import { type ClientLogger, layerLogger } from "./ClientLogger.ts"
import { aborted, clientClosed, invalidArgument, optionsOfCall, queryOf, rejectionOf } from "./callArguments.ts"
import type { Opened } from "./Opened.ts"

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
  /** Exclusive; not before `since`. */
  readonly until: Date
  /** Only orders in these states; all orders unless given. */
  readonly states?: ReadonlyArray<TradeState>
  /**
   * Continues after the page that had this cursor; `by` and `states` must be those of its list. After the last page of a
   * list it goes on from `settledUntil` to this `until`.
   */
  readonly after?: Cursor
}

/** An order, or a row of the list that could not be read. */
export type OrderResult = { readonly order: OrderJson } | { readonly quarantined: QuarantinedJson }

/** One page of a list. */
export interface OrderResultPage {
  readonly results: ReadonlyArray<OrderResult>
  /** Store it to continue from here: nothing is lost, at most one page is repeated. */
  readonly cursor: Cursor
  /** Every order whose time is in [`since`, `settledUntil`) was given by this page or one before it. */
  readonly settledUntil: Date
  /** Whether this is the last page of this reading. How far it is right, `settledUntil` says. */
  readonly complete: boolean
}

/**
 * A client with promises. Every promise rejects with an `AdapterError` (see `isAdapterError`) or with the signal's reason,
 * whatever was passed in. What no call can have (a number that is no text, `since` after `until`) rejects with
 * `InvalidRequest`.
 */
export interface OrderClient extends AsyncDisposable {
  /**
   * Resolves if the client has everything that each of its calls needs. Otherwise rejects with `Configuration`, which names
   * all options that are missing or wrong: call it when the program starts. Sends no request.
   */
  readonly ready: (options?: CallOptions) => Promise<void>
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
  /**
   * Ends the client. Calls in flight, lists that are being read and later calls reject with `Configuration`. A token that
   * could not be stored because the token store was out of reach is stored, if it answers now.
   */
  readonly close: () => Promise<void>
}

/** Calls the client's adapter; the promise rejects like those of `OrderClient`. */
export type CallAdapter<A extends OrderAdapter> = <B>(
  use: (adapter: A) => Effect.Effect<B, AdapterError>,
  options?: CallOptions
) => Promise<B>

/** What a promise client is made of. */
export interface ClientParts<A extends OrderAdapter, More extends object> {
  readonly manifest: AdapterManifest
  readonly open: Effect.Effect<Opened<A>, AdapterError>
  /** What the client's plain objects show. */
  readonly encoding: EncodeOptions
  /** Where the client's log goes; `null`: to the console. */
  readonly logger: ClientLogger | null
  /** The calls that it has beyond the contract. */
  readonly more: (call: CallAdapter<A>) => More
}

/** A promise client of any adapter. */
export const makePromiseClient = <A extends OrderAdapter, More extends object>({
  encoding,
  logger,
  manifest,
  more,
  open
}: ClientParts<A, More>): OrderClient & More => {
  const Shop = Context.Service<Opened<A>>("@huidan/adapter-kit/PromiseClient/Shop")
  const shop = Layer.effect(
    Shop,
    Effect.acquireRelease(open, ({ ending }) => ending)
  )
  const runtime = ManagedRuntime.make(
    logger === null ? shop : Layer.provideMerge(shop, layerLogger(manifest.platform, logger))
  )
  const closing = Deferred.makeUnsafe<never, AdapterError>()
  const closedError = clientClosed(manifest)
  let closed = false

  const runOpened = async <B>(
    use: (opened: Opened<A>) => Effect.Effect<B, AdapterError>,
    options: CallOptions | undefined
  ): Promise<B> => {
    let signal: AbortSignal | undefined
    try {
      signal = optionsOfCall(manifest, options)
      signal?.throwIfAborted()
      if (closed) throw closedError
      return await runtime.runPromise(Shop.use(use), signal === undefined ? {} : { signal })
    } catch (error) {
      throw rejectionOf(manifest, error, signal, closed ? closedError : null)
    }
  }
  const run: CallAdapter<A> = (use, options) => runOpened(({ adapter }) => use(adapter), options)

  async function* pages(options: ListOptions): AsyncGenerator<OrderResultPage> {
    let signal: AbortSignal | undefined
    try {
      signal = optionsOfCall(manifest, options)
      signal?.throwIfAborted()
      if (closed) throw closedError
      const context = await runtime.context()
      const stream = Stream.unwrap(
        Shop.useSync(({ adapter }) =>
          Stream.map(
            Stream.unwrap(Effect.map(queryOf(manifest, options), adapter.listOrders)),
            ({ complete, cursor, records, settledUntil }): OrderResultPage => ({
              results: records.map((record) => resultOf(adapter, record, encoding)),
              cursor,
              settledUntil: DateTime.toDateUtc(settledUntil),
              complete
            })
          )
        )
      )
      const untilClosed = Stream.interruptWhen(stream, Deferred.await(closing))
      const stoppable = signal === undefined ? untilClosed : Stream.interruptWhen(untilClosed, aborted(signal))
      yield* Stream.toAsyncIterableWith(stoppable, context)
    } catch (error) {
      throw rejectionOf(manifest, error, signal, closed ? closedError : null)
    }
  }
  async function* orders(options: ListOptions): AsyncGenerator<OrderResult> {
    for await (const page of pages(options)) yield* page.results
  }

  const close = (): Promise<void> => {
    closed = true
    Deferred.doneUnsafe(closing, Effect.fail(closedError))
    return runtime.dispose()
  }
  return {
    ...more(run),
    ready: (options) => runOpened(({ lacking }) => (lacking === null ? Effect.void : Effect.fail(lacking)), options),
    getOrder: (orderId, options) =>
      run((adapter) => Effect.map(adapter.getOrder(orderId), (order) => adapter.encode(order, encoding)), options),
    listOrders: (options) => ({ [Symbol.asyncIterator]: () => orders(options) }),
    listOrderPages: (options) => ({ [Symbol.asyncIterator]: () => pages(options) }),
    receivePush: (request, handle, options) =>
      run(
        (adapter) =>
          typeof handle === "function"
            ? adapter.receivePush(request, (message) => Effect.promise(async () => handle(message)))
            : Effect.fail(invalidArgument(manifest, "`receivePush` takes a function that handles the messages")),
        options
      ),
    close,
    [Symbol.asyncDispose]: close
  }
}

const resultOf = (adapter: OrderAdapter, record: OrderRecord, encoding: EncodeOptions): OrderResult =>
  isQuarantined(record)
    ? { quarantined: adapter.encodeQuarantined(record, encoding) }
    : { order: adapter.encode(record, encoding) }
