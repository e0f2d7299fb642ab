/** A token store over anything that keeps texts: Redis, or what a program brings. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { randomHex } from "../answer/crypto.ts"
import { monotonicMillis } from "./monotonicTime.ts"
import { makeRareWarning } from "./rareWarning.ts"
import { makeSharedStore, type StoreFailure } from "./sharedStore.ts"
import {
  exclusivelyInProcess,
  keptFor,
  StoredTokenText,
  type TokenStoreFailure,
  type TokenStoreService
} from "./TokenStore.ts"
import { makeTokenReader } from "./tokenReader.ts"

const encode = Schema.encodeEffect(StoredTokenText)

/** Keeps texts by their keys. */
export interface TokenTexts {
  /** What warnings call it: `Redis`. */
  readonly name: string
  readonly get: (key: string) => Effect.Effect<string | null, TokenStoreFailure>
  /** Keeps a text; it may be forgotten after so many milliseconds. */
  readonly set: (key: string, text: string, millis: number) => Effect.Effect<void, TokenStoreFailure>
  /** Locks that all processes see; `null` if there are none. */
  readonly locks: TokenLocks | null
}

/** Locks that all processes see. */
export interface TokenLocks {
  /** Takes the lock for so many milliseconds, unless another holder has it. Whether it was taken. */
  readonly take: (lock: string, holder: string, millis: number) => Effect.Effect<boolean, TokenStoreFailure>
  /** Gives the lock up, if this holder has it. */
  readonly release: (lock: string, holder: string) => Effect.Effect<void, TokenStoreFailure>
}

/**
 * A process that ends while it holds the lock gives it up after this. Nobody waits for a lock for longer: then the token
 * is renewed without it. In milliseconds.
 */
const lockMillis = 30_000
const lockPoll = Duration.millis(100)

/** Bytes. */
const holderLength = 16

/** Locks that do not answer within this are out of reach. */
const answerLimit = Duration.seconds(2)

/** How the wait for a lock ended. */
interface Taken<A> {
  readonly isTaken: boolean
  /** What to go on with instead; `null`: nothing. */
  readonly found: A | null
}

const notTaken: Taken<never> = { isTaken: false, found: null }

export const textTokenStore = ({ get, locks, name, set }: TokenTexts): TokenStoreService => {
  const alone = exclusivelyInProcess()
  const tokenOf = makeTokenReader(name)
  const warn = makeRareWarning(
    `the token store (${name}) cannot be locked: several processes may renew a token at the same moment`
  )
  const shared = makeSharedStore(answerLimit)
  /** Locks that were waited for in vain, and until when they are only tried. In milliseconds by the monotonic clock. */
  const heldByOthers = new Map<string, number>()

  /**
   * Whether the lock was taken, or what was found instead of it. `until`: by the monotonic clock. A lock that another
   * process has says nothing against the store.
   */
  const takeBefore = <A, E, R>(
    tryToTake: Effect.Effect<boolean, StoreFailure>,
    lock: string,
    until: number,
    instead: Effect.Effect<A | null, E, R>
  ): Effect.Effect<Taken<A>, E, R> =>
    Effect.gen(function* () {
      const taken = yield* Effect.catch(tryToTake, ({ message }) => Effect.as(warn(message), null))
      if (taken === null) return notTaken
      if (taken) {
        heldByOthers.delete(lock)
        return { isTaken: true, found: null }
      }
      const found = yield* instead
      if (found !== null) return { isTaken: false, found }
      const now = yield* monotonicMillis
      if (now >= until) {
        heldByOthers.set(lock, now + lockMillis)
        yield* warn(`others hold a lock for longer than ${lockMillis / 1000} s`)
        return notTaken
      }
      yield* Effect.sleep(lockPoll)
      return yield* takeBefore(tryToTake, lock, until, instead)
    })

  const locked = <A, E, R>(
    own: TokenLocks,
    lock: string,
    effect: Effect.Effect<A, E, R>,
    instead: Effect.Effect<A | null, E, R>
  ): Effect.Effect<A, E, R> =>
    Effect.uninterruptibleMask((restore) =>
      Effect.gen(function* () {
        const holder = yield* randomHex(holderLength)
        const release = Effect.ignore(shared.ask(own.release(lock, holder)))
        const now = yield* monotonicMillis
        const until = now < (heldByOthers.get(lock) ?? now) ? now : now + lockMillis
        const take = takeBefore(shared.ask(own.take(lock, holder, lockMillis)), lock, until, instead)
        const { found, isTaken } = yield* Effect.onInterrupt(restore(take), () => release)
        if (found !== null) return found
        return yield* Effect.ensuring(restore(effect), isTaken ? release : Effect.void)
      })
    )

  return {
    name,
    get: (key) => Effect.flatMap(get(key), (text) => (text === null ? Effect.succeed(null) : tokenOf(text))),
    set: (key, token) =>
      Effect.gen(function* () {
        const text = yield* encode(token)
        yield* set(key, text, Math.ceil(keptFor(token)))
      }),
    exclusively: (key, effect, instead = Effect.succeed(null)) =>
      alone(key, locks === null ? effect : locked(locks, `${key}:lock`, effect, instead))
  }
}
