/** What the caller of a promise client passes in, and what its promises reject with. */
import {
  AdapterError,
  type AdapterErrorReason,
  type AdapterManifest,
  isAdapterError,
  type OrderQuery
} from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"

const errorOf = ({ platform }: AdapterManifest, reason: AdapterErrorReason): AdapterError =>
  new AdapterError({ platform, reason })

export const clientClosed = (manifest: AdapterManifest): AdapterError =>
  errorOf(manifest, { _tag: "Configuration", detail: "the client is closed" })

export const invalidArgument = (manifest: AdapterManifest, detail: string): AdapterError =>
  errorOf(manifest, { _tag: "InvalidRequest", detail })

/** The signal of a call's options. Throws an `AdapterError` if they are none. */
export const optionsOfCall = (manifest: AdapterManifest, options: unknown): AbortSignal | undefined => {
  const signal: unknown = Reflect.get(Object(options ?? {}), "signal")
  if (signal === undefined || signal === null) return undefined
  if (isAbortSignal(signal)) return signal
  throw invalidArgument(manifest, "`signal` is not an AbortSignal")
}

/** A signal may be of another realm or of a library, which `instanceof` does not know. */
const isAbortSignal = (value: unknown): value is AbortSignal =>
  typeof value === "object" &&
  value !== null &&
  typeof Reflect.get(value, "aborted") === "boolean" &&
  typeof Reflect.get(value, "addEventListener") === "function" &&
  typeof Reflect.get(value, "removeEventListener") === "function"

/** Fails with the signal's reason once it is aborted. */
export const aborted = (signal: AbortSignal): Effect.Effect<never, unknown> =>
  Effect.callback((resume) => {
    const stop = () => resume(Effect.fail<unknown>(signal.reason))
    if (signal.aborted) return stop()
    signal.addEventListener("abort", stop, { once: true })
    return Effect.sync(() => signal.removeEventListener("abort", stop))
  })

/** The query of a list's options, with its dates as instants. The adapter checks the rest. */
export const queryOf = (manifest: AdapterManifest, options: unknown): Effect.Effect<OrderQuery, AdapterError> => {
  const { after, by, since, states, until } = Object(options)
  const [first, last] = [instantOf(since), instantOf(until)]
  if (first === null || last === null) {
    return Effect.fail(invalidArgument(manifest, "`since` and `until` must be valid dates"))
  }
  return Effect.succeed({
    by,
    since: first,
    until: last,
    ...(states === undefined ? {} : { states }),
    ...(after === undefined ? {} : { after })
  })
}

/** Texts and numbers are no dates: which moment they mean would depend on the machine's time zone, or on their unit. */
const instantOf = (date: unknown): DateTime.Utc | null =>
  Object.prototype.toString.call(date) === "[object Date]"
    ? Option.getOrNull(Option.map(DateTime.make(new Date(Number(date))), DateTime.toUtc))
    : null

/** What a promise rejects with: the signal's reason, or an `AdapterError`. */
export const rejectionOf = (
  manifest: AdapterManifest,
  error: unknown,
  signal: AbortSignal | undefined,
  closed: AdapterError | null
): unknown => {
  if (signal?.aborted === true) return signal.reason
  if (isAdapterError(error)) return error
  return closed ?? unexpected(manifest, error)
}

/** A mistake in the adapter, or in a function that was given to it. Its message may hold anything, so only its name is told. */
const unexpected = (manifest: AdapterManifest, error: unknown): AdapterError => {
  const name = error instanceof Error ? error.name : typeof error
  const detail = `${manifest.package} cannot make this call: it failed with an unexpected ${name}`
  return invalidArgument(manifest, detail)
}
