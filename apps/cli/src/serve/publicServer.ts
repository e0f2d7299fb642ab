/** What `huidan serve` answers: pushes, and monitoring. */
import { createServer } from "node:http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { Store } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import type * as Scope from "effect/Scope"
import type { ServeMembers } from "../configuration/StoreSettings.ts"
import type { SyncableShop } from "../store/ConfiguredShop.ts"
import { UsageError } from "../UsageError.ts"
import { metricsText } from "./metrics.ts"
import { pushRoute } from "./pushRoute.ts"

/**
 * Serves until the scope ends; then it takes no new request and gives those that run ten seconds to end. Answers with its
 * address, `http://HOST:PORT`.
 */
export const startPublicServer = Effect.fnUntraced(function* (
  { host, port }: ServeMembers,
  shops: ReadonlyArray<SyncableShop>
): Effect.fn.Return<string, UsageError, Scope.Scope | Store> {
  const store = yield* Store
  const options = { host, port, gracefulShutdownTimeout: "10 seconds" } as const
  const server = yield* NodeHttpServer.make(() => createServer(), options).pipe(
    Effect.mapError(
      () =>
        new UsageError({
          message: `Port ${port} of ${host} cannot be opened`,
          advice: "Set another `port` or `host` in the member `serve` of the configuration."
        })
    )
  )
  const unopened = shops.flatMap(({ name, opened }) => (Result.isFailure(opened) ? [name] : []))
  const routes = Layer.mergeAll(
    pushRoute(shops),
    HttpRouter.add("GET", "/health", HttpServerResponse.jsonUnsafe({ healthy: true })),
    HttpRouter.add(
      "GET",
      "/ready",
      store.writer.pipe(
        Effect.map((writer) => writer !== null),
        Effect.orElseSucceed(() => false),
        Effect.map((ready) => HttpServerResponse.jsonUnsafe({ ready, unopened }, { status: ready ? 200 : 503 }))
      )
    ),
    HttpRouter.add(
      "GET",
      "/metrics",
      metricsText(store, shops).pipe(
        Effect.map((text) => HttpServerResponse.text(text, { contentType: "text/plain; version=0.0.4" })),
        Effect.orElseSucceed(() => HttpServerResponse.empty({ status: 503 }))
      )
    )
  )
  yield* HttpRouter.serve(routes, { disableLogger: true, disableListenLog: true }).pipe(
    Layer.provide(Layer.succeed(HttpServer.HttpServer, server)),
    Layer.build
  )
  return HttpServer.formatAddress(server.address)
})
