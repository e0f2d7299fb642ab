/** The API of the console, as the page calls it. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpApiClient from "effect/http-api/HttpApiClient"
import * as ManagedRuntime from "effect/ManagedRuntime"
import { csrfHeader } from "../../api/access.ts"
import { ConsoleApi } from "../../api/ConsoleApi.ts"

/** What proves that a request comes from this page. It is known once somebody is logged in. */
let csrf: string | null = null

/** Keeps what the session says must be sent with requests that change something. */
export const keepCsrf = (token: string | null): void => {
  csrf = token
}

const runtime = ManagedRuntime.make(FetchHttpClient.layer)

const makeClient = HttpApiClient.make(ConsoleApi, {
  transformClient: HttpClient.mapRequest((request) =>
    csrf === null ? request : HttpClientRequest.setHeader(request, csrfHeader, csrf)
  )
})

/** The methods of the API, group by group. */
export type Client = Effect.Success<typeof makeClient>

const client = Effect.runSync(Effect.cached(makeClient))

/** Runs what uses the API, and fails with the error itself, which TanStack Query keeps. */
export const call = async <Value, Fault>(
  use: (client: Client) => Effect.Effect<Value, Fault>,
  signal?: AbortSignal
): Promise<Value> => {
  const exit = await runtime.runPromiseExit(Effect.flatMap(client, use), signal === undefined ? {} : { signal })
  if (Exit.isSuccess(exit)) return exit.value
  throw Cause.squash(exit.cause)
}

/** Runs a program that uses the API until it ends, or until the answer of this function is called. */
export const follow = (use: (client: Client) => Effect.Effect<void>): (() => void) => {
  const fiber = runtime.runFork(Effect.flatMap(client, use))
  return () => fiber.interruptUnsafe()
}
