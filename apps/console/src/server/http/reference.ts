/** The reference of the API: one page that loads nothing else. */
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as HttpApiScalar from "effect/http-api/HttpApiScalar"
import * as Layer from "effect/Layer"
import { ConsoleApi } from "../../api/index.ts"
import { referencePolicy } from "./secureHeaders.ts"

const withPolicy = HttpRouter.middleware((handle) =>
  Effect.map(handle, (response) => HttpServerResponse.setHeader(response, "content-security-policy", referencePolicy))
)

export const layerReference = HttpApiScalar.layer(ConsoleApi, {
  path: "/docs",
  scalar: { withDefaultFonts: false }
}).pipe(Layer.provide(withPolicy.layer))
