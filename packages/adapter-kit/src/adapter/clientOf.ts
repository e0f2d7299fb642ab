import type { AdapterError, AdapterManifest, EncodeOptions, OrderAdapter } from "@huidan/core"
import { schemaProblems } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { isPromiseTokenStore, serviceOf } from "../account/PromiseTokenStore.ts"
import { TokenStore } from "../account/TokenStore.ts"
import { withFetch } from "../calls/HttpExchange.ts"
import { isPromisePushLog, pushLogOf } from "../push/PromisePushLog.ts"
import { PushLog } from "../push/PushLog.ts"
import type { AdapterDefinition, ClientInput, OptionsSchema } from "./AdapterDefinition.ts"
import type { ClientLogger } from "./ClientLogger.ts"
import type { Opened } from "./Opened.ts"
import { makePromiseClient, type OrderClient } from "./PromiseClient.ts"
import { readOptions, wrongOptions } from "./readOptions.ts"

/** What a promise client takes beside the options of its adapter. */
const ClientParts = Schema.Struct({
  reveal: Schema.optional(Schema.Boolean),
  raw: Schema.optional(Schema.Literals(["omit", "masked", "full"])),
  fetch: Schema.optional(
    Schema.declare((value): value is typeof globalThis.fetch => typeof value === "function", {
      expected: "a function like the global fetch"
    })
  ),
  tokenStore: Schema.optional(Schema.declare(isPromiseTokenStore, { expected: "an object with `get` and `set`" })),
  pushLog: Schema.optional(
    Schema.declare(isPromisePushLog, { expected: "an object with `claim`, `done` and `release`" })
  ),
  logger: Schema.optional(
    Schema.declare((value): value is ClientLogger => typeof value === "function", { expected: "a function" })
  )
})
type ClientParts = typeof ClientParts.Type

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
    const { options, parts, problems } = partsOf(input)
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
        parts.tokenStore === undefined ? unchanged : Effect.provideService(TokenStore, serviceOf(parts.tokenStore)),
        parts.pushLog === undefined ? unchanged : Effect.provideService(PushLog, pushLogOf(parts.pushLog))
      ),
      encoding,
      logger: parts.logger ?? null,
      more: definition.client ?? (() => ({}) as More)
    })
  }

const unchanged = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => self

/** What is the client's own, and the options of its adapter, whatever was passed in. */
const partsOf = (
  input: unknown
): { readonly parts: ClientParts; readonly problems: ReadonlyArray<string>; readonly options: unknown } => {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return { parts: {}, problems: [], options: input }
  }
  const copied = Result.try(() => Object.entries(input))
  if (Result.isFailure(copied)) return { parts: {}, problems: ["the options cannot be read"], options: {} }
  const isPart = ([name]: readonly [string, unknown]): boolean => partNames.includes(name)
  const decoded = Schema.decodeUnknownResult(ClientParts, { errors: "all" })(
    Object.fromEntries(copied.success.filter(isPart))
  )
  const options = Object.fromEntries(copied.success.filter((entry) => !isPart(entry)))
  return Result.isSuccess(decoded)
    ? { parts: decoded.success, problems: [], options }
    : { parts: {}, problems: schemaProblems(decoded.failure.issue), options }
}
