import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Redis } from "effect/persistence/Redis"
import { TokenStore, type TokenStoreFailure, type TokenStoreService } from "./TokenStore.ts"
import { type TokenTexts, textTokenStore } from "./textTokenStore.ts"

/** Sends a command to Redis. */
export type SendCommand = (
  command: string,
  ...parameters: ReadonlyArray<string>
) => Effect.Effect<unknown, TokenStoreFailure>

/** Releases a lock only for its holder. */
const release = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"

/** Texts in Redis. */
export const redisTexts = (send: SendCommand, prefix: string): TokenTexts => ({
  name: "Redis",
  get: (key) => Effect.map(send("GET", `${prefix}${key}`), (text) => (typeof text === "string" ? text : null)),
  set: (key, text, millis) => Effect.asVoid(send("SET", `${prefix}${key}`, text, "PX", String(millis))),
  locks: {
    take: (lock, holder, millis) =>
      Effect.map(
        send("SET", `${prefix}${lock}`, holder, "NX", "PX", String(millis)),
        (answer) => String(answer) === "OK"
      ),
    release: (lock, holder) => Effect.asVoid(send("EVAL", release, "1", `${prefix}${lock}`, holder))
  }
})

/** Keeps tokens in Redis, so that many processes share them and one at a time renews. */
export const redisTokenStore = (redis: Redis["Service"], prefix = "huidan:token:"): TokenStoreService =>
  textTokenStore(redisTexts((command, ...parameters) => redis.send(command, ...parameters), prefix))

/** A token store in the Redis of the context. */
export const layerTokensRedis = (prefix: string): Layer.Layer<TokenStore, never, Redis> =>
  Layer.effect(
    TokenStore,
    Effect.map(Redis, (redis) => redisTokenStore(redis, prefix))
  )
