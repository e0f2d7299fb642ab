/** A push log that many processes share. Each step is one command, so that of many who claim a message one gets it. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Redis } from "effect/persistence/Redis"
import { PushLog, type PushLogService } from "./PushLog.ts"

/** What stands at a key of a message that was handled; else its holder stands there. */
const handled = "done"

const claim = `
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 'new' end
if redis.call('GET', KEYS[1]) == '${handled}' then return 'done' end
return 'running'`

const done = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], '${handled}', 'PX', ARGV[2])
return 1`

const release = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

const millisOf = (seconds: number): string => String(Math.max(1, Math.ceil(seconds * 1000)))

/** Keeps claims and handled messages in Redis, one key each, which ends by itself. */
export const redisPushLog = (redis: Pick<Redis["Service"], "send">, prefix = "huidan:push:"): PushLogService => {
  const run = (script: string, key: string, ...parameters: ReadonlyArray<string>) =>
    redis.send("EVAL", script, "1", `${prefix}${key}`, ...parameters)
  return {
    claim: (key, holder, leaseSeconds) =>
      Effect.flatMap(run(claim, key, holder, millisOf(leaseSeconds)), (answer) =>
        answer === "new" || answer === "running" || answer === "done"
          ? Effect.succeed(answer)
          : Effect.fail({ message: "Redis answered something else than the script does" })
      ),
    done: (key, holder, keepSeconds) => Effect.asVoid(run(done, key, holder, millisOf(keepSeconds))),
    release: (key, holder) => Effect.asVoid(run(release, key, holder))
  }
}

/** A push log in the Redis of the context, which many processes share. Keys begin with `huidan:push:` unless given. */
export const layerRedis = (prefix?: string): Layer.Layer<never, never, Redis> =>
  Layer.effect(
    PushLog,
    Effect.map(Redis, (redis) => redisPushLog(redis, prefix))
  )
