import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Redis } from "effect/persistence/Redis"
import * as Schema from "effect/Schema"
import { QuotaRefusal, RefusalStore, type RefusalStoreService } from "./RefusalStore.ts"

const RefusalText = Schema.fromJsonString(QuotaRefusal)
const encode = Schema.encodeEffect(RefusalText)
const decode = Schema.decodeUnknownEffect(RefusalText)

/** One script, so that of two processes the one whose refusal lasts longer is heard. */
const noteLonger = `
local noted = redis.call('HGET', KEYS[1], ARGV[1])
if noted and cjson.decode(noted)['until'] > tonumber(ARGV[3]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[4]) then redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
return 1`

/** Keeps refusals in Redis: a hash for each account, a field for each operation. */
export const redisRefusalStore = (redis: Redis["Service"], prefix = "huidan:refusals:"): RefusalStoreService => ({
  read: (key) =>
    Effect.gen(function* () {
      const fields = pairsOf(yield* redis.send("HGETALL", `${prefix}${key}`))
      const refusals = yield* Effect.forEach(fields, ([operation, text]) =>
        Effect.map(decode(text), (refusal) => [operation, refusal] as const)
      )
      return new Map(refusals)
    }),
  write: (key, operation, refusal, forgottenAfter) =>
    Effect.flatMap(encode(refusal), (text) =>
      Effect.asVoid(
        redis.send(
          "EVAL",
          noteLonger,
          "1",
          `${prefix}${key}`,
          operation,
          text,
          String(refusal.until),
          String(Math.ceil(forgottenAfter))
        )
      )
    )
})

/** RESP 2 answers a flat list, RESP 3 a map, which clients give as an object or as a `Map`. */
const pairsOf = (answer: unknown): ReadonlyArray<readonly [operation: string, text: unknown]> => {
  if (Array.isArray(answer))
    return answer.flatMap((field, index) => (index % 2 === 0 ? [[String(field), answer[index + 1]] as const] : []))
  if (answer instanceof Map) return [...answer].map(([field, text]) => [String(field), text] as const)
  return Object.entries(Object(answer))
}

/** A refusal store in the Redis of the context. */
export const layerRefusalsRedis = (prefix: string): Layer.Layer<RefusalStore, never, Redis> =>
  Layer.effect(
    RefusalStore,
    Effect.map(Redis, (redis) => redisRefusalStore(redis, prefix))
  )
