/** The commands in the running `huidan serve`, to which they are handed over the loopback address. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import type { CurrentWriter } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Layer from "effect/Layer"
import * as RpcClient from "effect/rpc/RpcClient"
import type { RpcClientError } from "effect/rpc/RpcClientError"
import * as RpcSerialization from "effect/rpc/RpcSerialization"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { asCommandFailed } from "../output/failureText.ts"
import type { CommandFailed } from "./CommandFailed.ts"
import { type StoreCommands, StoreRpcs } from "./StoreCommands.ts"
import { StoreFailed } from "./StoreFailed.ts"

/** Where the process that writes takes commands. The token is known to those who can read the store only. */
export interface CommandDoor {
  readonly writer: CurrentWriter
  readonly address: string
  readonly token: string
}

export const handedOver = Effect.fnUntraced(function* ({
  address,
  token,
  writer
}: CommandDoor): Effect.fn.Return<StoreCommands, never, Scope.Scope> {
  const protocol = RpcClient.layerProtocolHttp({
    url: address,
    transformClient: HttpClient.mapRequest(HttpClientRequest.bearerToken(token))
  }).pipe(
    // An agent of its own: a proxy of the environment is not asked for this machine's own address.
    Layer.provide([NodeHttpClient.layerNodeHttp, RpcSerialization.layerNdjson])
  )
  const context = yield* Layer.build(protocol)
  const client = yield* Effect.provide(RpcClient.make(StoreRpcs), context)
  const reported = (error: RpcClientError | CommandFailed): CommandFailed =>
    error._tag === "CommandFailed" ? error : asCommandFailed(notAnswered(writer))
  return {
    sync: (input) => Stream.mapError(client.sync(input), reported),
    backfill: (input) => Stream.mapError(client.backfill(input), reported),
    reconcile: (input) => Stream.mapError(client.reconcile(input), reported),
    askForOrder: (input) => Effect.mapError(client.askForOrder(input), reported),
    want: (input) => Effect.mapError(client.want(input), reported),
    dropWants: (input) => Effect.mapError(client.dropWants(input), reported),
    pause: (input) => Effect.mapError(client.pause(input), reported),
    forget: (input) => Stream.mapError(client.forget(input), reported),
    reveal: (input) => Effect.mapError(client.reveal(input), reported),
    exportRevealed: (input) => Stream.mapError(client.exportRevealed(input), reported),
    replay: (input) => Stream.mapError(client.replay(input), reported),
    rotateKey: (input) => Stream.mapError(client.rotateKey(input), reported)
  }
})

const notAnswered = ({ name, process: id }: CurrentWriter): StoreFailed =>
  new StoreFailed({
    reason: "WriterSilent",
    exitCode: 75,
    message: `\`${name}\` (process ${id}) has the store and ended while it was asked, or does not answer`,
    advice: "Look at its log; if it was killed, try again in 15 seconds."
  })
