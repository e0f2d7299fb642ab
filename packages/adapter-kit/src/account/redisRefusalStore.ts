import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { Redis } from "effect/persistence/Redis"
import * as Schema from "effect/Schema"
import { RefusalStore, type RefusalStoreService } from "./RefusalStore.ts"

/** A refusal as Redis keeps it. Times are milliseconds since 1970 by the clock of Redis. */
const Entry = Schema.fromJsonString(
  Schema.Struct({
    at: Schema.Finite,
    window: Schema.Finite,
    retryAfter: Schema.Finite,
    spread: Schema.NullOr(Schema.Finite)
  })
)
const decode = Schema.decodeUnknownOption(Entry)

const now = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`

/** One script, so that of two processes the one whose refusal lasts longer is heard. */
const noteLonger = `${now}
local refusal = cjson.decode(ARGV[2])
refusal['at'] = now
refusal['until'] = now + ARGV[3]
local noted = redis.call('HGET', KEYS[1], ARGV[1])
if noted and cjson.decode(noted)['until'] > refusal['until'] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(refusal))
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[4]) then redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
return 1`

/** The time by the clock of Redis, and the fields of the hash as a list. */
const readAll = `${now}
return {now, redis.call('HGETALL', KEYS[1])}`

/** Keeps refusals in Redis: a hash for each account, a field for each operation. */
export const redisRefusalStore = (redis: Redis["Service"], prefix = "huidan:refusals:"): RefusalStoreService => ({
  read: (key) =>
    Effect.gen(function* () {
      const answer = yield* redis.send("EVAL", readAll, "1", `${prefix}${key}`)
      const [now, fields]: ReadonlyArray<unknown> = Array.isArray(answer) ? answer : []
      if (!Array.isArray(fields))
        return yield* Effect.fail({ message: "Redis answered something else than the script" })
      // A field that cannot be read as a refusal is left out. The others count.
      return new Map(
        pairsOf(fields).flatMap(([operation, text]) =>
          Option.match(decode(text), {
            onNone: () => [],
            onSome: ({ at, ...refusal }) => [[operation, { ...refusal, age: Math.max(0, Number(now) - at) }] as const]
          })
        )
      )
    }),
  write: (key, operation, { retryAfter, spread, window }, { forgottenAfter, pause }) =>
    Effect.asVoid(
      redis.send(
        "EVAL",
        noteLonger,
        "1",
        `${prefix}${key}`,
        operation,
        JSON.stringify({ window, retryAfter, spread }),
        String(Math.ceil(pause)),
        String(Math.ceil(forgottenAfter))
      )
    )
})

const pairsOf = (fields: ReadonlyArray<unknown>): ReadonlyArray<readonly [operation: string, text: unknown]> =>
  fields.flatMap((field, index) => (index % 2 === 0 ? [[String(field), fields[index + 1]] as const] : []))

/** A refusal store in the Redis of the context. */
export const layerRefusalsRedis = (prefix: string): Layer.Layer<RefusalStore, never, Redis> =>
  Layer.effect(
    RefusalStore,
    Effect.map(Redis, (redis) => redisRefusalStore(redis, prefix))
  )
