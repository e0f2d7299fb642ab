/**
 * Around every request: it must be for this host and from its own page, bodies are bounded, answers have the headers, and
 * whatever goes wrong is a problem.
 */
import { isIPv6 } from "node:net"
import * as ByteSize from "effect/ByteSize"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import * as HttpRouter from "effect/http/HttpRouter"
import { HttpServerError } from "effect/http/HttpServerError"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerRespondable from "effect/http/HttpServerRespondable"
import type { HttpServerResponse } from "effect/http/HttpServerResponse"
import type { unhandled } from "effect/Types"
import {
  InternalFault,
  InvalidRequest,
  NotFound,
  RequestForged,
  TooLarge,
  UnsupportedMediaType,
  WrongHost
} from "../../api/index.ts"
import { defectText } from "../defect.ts"
import { withSecureHeaders } from "./secureHeaders.ts"

export interface GuardOptions {
  /**
   * Names of hosts by which the console is known, beside the loopback addresses: with any port, or with the one that is given:
   * `orders.example`, `orders.example:8443`, `[fd00::1]:8443`, in any spelling.
   */
  readonly hosts: ReadonlyArray<string>
  /** Whether it is reached by https only, through a proxy. */
  readonly isSecure: boolean
}

const loopback: ReadonlyArray<string> = ["127.0.0.1", "localhost", "[::1]"]

const mostBytes = ByteSize.kibibytes(256)

export const layerGuard = ({ hosts, isSecure }: GuardOptions) => {
  const known = knownHosts(hosts)
  return HttpRouter.middleware(
    (handle): Effect.Effect<HttpServerResponse, unhandled, HttpServerRequest.HttpServerRequest> =>
      Effect.gen(function* () {
        const request = yield* HttpServerRequest.HttpServerRequest
        const refused = refusalOf(request, known)
        const response = yield* refused === null
          ? handle.pipe(
              Effect.provideService(HttpIncomingMessage.MaxBodySize, mostBytes),
              Effect.flatMap(withoutBareFailure),
              Effect.catchCause(answerOf)
            )
          : HttpServerRespondable.toResponse(refused)
        return withSecureHeaders(response, isSecure)
      }),
    { global: true }
  )
}

/** The names by which the console is known: with any port, and with a port of their own. */
interface KnownHosts {
  readonly withAnyPort: ReadonlySet<string>
  readonly exact: ReadonlySet<string>
}

const port = /:\d+$/

const knownHosts = (hosts: ReadonlyArray<string>): KnownHosts => {
  const all = [...loopback, ...hosts].map(asInHeader)
  const withPort = all.filter((host) => port.test(host))
  return {
    withAnyPort: new Set(all.filter((host) => !port.test(host))),
    // Browsers leave out the ports of http and https.
    exact: new Set(withPort.flatMap((host) => (/:(?:80|443)$/.test(host) ? [host, host.replace(port, "")] : [host])))
  }
}

/** As browsers write it in the header `Host`: `xn--…` for other letters, and the shortest form of an IPv6 address, in brackets. */
const asInHeader = (host: string): string => {
  const written = isIPv6(host) ? `[${host}]` : host
  const url = `http://${written.replace(port, "")}`
  const [digits] = port.exec(written) ?? []
  if (!URL.canParse(url)) return written.toLowerCase()
  return `${new URL(url).hostname}${digits === undefined ? "" : `:${Number(digits.slice(1))}`}`
}

const isKnown = ({ exact, withAnyPort }: KnownHosts, host: string): boolean =>
  exact.has(host) || withAnyPort.has(host.replace(port, ""))

/**
 * A page of another origin can have its name resolved to this address (DNS rebinding): then the host is another one. A form or a
 * script of another origin says so in `origin` or `sec-fetch-site`. Programs that are no browser send neither.
 */
const refusalOf = (
  { headers, method }: HttpServerRequest.HttpServerRequest,
  known: KnownHosts
): WrongHost | RequestForged | null => {
  const host = (headers["host"] ?? "").toLowerCase()
  if (!isKnown(known, host)) return new WrongHost({})
  if (method === "GET" || method === "HEAD") return null
  const { origin, "sec-fetch-site": site } = headers
  if (origin !== undefined && origin.toLowerCase().replace(/^https?:\/\//, "") !== host) return new RequestForged({})
  return site === undefined || site === "same-origin" || site === "none" ? null : new RequestForged({})
}

/** Answers of the router and of the parser of bodies that say nothing but a status. */
const withoutBareFailure = (response: HttpServerResponse): Effect.Effect<HttpServerResponse> => {
  const { headers, status } = response
  if (status < 400 || headers["content-type"]?.startsWith("application/problem+json") === true) {
    return Effect.succeed(response)
  }
  if (status === 404) return HttpServerRespondable.toResponse(new NotFound({}))
  if (status === 413) return HttpServerRespondable.toResponse(new TooLarge({}))
  if (status === 415) return HttpServerRespondable.toResponse(new UnsupportedMediaType({}))
  return status < 500
    ? HttpServerRespondable.toResponse(unread)
    : HttpServerRespondable.toResponse(new InternalFault({}))
}

const unread = new InvalidRequest({ detail: "The request cannot be read", errors: [] })

/** Interruption stays: the client has gone. */
const answerOf = (cause: Cause.Cause<unknown>): Effect.Effect<HttpServerResponse> => {
  if (Cause.hasInterruptsOnly(cause)) return Effect.interrupt
  const failure = Cause.squash(cause)
  if (failure instanceof HttpServerError) {
    if (failure.reason._tag === "RouteNotFound") return HttpServerRespondable.toResponse(new NotFound({}))
    if (failure.reason._tag === "RequestParseError") {
      return HttpServerRespondable.toResponse(failure.reason.reason === "BodyTooLarge" ? new TooLarge({}) : unread)
    }
  }
  return Effect.andThen(
    Effect.logError(`a request failed by a mistake of this program ${defectText(failure)}`),
    HttpServerRespondable.toResponse(new InternalFault({}))
  )
}
