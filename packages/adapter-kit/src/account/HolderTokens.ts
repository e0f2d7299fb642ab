/**
 * The tokens of accounts, each known by the secret that obtained it: in this process, and in the store that processes
 * share. The newest token wins wherever it is kept, so that a store that can be read and not written never hides the token
 * that could not be stored.
 */
import * as Cache from "effect/Cache"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type { AccessToken } from "./AccessToken.ts"
import { answeredWithin } from "./answeredWithin.ts"
import { boundedLock } from "./boundedLock.ts"
import { isProofOf, makeProof } from "./holderProof.ts"
import { makeRareWarning } from "./rareWarning.ts"
import { makeSharedStore } from "./sharedStore.ts"
import { isSameEntry, ofStored, toStored } from "./storedTime.ts"
import { exclusivelyInProcess, type StoredToken, type TokenStoreFailure, type TokenStoreService } from "./TokenStore.ts"

/** The token that a new one comes after. */
export interface PreviousToken {
  /** `null` if another secret obtained it: then it may be of another merchant, and is not used. */
  readonly value: Redacted.Redacted<string> | null
  /** The refresh token; `null` if the platform issues none. */
  readonly refresh: Redacted.Redacted<string> | null
}

/** What is known of a key's token. */
export interface KnownTokens {
  /** The newest token that this secret obtained. */
  readonly own: AccessToken | null
  /** The newest token with a refresh token, whichever secret obtained it; without one the own. */
  readonly previous: PreviousToken | null
}

/** The tokens as the holder of one secret may use them. */
export interface HolderTokens {
  readonly read: (key: string) => Effect.Effect<KnownTokens>
  /** What this process knows without asking the store again. */
  readonly remembered: (key: string) => Effect.Effect<KnownTokens>
  /** Keeps a token that the platform gave to this secret, in place of every other. */
  readonly write: (key: string, token: AccessToken) => Effect.Effect<void>
  /** Stores what could not be stored because the store was out of reach: for the end of a program. */
  readonly storeMissing: Effect.Effect<void>
  /**
   * Runs a renewal while no other one of this key runs, in any process that shares the store. `meanwhile` is asked once no
   * other one runs in this process, `instead` while another process has the lock: what they give is taken instead of a
   * renewal, `null` is not.
   */
  readonly exclusively: <A, E, R>(
    key: string,
    renew: Effect.Effect<A, E, R>,
    meanwhile: Effect.Effect<A | null, E, R>,
    instead: Effect.Effect<A | null, E, R>
  ) => Effect.Effect<A, E, R>
}

/** A token of this process. */
interface Kept {
  readonly token: AccessToken
  /** Whether the shared store has it. */
  readonly stored: boolean
}

/** A store that does not answer within this is out of reach. */
const answerLimit = Duration.seconds(2)

/** A token that the store does not have. */
interface Missing {
  readonly store: TokenStoreService
  readonly key: string
  readonly secret: string | null
  readonly token: AccessToken
}

/** An entry of the store, and its token in the time of this process. */
interface Entry {
  readonly stored: StoredToken
  readonly token: AccessToken
}

const newest = (tokens: ReadonlyArray<AccessToken>): AccessToken | null =>
  tokens.reduce<AccessToken | null>(
    (first, next) => (first === null || next.takenAt > first.takenAt ? next : first),
    null
  )

