import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Redis } from "effect/persistence/Redis"
import { PushLog, type PushLogService } from "./PushLog.ts"
import { claimOf, noClaim, pushCommands } from "./pushCommands.ts"

/** Keeps claims and handled messages in Redis, one key each, which ends by itself. Many processes share it. */
export const pushLogInRedis = (redis: Pick<Redis["Service"], "send">, prefix = "huidan:push:"): PushLogService => {
  const commands = pushCommands(prefix)
  const send = ([command, ...parameters]: readonly [string, ...ReadonlyArray<string>]) =>
    redis.send<unknown>(command, ...parameters)
  return {
    claim: (key, holder, leaseSeconds) =>
      Effect.flatMap(send(commands.claim(key, holder, leaseSeconds)), (answer) => {
        const claim = claimOf(answer)
        return claim === null ? Effect.fail({ message: noClaim }) : Effect.succeed(claim)
      }),
    done: (key, holder, keepSeconds) => Effect.asVoid(send(commands.done(key, holder, keepSeconds))),
    release: (key, holder) => Effect.asVoid(send(commands.release(key, holder)))
  }
}

/** A push log in the Redis of the context, which many processes share. Keys begin with `huidan:push:` unless given. */
export const layerRedis = (prefix?: string): Layer.Layer<never, never, Redis> =>
  Layer.effect(
    PushLog,
    Effect.map(Redis, (redis) => pushLogInRedis(redis, prefix))
  )
