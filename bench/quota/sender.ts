/** A process that waits for a message, then sends requests as fast as the kit allows until it is stopped. */
import * as NodeRedis from "@effect/platform-node/NodeRedis"
import { Accounts, Calls } from "@huidan/adapter-kit"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Layer from "effect/Layer"
import { exchange } from "../../packages/adapter-kit/src/calls/HttpExchange.ts"
import { type QuotaCase, quotaOf, senders, warmUpPath } from "./QuotaCase.ts"
import { watchHoldUps } from "./watchHoldUps.ts"

const one: QuotaCase = JSON.parse(process.argv[2] ?? "")
const address = process.argv[3] ?? ""
const quota = quotaOf(one)

const accounts =
  one.redis === null
    ? Accounts.layer({ spread: one.spread })
    : Accounts.layerRedis({ quotaShares: one.processes, spread: one.spread }).pipe(
        Layer.provide(NodeRedis.layer({ socket: { host: "127.0.0.1", port: one.redis } }))
      )

const fibers = Math.ceil(senders(one) / one.processes)

const together = <A>(effect: Effect.Effect<A>) =>
  Effect.all(
    Array.from({ length: fibers }, () => effect),
    { concurrency: "unbounded", discard: true }
  )

/** The first message starts it. Every later one is answered with the longest delay of this process so far. */
const started = Effect.callback<void>((resume) => {
  process.once("message", () => {
    const heldUp = watchHoldUps()
    process.on("message", () => process.send?.(heldUp()))
    resume(Effect.void)
  })
  process.send?.("ready")
})

const program = Effect.gen(function* () {
  const account = yield* (yield* Accounts.Accounts).get("benchmark")
  const client = yield* Calls.httpClient
  const send = (path: string) =>
    exchange(client, HttpClientRequest.get(`${address}${path}`), { timeLimit: 30, answerLimit: 1_000_000 }).pipe(
      Effect.flatMap(({ status }) =>
        status === 429 && one.refusal !== null ? account.refused("one", quota, one.refusal.pause) : Effect.void
      ),
      Effect.ignore
    )
  yield* together(Effect.repeat(send(warmUpPath), { times: 5 }))
  yield* started
  yield* together(Effect.forever(Effect.andThen(Effect.orDie(account.acquire("one", quota)), send("/"))))
})

process.on("disconnect", () => process.exit(0))
await Effect.runPromise(program.pipe(Effect.provide(accounts)))
