import type { AdapterError, AdapterManifest, EncodeOptions, OrderAdapter } from "@huidan/core"
import { schemaProblems } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { isPromiseTokenStore, serviceOf } from "../account/PromiseTokenStore.ts"
import { TokenStore, type TokenStoreService } from "../account/TokenStore.ts"
import { withFetch } from "../calls/HttpExchange.ts"
import { isPromisePushLog, pushLogOf } from "../push/PromisePushLog.ts"
import { PushLog, type PushLogService } from "../push/PushLog.ts"
import type { AdapterDefinition, ClientInput, OptionsSchema } from "./AdapterDefinition.ts"
import type { ClientLogger } from "./ClientLogger.ts"
import type { Opened } from "./Opened.ts"
import { makePromiseClient, type OrderClient } from "./PromiseClient.ts"
import { readOptions, wrongOptions } from "./readOptions.ts"

/** The same check, for objects that may throw when they are read: they are not what is expected. */
const readable =
  <A>(is: (value: unknown) => value is A) =>
  (value: unknown): value is A =>
    Result.getOrElse(
      Result.try(() => is(value)),
      () => false
    )

/** What a promise client takes beside the options of its adapter. */
const ClientParts = Schema.Struct({
  reveal: Schema.optional(Schema.Boolean),
  raw: Schema.optional(Schema.Literals(["omit", "masked", "full"])),
  fetch: Schema.optional(
    Schema.declare((value): value is typeof globalThis.fetch => typeof value === "function", {
      expected: "a function like the global fetch"
    })
  ),
  tokenStore: Schema.optional(
    Schema.declare(readable(isPromiseTokenStore), { expected: "an object with `get` and `set`" })
  ),
  pushLog: Schema.optional(
    Schema.declare(readable(isPromisePushLog), { expected: "an object with `claim`, `done` and `release`" })
  ),
  logger: Schema.optional(
    Schema.declare((value): value is ClientLogger => typeof value === "function", { expected: "a function" })
  )
})
type ClientParts = typeof ClientParts.Type

const decodeParts = Schema.decodeUnknownResult(ClientParts, { errors: "all" })
const partNames = Object.keys(ClientParts.fields)

/** How an adapter becomes a promise client. Nothing here throws, whatever is passed in: calls reject. */
export const clientOf =
  <
    Options extends OptionsSchema,
    Self,
    Adapter extends OrderAdapter,
    Manifest extends AdapterManifest,
    More extends object
  >(
    definition: AdapterDefinition<Options, Self, Adapter, Manifest, More>,
    open: (options: Options["Type"], prefix: string) => Effect.Effect<Opened<Adapter>, AdapterError>,
    prefix: string
  ) =>
  (input: ClientInput<Options, Manifest>): OrderClient & More => {
    const { manifest, Options } = definition
    const { options, parts, problems, pushes, tokens } = givenIn(input)
    const opened = Effect.gen(function* () {
      const read = yield* Effect.result(readOptions({ manifest, schema: Options, prefix }, options))
      if (Result.isFailure(read)) return yield* wrongOptions(manifest, [...problems, ...read.failure])
      if (problems.length > 0) return yield* wrongOptions(manifest, problems)
      return yield* open(read.success, prefix)
    })
    const encoding: EncodeOptions = { reveal: parts.reveal ?? false, raw: parts.raw ?? "omit" }
    return makePromiseClient({
      manifest,
      open: opened.pipe(
        parts.fetch === undefined ? unchanged : withFetch(parts.fetch),
        tokens === null ? unchanged : Effect.provideService(TokenStore, tokens),
        pushes === null ? unchanged : Effect.provideService(PushLog, pushes)
      ),
      encoding,
      logger: parts.logger ?? null,
      more: definition.client ?? (() => ({}) as More)
    })
  }

const unchanged = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => self

/** What is the client's own, and the options of its adapter. */
interface Given {
  readonly parts: ClientParts
  readonly tokens: TokenStoreService | null
  readonly pushes: PushLogService | null
  readonly problems: ReadonlyArray<string>
  readonly options: unknown
}

const nothing: Given = { parts: {}, tokens: null, pushes: null, problems: [], options: {} }

/** Whatever was passed in: an object may throw when it is read, so each part is read here, once. */
const givenIn = (input: unknown): Given =>
  Result.getOrElse(
    Result.try(() => readGiven(input)),
    () => ({ ...nothing, problems: ["the options cannot be read"] })
  )

const readGiven = (input: unknown): Given => {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return { ...nothing, options: input }
  const entries = Object.entries(input)
  const isPart = ([name]: readonly [string, unknown]): boolean => partNames.includes(name)
  const options = Object.fromEntries(entries.filter((entry) => !isPart(entry)))
  const decoded = decodeParts(Object.fromEntries(entries.filter(isPart)))
  if (Result.isFailure(decoded)) return { ...nothing, problems: schemaProblems(decoded.failure.issue), options }
  const { pushLog, tokenStore } = decoded.success
  return {
    parts: decoded.success,
    tokens: tokenStore === undefined ? null : serviceOf(tokenStore),
    pushes: pushLog === undefined ? null : pushLogOf(pushLog),
    problems: [],
    options
  }
}
