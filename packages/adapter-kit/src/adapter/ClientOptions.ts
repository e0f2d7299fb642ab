/** The options that every adapter's client has. */
import type { OperationManifest, Quota } from "@huidan/core"
import * as Schema from "effect/Schema"
import { defaultRetry } from "../calls/RetryPolicy.ts"

const Address = Schema.String.check(
  Schema.isPattern(/^https?:\/\/[^\s]+$/, { expected: "an address that begins with https:// or http://" })
)
const Positive = Schema.Finite.check(Schema.isGreaterThan(0))

/** Schema fields to spread into an adapter's own options. */
export const clientOptionFields = {
  /** The platform's address, without a slash at its end. */
  baseUrl: Schema.optionalKey(Address),
  /** Seconds that one request may take. */
  timeLimit: Schema.optionalKey(Positive),
  /** Repetitions of a failed request, at most. */
  retries: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10 }))),
  /** At most `requests` in `seconds`, instead of what the manifest says. */
  quota: Schema.optionalKey(Schema.Struct({ requests: Schema.Int.check(Schema.isGreaterThan(0)), seconds: Positive })),
  /** What shares the quota with others of the same key; the platform account unless given. */
  quotaKey: Schema.optionalKey(Schema.NonEmptyString)
}

export interface ClientOptions {
  readonly baseUrl?: string
  readonly timeLimit?: number
  readonly retries?: number
  readonly quota?: { readonly requests: number; readonly seconds: number }
  readonly quotaKey?: string
}

/** The quota of an operation as the options configure it: the option `quota` replaces every one that there is. */
export const configuredQuota = ({ quota: declared }: OperationManifest, { quota }: ClientOptions): Quota | null =>
  declared === null || quota === undefined ? declared : { ...quota, source: "the option `quota`", verified: true }

/** What the options change in a pipeline. */
export const pipelineOptions = ({ retries, timeLimit }: ClientOptions) => ({
  ...(timeLimit === undefined ? {} : { timeLimit }),
  ...(retries === undefined ? {} : { retry: { ...defaultRetry, times: retries } })
})

/** A base URL without the slash at its end. */
export const baseUrlOf = (options: ClientOptions, standard: string): string =>
  (options.baseUrl ?? standard).replace(/\/+$/, "")
