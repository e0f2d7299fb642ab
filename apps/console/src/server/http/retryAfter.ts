/** The header `retry-after` of answers that refuse a request by rate. */
import * as Effect from "effect/Effect"
import * as HttpEffect from "effect/http/HttpEffect"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { TooManyTries } from "../../api/index.ts"

/** The answer says as a header, too, how many seconds to wait. */
export const sayingWhenToRetry = <A, E, R>(
  effect: Effect.Effect<A, E, R>
): Effect.Effect<A, E, R | HttpServerRequest> =>
  Effect.tapError(effect, (error) =>
    error instanceof TooManyTries
      ? HttpEffect.appendPreResponseHandler((_request, response) =>
          Effect.succeed(HttpServerResponse.setHeader(response, "retry-after", String(error.retryAfter)))
        )
      : Effect.void
  )
