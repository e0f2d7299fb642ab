/** The sandbox as one HTTP application: each twin under its own path, and the truth about all of them. */
import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import type { RunningTwin, TwinAnswer, TwinRequest, TwinTruth } from "@huidan/conformance"
import type { Json, OperationName, OrderId } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Stream from "effect/Stream"
import type { LiveCounts } from "./liveTwin.ts"

/** One twin, and the first part of its path: `wshoto` for `http://127.0.0.1:PORT/wshoto/…`. */
export interface MountedTwin {
  readonly package: string
  readonly prefix: string
  readonly twin: RunningTwin
  /** What has changed so far; `null` if nothing ever changes. */
  readonly live: (() => LiveCounts) | null
}

/** What `GET /-/truth` answers. */
export interface SandboxTruth {
  readonly seed: number
  /** ISO 8601; every order that was there at the start is older. */
  readonly baseTime: string
  readonly platforms: ReadonlyArray<
    TwinTruth & {
      readonly package: string
      readonly prefix: string
      /** `null` if nothing ever changes. */
      readonly live: LiveCounts | null
    }
  >
}

export const truthPath = "/-/truth"

/** Before the platform's part of the path. */
const ordersPath = "/-/orders/"

/** What `GET /-/orders/PLATFORM` answers: all orders that can be decoded, as they are now, oldest first. */
export interface SandboxOrders {
  readonly orders: ReadonlyArray<{
    readonly orderId: OrderId
    /** By operation: what decoding its answer must give, private text revealed. */
    readonly expected: Readonly<Record<OperationName, Json>>
  }>
}

export const sandboxOrders = (twin: RunningTwin): SandboxOrders => ({
  orders: twin.orders().map((order) => ({
    orderId: order.orderId,
    expected: Object.fromEntries(
      Object.keys(twin.definition.operations).flatMap((operation) => {
        const json = twin.expected(operation, order)
        return json === undefined ? [] : [[operation, json] as const]
      })
    )
  }))
})

export const sandboxTruth = (
  mounted: ReadonlyArray<MountedTwin>,
  seed: number,
  baseTime: DateTime.Utc
): SandboxTruth => ({
  seed,
  baseTime: DateTime.formatIso(baseTime),
  platforms: mounted.map(({ live, package: name, prefix, twin }) => ({
    package: name,
    prefix,
    ...twin.truth(),
    live: live?.() ?? null
  }))
})

export const sandboxApp = (mounted: ReadonlyArray<MountedTwin>, truth: () => SandboxTruth) => {
  const twins = new Map(mounted.map(({ prefix, twin }) => [prefix, twin]))
  return Effect.gen(function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    const [path = "", query = ""] = splitOnce(request.url, "?")
    if (path === truthPath) return HttpServerResponse.jsonUnsafe(truth())
    if (path.startsWith(ordersPath)) {
      const asked = twins.get(path.slice(ordersPath.length))
      if (asked !== undefined) return HttpServerResponse.jsonUnsafe(sandboxOrders(asked))
    }
    const [prefix = "", rest = ""] = splitOnce(path.slice(1), "/")
    const twin = twins.get(prefix)
    if (twin === undefined) {
      const known = [...twins.keys()].map((name) => `/${name}`)
      return HttpServerResponse.text(`Nothing here. Try ${[...known, truthPath].join(", ")}\n`, { status: 404 })
    }
    const asked: TwinRequest = {
      method: request.method,
      path: `/${rest}`,
      query,
      headers: request.headers,
      body: yield* request.text
    }
    const response = yield* twin.respond(asked)
    if (response._tag === "Answer") return toServerResponse(response)
    yield* Effect.sync(() => NodeHttpServerRequest.toIncomingMessage(request).socket.destroy())
    return HttpServerResponse.empty()
  })
}

const toServerResponse = ({ status, headers, body, cut }: TwinAnswer): HttpServerResponse.HttpServerResponse => {
  const contentType = headers["content-type"] ?? "text/plain"
  if (!cut) return HttpServerResponse.text(body, { status, headers, contentType })
  const bytes = new TextEncoder().encode(body)
  // A stream that fails makes the server close the connection before the announced length is reached.
  const half = Stream.make(bytes.slice(0, bytes.length >> 1)).pipe(Stream.concat(Stream.fail("cut")))
  return HttpServerResponse.stream(half, { status, headers, contentType, contentLength: bytes.length })
}

const splitOnce = (text: string, separator: string): ReadonlyArray<string> => {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)]
}
