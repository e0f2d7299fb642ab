/**
 * A push log for one process that starts again: what it handled is in a key-value store, what it is handling only in its
 * memory. Two processes with one such store handle a message at the same time; they need the log in Redis.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { KeyValueStore } from "effect/persistence/KeyValueStore"
import * as Schema from "effect/Schema"
import * as Semaphore from "effect/Semaphore"
import { memoryPushLog, PushLog, type PushLogService } from "./PushLog.ts"

/** Keys are digests, so their first digits spread them evenly over entries of the store. */
const entryDigits = 3

/** Messages in one entry, at most; the oldest are forgotten. With 4096 entries that is 262 144 messages. */
const entrySize = 64

/** Handled messages, oldest first, each with the time until which it is kept, in milliseconds since 1970. */
const Handled = Schema.Array(Schema.Struct({ key: Schema.String, until: Schema.Finite }))
type Handled = typeof Handled.Type

const HandledText = Schema.fromJsonString(Handled)
const decode = Schema.decodeUnknownOption(HandledText)
const encode = Schema.encodeEffect(HandledText)

/**
 * A push log for one process that starts again. The store holds a bounded number of messages and needs no care. A message
 * that was being handled when the process ended is handled again.
 */
export const keyValuePushLog = (store: KeyValueStore): PushLogService => {
  const memory = memoryPushLog()
  const writing = Semaphore.makeUnsafe(1)
  const entryOf = (key: string): string => `pushes-${key.slice(0, entryDigits)}`

  /** The messages of an entry that are still kept. An entry that cannot be read counts as empty. */
  const read = (entry: string) =>
    Effect.gen(function* () {
      const text = yield* store.get(entry)
      const now = yield* Clock.currentTimeMillis
      const handled: Handled = Option.getOrElse(decode(text), () => [])
      return { now, kept: handled.filter(({ until }) => until > now) }
    })

  return {
    claim: (key, holder, leaseSeconds) =>
      Effect.gen(function* () {
        const claim = yield* memory.claim(key, holder, leaseSeconds)
        if (claim !== "new") return claim
        const { kept, now } = yield* Effect.onError(read(entryOf(key)), () =>
          Effect.ignore(memory.release(key, holder))
        )
        const found = kept.find((message) => message.key === key)
        if (found === undefined) return "new"
        yield* memory.done(key, holder, (found.until - now) / 1000)
        return "done"
      }),
    done: (key, holder, keepSeconds) =>
      Effect.gen(function* () {
        // A claim of this holder, whose lease may be over, goes on; that of another one is not ended by it.
        if ((yield* memory.claim(key, holder, keepSeconds)) === "running") return
        yield* memory.done(key, holder, keepSeconds)
        const entry = entryOf(key)
        const { kept, now } = yield* read(entry)
        const others = kept.filter((message) => message.key !== key)
        const next = [...others, { key, until: now + keepSeconds * 1000 }].slice(-entrySize)
        yield* store.set(entry, yield* encode(next))
      }).pipe(writing.withPermit),
    release: memory.release
  }
}

/** A push log for one process that starts again, in the key-value store of the context. */
export const layerKeyValueStore: Layer.Layer<never, never, KeyValueStore> = Layer.effect(
  PushLog,
  Effect.map(KeyValueStore, keyValuePushLog)
)
