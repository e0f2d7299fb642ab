/** A twin as an `HttpClient` in memory: no sockets, and time is Effect's clock. */
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import type { RunningTwin } from "./makeTwin.ts"
import type { TwinAnswer } from "./TwinRequest.ts"

/**
 * An HTTP client that sends requests to `baseUrl` (no slash at its end) to the twin. A request to any other address
 * fails with a transport error.
 */
export const makeTwinHttpClient = (twin: RunningTwin, baseUrl: string): HttpClient.HttpClient =>
  HttpClient.make((request, url) =>
    Effect.gen(function* () {
      const address = `${url.origin}${url.pathname}`
      if (!address.startsWith(`${baseUrl}/`)) return yield* broken(request, "ENOTFOUND")
      const response = yield* twin.respond({
        method: request.method,
        path: address.slice(baseUrl.length),
        query: url.search.slice(1),
        headers: request.headers,
        body: yield* bodyText(request)
      })
      if (response._tag === "Reset") return yield* broken(request, "ECONNRESET")
      return HttpClientResponse.fromWeb(request, toWebResponse(response))
    })
  )

/** A failed connection, with the code that Node.js gives it. */
const broken = (request: HttpClientRequest.HttpClientRequest, code: string) =>
  Effect.fail(
    new HttpClientError.HttpClientError({ reason: new HttpClientError.TransportError({ request, cause: { code } }) })
  )

const bodyText = (
  request: HttpClientRequest.HttpClientRequest
): Effect.Effect<string, HttpClientError.HttpClientError> => {
  const { body } = request
  if (body._tag === "Empty") return Effect.succeed("")
  if (body._tag === "Uint8Array") return Effect.succeed(new TextDecoder().decode(body.body))
  return HttpClientRequest.toWeb(request).pipe(
    Effect.flatMap((web) => Effect.tryPromise(() => web.text())),
    Effect.catch(() => broken(request, "the request's body cannot be read"))
  )
}

const toWebResponse = ({ status, headers, body, cut }: TwinAnswer): Response =>
  new Response(cut ? cutStream(body) : body, { status, headers: { ...headers } })

/** Half of the body, then an error. */
const cutStream = (body: string): ReadableStream<Uint8Array> => {
  const bytes = new TextEncoder().encode(body)
  const chunks = [bytes.slice(0, bytes.length >> 1)]
  return new ReadableStream({
    pull: (controller) => {
      const chunk = chunks.shift()
      if (chunk === undefined) controller.error(new Error("terminated"))
      else controller.enqueue(chunk)
    }
  })
}
