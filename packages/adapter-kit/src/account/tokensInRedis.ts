import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Redis } from "effect/persistence/Redis"
import { TokenStore, type TokenStoreService } from "./TokenStore.ts"
import { textTokenStore } from "./textTokenStore.ts"
import { isTaken, textOf, tokenCommands } from "./tokenCommands.ts"

/** Keeps tokens in Redis, so that many processes share them and one at a time renews. */
export const tokensInRedis = (redis: Redis["Service"], prefix = "huidan:token:"): TokenStoreService => {
  const commands = tokenCommands(prefix)
  const send = ([command, ...parameters]: readonly [string, ...ReadonlyArray<string>]) =>
    redis.send<unknown>(command, ...parameters)
  return textTokenStore({
    name: "Redis",
    get: (key) => Effect.map(send(commands.get(key)), textOf),
    set: (key, text, millis) => Effect.asVoid(send(commands.set(key, text, millis))),
    locks: {
      take: (lock, holder, millis) => Effect.map(send(commands.take(lock, holder, millis)), isTaken),
      release: (lock, holder) => Effect.asVoid(send(commands.release(lock, holder)))
    }
  })
}

/** A token store in the Redis of the context. */
export const layerTokensRedis = (prefix: string): Layer.Layer<TokenStore, never, Redis> =>
  Layer.effect(
    TokenStore,
    Effect.map(Redis, (redis) => tokensInRedis(redis, prefix))
  )
