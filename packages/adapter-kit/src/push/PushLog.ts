/** Which messages were delivered before. Platforms repeat a push until it is acknowledged, and sometimes after that. */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { KeyValueStore } from "effect/persistence/KeyValueStore"
import * as Redacted from "effect/Redacted"
import { stretched } from "../account/holderProof.ts"

/** Remembers delivered messages. */
export interface PushLogService {
  /** Notes a message for some seconds, seven days unless given, and returns whether it was noted before. */
  readonly note: (key: string, seconds?: number) => Effect.Effect<{ readonly duplicate: boolean }>
}

/** Seconds for which message ids are kept. A signature that does not cover a time is valid for ever. */
const standardSeconds = 7 * 24 * 3600

const sweepEvery = 1000

/** A push log in the memory of this process. */
export const memoryPushLog = (): PushLogService => {
  const expiries = new Map<string, number>()
  let notes = 0
  return {
    note: (key, seconds = standardSeconds) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        if (++notes % sweepEvery === 0)
          for (const [known, expiry] of expiries) if (expiry <= now) expiries.delete(known)
        const duplicate = (expiries.get(key) ?? 0) > now
        if (!duplicate) expiries.set(key, now + seconds * 1000)
        return { duplicate }
      })
  }
}

/** A push log in a key-value store, which many processes may share. While the store fails, nothing counts as a duplicate. */
export const keyValuePushLog = (store: KeyValueStore): PushLogService => ({
  note: (key, seconds = standardSeconds) =>
    Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      const expiry = Number((yield* store.get(key)) ?? 0)
      if (expiry > now) return { duplicate: true }
      yield* store.set(key, String(now + seconds * 1000))
      return { duplicate: false }
    }).pipe(
      Effect.catch((error) =>
        Effect.as(
          Effect.logWarning("the push log's store does not answer: duplicates are not recognised", error.message),
          { duplicate: false }
        )
      )
    )
})

/**
 * The same log for the holder of one secret: what another one notes, whose pushes only its own secret signs, is nothing to
 * this one. Keys of a shared log must be the same in all processes, so they begin with a text that the secret decides. It
 * is stretched: each guess of the secret costs tens of milliseconds, and the secrets that platforms issue cannot be
 * guessed.
 */
export const logOfHolder = (
  log: PushLogService,
  platform: string,
  secret: Redacted.Redacted<string> | null
): PushLogService => {
  if (secret === null) return log
  const holder = stretched(Redacted.value(secret), `huidan push log of ${platform}`)
  return {
    note: (key, seconds) => Effect.flatMap(holder, (name) => log.note(`${name.slice(0, nameLength)}/${key}`, seconds))
  }
}

/** Hexadecimal digits: no two secrets have the same name. */
const nameLength = 32

/** The push log of the context; one in the memory of this process unless a layer provides another. */
export class PushLog extends Context.Reference<PushLogService>("@huidan/adapter-kit/PushLog", {
  defaultValue: memoryPushLog
}) {}

/** A push log of its own in the memory of this process. */
export const layerMemory: Layer.Layer<never> = Layer.sync(PushLog, memoryPushLog)

/** A push log in the key-value store of the context, which many processes may share. */
export const layerKeyValueStore: Layer.Layer<never, never, KeyValueStore> = Layer.effect(
  PushLog,
  Effect.map(KeyValueStore, keyValuePushLog)
)
