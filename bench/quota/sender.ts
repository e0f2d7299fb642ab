/** A process that sends as fast as the kit lets it, until it is stopped. */
import * as NodeRedis from "@effect/platform-node/NodeRedis"
import { Accounts, exchange, httpClient, localAccountsLayer, sharedAccountsLayer } from "@huidan/adapter-kit"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Layer from "effect/Layer"
import * as RateLimiter from "effect/persistence/RateLimiter"
import { type QuotaCase, quotaOf, senders } from "./QuotaCase.ts"

const one: QuotaCase = JSON.parse(process.argv[2] ?? "")
const address = process.argv[3] ?? ""
const quota = quotaOf(one)

const accounts =
  one.redis === null
    ? localAccountsLayer({ spread: one.spread })
    : sharedAccountsLayer({ quotaShares: one.processes, spread: one.spread }).pipe(
        Layer.provide(RateLimiter.layer),
        Layer.provide(RateLimiter.layerStoreRedis()),
        Layer.provide(NodeRedis.layer({ socket: { host: "127.0.0.1", port: one.redis } }))
      )

const sendForever = Effect.gen(function* () {
  const account = yield* (yield* Accounts).get("benchmark")
  const client = yield* httpClient
  const send = Effect.andThen(
    account.acquire("one", quota),
    Effect.ignore(exchange(client, HttpClientRequest.get(address), 30))
  )
  const fibers = Math.ceil(senders(one) / one.processes)
  yield* Effect.all(
    Array.from({ length: fibers }, () => Effect.forever(send)),
    { concurrency: "unbounded" }
  )
})

process.on("disconnect", () => process.exit(0))
await Effect.runPromise(sendForever.pipe(Effect.provide(accounts)))
