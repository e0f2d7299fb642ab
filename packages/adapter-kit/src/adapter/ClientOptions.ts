/** The options that every adapter's client has. */
import type { OperationManifest, Quota } from "@huidan/core"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { defaultRetry } from "../calls/RetryPolicy.ts"
import { isBlank } from "./isBlank.ts"

/**
 * Whether a text is a base URL. What stands before the host, or behind the path, may be a secret, and base URLs stand in
 * the names under which tokens and quotas are kept.
 */
const isBaseUrl = (text: string): boolean => {
  const url = /^https?:\/\//i.test(text) && !/\s/.test(text) ? URL.parse(text) : null
  return url !== null && url.username === "" && url.password === "" && !/[?#]/.test(text)
}

const Address = Schema.String.check(
  Schema.makeFilter(isBaseUrl, {
    expected: "an address that begins with https:// or http://, without a user, a query or a fragment"
  })
)

const isNotBlank = (text: string): boolean => !isBlank(text)
const expected = "text that is not blank"
const Text = Schema.String.check(Schema.makeFilter(isNotBlank, { expected }))

/** A field of an adapter's options: text that is not blank, an id. */
export const textOption = Schema.optionalKey(Text)

/** A field of an adapter's options: a secret, which is text that is not blank, and redacted once it is decoded. */
export const secretOption = Schema.optionalKey(
  Schema.RedactedFromValue(Schema.String).check(
    Schema.makeFilter((secret) => isNotBlank(Redacted.value(secret)), { expected })
  )
)

const Positive = Schema.Finite.check(Schema.isGreaterThan(0))

/** Schema fields to spread into an adapter's own options. */
export const clientOptionFields = {
  /** The platform's address, without a slash at its end. */
  baseUrl: Schema.optionalKey(Address),
  /** Whether `baseUrl` may be plain http to another machine: to a sandbox in a container, to a gateway of a private network. */
  allowHttp: Schema.optionalKey(Schema.Boolean),
  /** Seconds that one request may take. */
  timeLimit: Schema.optionalKey(Positive),
  /** Bytes that an answer may have, as received and as decompressed; 33 554 432 (32 MiB) unless given. */
  answerLimit: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThan(0))),
  /**
   * Entries that a list of an answer may have, its orders and the lines of an order; 1 000 unless given. An answer with a
   * longer one fails as `ResponseDecode`.
   */
  rowLimit: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThan(0))),
  /** Repetitions of a failed request, at most. */
  retries: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10 }))),
  /** Seconds for which a wait that the platform asks for (`Retry-After`) is kept, at most; then a request tries again. */
  longestPause: Schema.optionalKey(Positive),
  /** At most `requests` in `seconds`, instead of what the manifest says. */
  quota: Schema.optionalKey(Schema.Struct({ requests: Schema.Int.check(Schema.isGreaterThan(0)), seconds: Positive })),
  /** What shares the quota with others of the same key; the platform account unless given. */
  quotaKey: textOption
}

export interface ClientOptions {
  readonly baseUrl?: string
  readonly allowHttp?: boolean
  readonly timeLimit?: number
  readonly answerLimit?: number
  readonly rowLimit?: number
  readonly retries?: number
  readonly longestPause?: number
  readonly quota?: { readonly requests: number; readonly seconds: number }
  readonly quotaKey?: string
}

/**
 * Ten times what platforms give at once. An entry without anything in it costs as much as a kilobyte of an honest answer, so
 * that so many of them cost what an honest megabyte costs.
 */
const standardRowLimit = 1_000

/** Entries that a list of an answer may have. */
export const rowLimitOf = ({ rowLimit = standardRowLimit }: ClientOptions): number => rowLimit

/** The quota of an operation as the options configure it: the option `quota` replaces every one that there is. */
export const configuredQuota = ({ quota: declared }: OperationManifest, { quota }: ClientOptions): Quota | null =>
  declared === null || quota === undefined ? declared : { ...quota, source: "the option `quota`", verified: true }

/** What the options change in a pipeline. */
export const pipelineOptions = ({ answerLimit, longestPause, retries, timeLimit }: ClientOptions) => ({
  ...(longestPause === undefined ? {} : { longestPause }),
  ...(timeLimit === undefined ? {} : { timeLimit }),
  ...(answerLimit === undefined ? {} : { answerLimit }),
  ...(retries === undefined ? {} : { retry: { ...defaultRetry, times: retries } })
})

/** A base URL without the slash at its end. */
export const baseUrlOf = (options: ClientOptions, standard: string): string =>
  (options.baseUrl ?? standard).replace(/\/+$/, "")
