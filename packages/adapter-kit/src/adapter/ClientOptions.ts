/** The options that every adapter's client has. */
import { AdapterError, type AdapterManifest, type Quota } from "@huidan/core"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { defaultRetry } from "../calls/RequestPipeline.ts"

const Positive = Schema.Finite.check(Schema.isGreaterThan(0))

/** Schema fields to spread into an adapter's own options. */
export const clientOptionFields = {
  /** The platform's address, without a slash at its end. */
  baseUrl: Schema.optionalKey(Schema.String.check(Schema.isPattern(/^https?:\/\/[^\s]+$/))),
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

/** What the options change in a pipeline; `operations` are those that the option `quota` speaks of. */
export const pipelineOptions = (options: ClientOptions, operations: ReadonlyArray<string>) => {
  const { quota } = options
  const quotas: Readonly<Record<string, Quota>> =
    quota === undefined
      ? {}
      : Object.fromEntries(
          operations.map((operation) => [operation, { ...quota, source: "the option `quota`", verified: true }])
        )
  return {
    quotas,
    address: options.baseUrl ?? "",
    ...(options.timeLimit === undefined ? {} : { timeLimit: options.timeLimit }),
    ...(options.retries === undefined ? {} : { retry: { ...defaultRetry, times: options.retries } })
  }
}

/** A base URL without the slash at its end. */
export const baseUrlOf = (options: ClientOptions, standard: string): string =>
  (options.baseUrl ?? standard).replace(/\/+$/, "")

/** An option that the first call needs. */
export const requireOption = <A extends string | Redacted.Redacted<string>>(
  manifest: AdapterManifest,
  shop: string | null,
  name: string,
  value: A | undefined
): Effect.Effect<A, AdapterError> =>
  value === undefined
    ? Effect.fail(
        new AdapterError({
          platform: manifest.platform,
          shop,
          operation: null,
          reason: { _tag: "Configuration", detail: missing(manifest, name) },
          answer: null
        })
      )
    : Effect.succeed(value)

const missing = (manifest: AdapterManifest, name: string): string =>
  manifest.secrets.includes(name)
    ? `the secret \`${name}\` is missing: set it in the environment as ${manifest.platform.toUpperCase()}_${name.replace(/[A-Z]/g, "_$&").toUpperCase()}`
    : `the option \`${name}\` is missing`
