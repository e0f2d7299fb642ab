/** Takes commands of other processes of this machine: on the loopback address only, and only with the token of the store. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto"
import { createServer } from "node:http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as HttpServer from "effect/http/HttpServer"
import type { ServeError } from "effect/http/HttpServerError"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Redacted from "effect/Redacted"
import * as RpcSerialization from "effect/rpc/RpcSerialization"
import * as RpcServer from "effect/rpc/RpcServer"
import type * as Scope from "effect/Scope"
import { type StoreCommands, StoreRpcs } from "../store/StoreCommands.ts"

export interface CommandServer {
  /** `http://127.0.0.1:PORT` */
  readonly address: string
  readonly token: Redacted.Redacted<string>
}

/** Serves the commands until the scope ends; one that runs then is interrupted after two seconds. */
export const startCommandServer = Effect.fnUntraced(function* (
  commands: StoreCommands
): Effect.fn.Return<CommandServer, ServeError, Scope.Scope> {
  const token = Redacted.make(randomBytes(32).toString("base64url"))
  const handlers = yield* StoreRpcs.toHandlers({
    sync: commands.sync,
    backfill: commands.backfill,
    reconcile: commands.reconcile,
    askForOrder: commands.askForOrder,
    want: commands.want,
    dropWants: commands.dropWants,
    pause: commands.pause,
    forget: commands.forget,
    reveal: commands.reveal,
    exportRevealed: commands.exportRevealed,
    replay: commands.replay,
    rotateKey: commands.rotateKey
  })
  const run = yield* RpcServer.toHttpEffect(StoreRpcs, { disableFatalDefects: true }).pipe(
    Effect.provide(handlers),
    Effect.provideService(RpcSerialization.RpcSerialization, RpcSerialization.ndjson)
  )
  const server = yield* NodeHttpServer.make(() => createServer(), {
    host: "127.0.0.1",
    port: 0,
    gracefulShutdownTimeout: "2 seconds"
  })
  const app = Effect.gen(function* () {
    const { headers, method } = yield* HttpServerRequest.HttpServerRequest
    if (!isToken(headers["authorization"], token)) return HttpServerResponse.empty({ status: 401 })
    if (method !== "POST") return HttpServerResponse.empty({ status: 405 })
    return yield* run
  })
  yield* server.serve(app)
  return { address: HttpServer.formatAddress(server.address), token }
})

/** Compares in a time that does not depend on how much is right. */
const isToken = (header: string | undefined, token: Redacted.Redacted<string>): boolean =>
  timingSafeEqual(digestOf(header ?? ""), digestOf(`Bearer ${Redacted.value(token)}`))

const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest()
