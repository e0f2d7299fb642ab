import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Redis } from "effect/persistence/Redis"
import * as Random from "effect/Random"
import * as Schema from "effect/Schema"
import { answeredWithin } from "./answeredWithin.ts"
import {
  AccessTokenText,
  exclusivelyInProcess,
  memoryTokenStore,
  storeWarning,
  TokenStore,
  type TokenStoreService
} from "./TokenStore.ts"

const encode = Schema.encodeEffect(AccessTokenText)
const decode = Schema.decodeUnknownEffect(AccessTokenText)

/** A process that ends while it holds the lock gives it up after this. */
const lockMillis = 30_000
const lockPoll = Duration.millis(100)

/** A Redis that does not answer within this is out of reach. */
const answerLimit = Duration.seconds(2)

/** Releases a lock only for its holder. */
const release = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"

/** Keeps tokens in Redis, so that many processes share them and one at a time renews. */
export const redisTokenStore = (redis: Redis["Service"], prefix = "huidan:token:"): TokenStoreService => {
  const memory = memoryTokenStore()
  const alone = exclusivelyInProcess()
  const send = <A>(command: string, ...parameters: ReadonlyArray<string>) =>
    answeredWithin(answerLimit)(redis.send<A>(command, ...parameters))
  const acquire = (lock: string, holder: string): Effect.Effect<boolean> =>
    send<string | null>("SET", lock, holder, "NX", "PX", String(lockMillis)).pipe(
      Effect.flatMap((answer) =>
        answer === "OK" ? Effect.succeed(true) : Effect.andThen(Effect.sleep(lockPoll), acquire(lock, holder))
      ),
      Effect.catch((error) => Effect.as(storeWarning("Redis", "be locked")(error), false))
    )
  return {
    get: (key) =>
      send<string | null>("GET", `${prefix}${key}`).pipe(
        Effect.flatMap((text) => (text === null ? memory.get(key) : decode(text))),
        Effect.catch((error) => Effect.andThen(storeWarning("Redis", "be read")(error), memory.get(key)))
      ),
    set: (key, token) =>
      Effect.gen(function* () {
        yield* memory.set(key, token)
        yield* send("SET", `${prefix}${key}`, yield* encode(token), "PXAT", String(Math.max(token.expiresAt, 1)))
      }).pipe(Effect.catch(storeWarning("Redis", "be written"))),
    exclusively: (key, effect) =>
      alone(
        key,
        Effect.gen(function* () {
          const lock = `${prefix}${key}:lock`
          const holder = String(yield* Random.next)
          return yield* Effect.acquireUseRelease(
            acquire(lock, holder),
            () => effect,
            (held) => (held ? Effect.ignore(send("EVAL", release, "1", lock, holder)) : Effect.void)
          )
        })
      )
  }
}

/** A token store in the Redis of the context. */
export const layerTokensRedis = (prefix: string): Layer.Layer<TokenStore, never, Redis> =>
  Layer.effect(
    TokenStore,
    Effect.map(Redis, (redis) => redisTokenStore(redis, prefix))
  )