/** The tokens of a program. `store` is what processes share; `null`: they share none. */
export const makeTokenKeeper = (store: TokenStoreService | null) => {
  /** By key and by secret. */
  const memory = new Map<string, Map<string | null, Kept>>()
  /** One proof for all tokens of a secret, however many are written at the same moment. */
  const proofs = Effect.runSync(Cache.make({ capacity: Number.POSITIVE_INFINITY, lookup: makeProof }))
  const alone = exclusivelyInProcess()
  /** Asked apart, because a store that takes nothing more (a full disk) can still be read. */
  const [reading, writing] = [makeSharedStore(answerLimit), makeSharedStore(answerLimit)]
  const warn = makeRareWarning(
    `the token store (${store?.name}) is out of reach: this process goes on with tokens of its own`
  )
  const cannotBe = (doing: string) => (failure: TokenStoreFailure) => warn(`it cannot be ${doing}: ${failure.message}`)

  /** The entry of each key that was read or written last: its time is worked out once. */
  const entries = new Map<string, Entry>()
  const entryOf = (key: string): Effect.Effect<Entry | null> =>
    store === null
      ? Effect.succeed(null)
      : reading.ask(store.get(key)).pipe(
          Effect.flatMap((stored) => {
            const known = entries.get(key)
            if (stored === null) {
              entries.delete(key)
              return Effect.succeed(null)
            }
            if (known !== undefined && isSameEntry(known.stored, stored)) return Effect.succeed(known)
            return Effect.map(ofStored(stored), (token) => {
              const entry = { stored, token }
              entries.set(key, entry)
              return entry
            })
          }),
          // What was read last is known while the store is out of reach.
          Effect.catch((failure) => Effect.as(cannotBe("read")(failure), entries.get(key) ?? null))
        )

  const keep = (key: string, secret: string | null, kept: Kept): void => {
    const ofKey = memory.get(key) ?? new Map<string | null, Kept>()
    memory.set(key, ofKey.set(secret, kept))
  }

  /** Tokens that are being stored. */
  const underway = new Set<AccessToken>()

  /** Stores a token, in the way in which the store is asked. */
  const put = (
    { store: { set }, key, secret, token }: Missing,
    ask: (question: Effect.Effect<void, TokenStoreFailure>) => Effect.Effect<void, TokenStoreFailure>
  ) =>
    Effect.suspend(() => {
      underway.add(token)
      return Effect.gen(function* () {
        const stored = yield* toStored(token, yield* Cache.get(proofs, secret))
        yield* ask(set(key, stored))
        entries.set(key, { stored, token })
        if (memory.get(key)?.get(secret)?.token === token) keep(key, secret, { token, stored: true })
      })
    }).pipe(
      Effect.catch(cannotBe("written")),
      Effect.ensuring(
        Effect.sync(() => {
          underway.delete(token)
        })
      )
    )

  const write = (key: string, secret: string | null, token: AccessToken): Effect.Effect<void> =>
    Effect.gen(function* () {
      keep(key, secret, { token, stored: store === null })
      if (store !== null && (yield* reading.state) === "reachable") {
        yield* put({ store, key, secret, token }, writing.ask)
      }
    })

  const knownOf = (key: string, secret: string | null, entry: Entry | null) =>
    Effect.gen(function* () {
      const isOwn = entry !== null && (yield* isProofOf(secret, entry.stored.holder))
      const found = entry?.token ?? null
      const kept = memory.get(key)?.get(secret)
      const own = newest([...(isOwn && found !== null ? [found] : []), ...(kept === undefined ? [] : [kept.token])])
      const others = [
        ...(found === null || isOwn ? [] : [found]),
        ...[...(memory.get(key) ?? [])].flatMap(([holder, { token }]) => (holder === secret ? [] : [token]))
      ]
      const latest =
        newest([...(own === null ? [] : [own]), ...others].filter(({ refresh }) => refresh !== null)) ?? own
      const previous = latest === null ? null : { value: latest === own ? latest.value : null, refresh: latest.refresh }
      return { own, previous, latest }
    })

  const read = (key: string, secret: string | null): Effect.Effect<KnownTokens> =>
    Effect.gen(function* () {
      const known = yield* knownOf(key, secret, yield* entryOf(key))
      const kept = memory.get(key)?.get(secret)
      const isMissing = kept !== undefined && !kept.stored && known.latest === kept.token && !underway.has(kept.token)
      if (isMissing && (yield* writing.state) !== "away") yield* write(key, secret, kept.token)
      return known
    })

  const missing = (): ReadonlyArray<Missing> =>
    store === null
      ? []
      : [...memory].flatMap(([key, ofKey]) =>
          [...ofKey].flatMap(([secret, { stored, token }]) => (stored ? [] : [{ store, key, secret, token }]))
        )

  /** Stores a token that could not be stored, unless the store has a newer one. */
  const storeUnlessOlder = (one: Missing): Effect.Effect<void> =>
    one.store.get(one.key).pipe(
      Effect.flatMap((stored) => (stored === null ? Effect.succeed(null) : ofStored(stored))),
      answeredWithin(answerLimit),
      Effect.flatMap((found) =>
        found !== null && found.takenAt > one.token.takenAt ? Effect.void : put(one, answeredWithin(answerLimit))
      ),
      Effect.catch(cannotBe("written"))
    )

  /**
   * Stores what could not be stored because the store was out of reach: for the end of a program. Asks the store whether
   * or not it was away, and waits for four seconds at most.
   */
  const storeMissing: Effect.Effect<void> = Effect.suspend(() =>
    Effect.forEach(missing(), storeUnlessOlder, { concurrency: "unbounded", discard: true })
  )

  const locked = store === null ? null : boundedLock(store, cannotBe("locked"))

  return {
    storeMissing,
    /** The tokens as the holder of this secret may use them; `null`: of those who have none. */
    heldBy: (secret: string | null): HolderTokens => ({
      read: (key) => read(key, secret),
      write: (key, token) => write(key, secret, token),
      storeMissing,
      remembered: (key) => knownOf(key, secret, entries.get(key) ?? null),
      exclusively: (key, renew, meanwhile, instead) =>
        alone(
          key,
          Effect.gen(function* () {
            const known = yield* meanwhile
            if (known !== null) return known
            const isShared = locked !== null && (yield* reading.state) === "reachable"
            return yield* isShared ? locked(key, renew, instead) : renew
          })
        )
    })
  }
}
