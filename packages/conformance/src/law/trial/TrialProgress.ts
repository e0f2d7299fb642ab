/** What the running trial is doing, so that a trial that does not end can be ended, and says where it was. */
import type { OrderAdapter } from "@huidan/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Stream from "effect/Stream"

/** A trial sends at most so many requests. */
const mostRequests = 10_000

/** A trial reads at most so many pages, which may come without requests. */
const mostPages = 10_000

/** A call of the adapter that has not ended. */
interface RunningCall {
  /** `getOrder`, or `decode order.detail` for what is called with an operation. */
  readonly name: string
  /** Virtual time, in unix milliseconds. */
  readonly since: number
}

export class TrialProgress {
  readonly #calls = new Set<RunningCall>()
  readonly #onCalls: (calls: string) => void
  #requests = 0
  #pages = 0
  /** Virtual time, in unix milliseconds. Constant in trials without virtual time. */
  now: () => number = () => 0
  /** Ends the trial with a breach. Does nothing outside of a trial. */
  giveUp: (message: string) => void = () => {}

  /** `onCalls` gets the names of the running calls whenever they change. */
  constructor(onCalls: (calls: string) => void) {
    this.#onCalls = onCalls
  }

  /** The running calls in words, for messages. */
  get calls(): string {
    const names = [...new Set([...this.#calls].map(({ name }) => name))]
    return names.length === 0 ? "no call of the adapter" : names.join(", ")
  }

  /** Notes that a call begins. The returned function notes its end. */
  begin(name: string): () => void {
    const call = { name, since: this.now() }
    this.#calls.add(call)
    this.#onCalls(this.calls)
    return () => {
      this.#calls.delete(call)
      this.#onCalls(this.calls)
    }
  }

  /** The running call that began first; `undefined` if none is running. */
  get oldest(): RunningCall | undefined {
    return [...this.#calls].toSorted((one, other) => one.since - other.since)[0]
  }

  /** Counts a request. The one after the last allowed one ends the trial; `false` for it and all later ones. */
  countRequest(): boolean {
    this.#requests += 1
    if (this.#requests <= mostRequests) return true
    this.giveUp(`the trial has sent ${mostRequests} requests and goes on (running: ${this.calls})`)
    return false
  }

  /** Counts a page of a list, as requests are counted. */
  countPage(): boolean {
    this.#pages += 1
    if (this.#pages <= mostPages) return true
    this.giveUp(`the trial has read ${mostPages} pages and goes on (running: ${this.calls})`)
    return false
  }
}

/** The progress of the trial that a fiber runs in. */
export const CurrentTrial = Context.Reference<TrialProgress>("@huidan/conformance/CurrentTrial", {
  defaultValue: () => new TrialProgress(() => {})
})

/** Notes what an effect adds to the scope as a running call, while the scope closes. */
export const withNotedClosing = <A, E, R>(progress: TrialProgress, self: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    let end = () => {}
    yield* Effect.addFinalizer(() => Effect.sync(() => end()))
    const made = yield* self
    yield* Effect.addFinalizer(() =>
      Effect.sync(() => {
        end = progress.begin("closing")
      })
    )
    return made
  })

/** Notes an effect as a running call. */
export const asCall = <A, E, R>(
  progress: TrialProgress,
  name: string,
  self: Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> =>
  Effect.suspend(() => {
    const end = progress.begin(name)
    return Effect.ensuring(self, Effect.sync(end))
  })

/** The adapter, with every call noted while it runs. */
export const withNotedCalls = (adapter: OrderAdapter, progress: TrialProgress): OrderAdapter => {
  const sync = <A>(name: string, call: () => A): A => {
    const end = progress.begin(name)
    try {
      return call()
    } finally {
      end()
    }
  }
  const { decodeRow, explainRow } = adapter
  const decodesRows: Pick<OrderAdapter, "decodeRow"> =
    decodeRow === undefined
      ? {}
      : {
          decodeRow: (operation, row, rawNumbers, askedAt) =>
            asCall(
              progress,
              `decodeRow ${operation}`,
              Effect.suspend(() => decodeRow(operation, row, rawNumbers, askedAt))
            )
        }
  const explainsRows: Pick<OrderAdapter, "explainRow"> =
    explainRow === undefined
      ? {}
      : {
          explainRow: (operation, row, rawNumbers) =>
            asCall(
              progress,
              `explainRow ${operation}`,
              Effect.suspend(() => explainRow(operation, row, rawNumbers))
            )
        }
  return {
    ...adapter,
    getOrder: (orderId) =>
      asCall(
        progress,
        "getOrder",
        Effect.suspend(() => adapter.getOrder(orderId))
      ),
    listOrders: (query) =>
      Stream.suspend(() => {
        const end = progress.begin("listOrders")
        return adapter.listOrders(query).pipe(
          Stream.tap(() => Effect.suspend(() => (progress.countPage() ? Effect.void : Effect.never))),
          Stream.ensuring(Effect.sync(end))
        )
      }),
    receivePush: (request, handle) =>
      asCall(
        progress,
        "receivePush",
        Effect.suspend(() => adapter.receivePush(request, handle))
      ),
    decode: (operation, body) =>
      asCall(
        progress,
        `decode ${operation}`,
        Effect.suspend(() => adapter.decode(operation, body))
      ),
    ...decodesRows,
    explain: (operation, body) =>
      asCall(
        progress,
        `explain ${operation}`,
        Effect.suspend(() => adapter.explain(operation, body))
      ),
    ...explainsRows,
    encode: (order, options) => sync("encode", () => adapter.encode(order, options)),
    encodeQuarantined: (row, options) => sync("encodeQuarantined", () => adapter.encodeQuarantined(row, options))
  }
}

/** The client, with every request counted. After the last allowed request of a trial it does not answer any more. */
export const withCountedRequests = (client: HttpClient.HttpClient, progress: TrialProgress): HttpClient.HttpClient =>
  HttpClient.mapRequestEffect(client, (request) =>
    Effect.suspend(() => (progress.countRequest() ? Effect.succeed(request) : Effect.never))
  )
